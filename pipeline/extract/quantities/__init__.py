"""All that can be counted: dates, percentages, periods, money, shares, and the blanks left for them."""

from pipeline.extract.quantities.reading import quantities

__all__ = ["quantities"]
