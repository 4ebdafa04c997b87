"""Two small agreements that say alike and unlike things in unlike units."""

from functools import lru_cache
from pathlib import Path

from pipeline.compare.comparison import Comparison, Row
from pipeline.run import analyse_bytes
from pipeline.termsheet.schema import TermSheet

WILLET = """\
                         REGISTRATION RIGHTS AGREEMENT

     This Registration Rights Agreement is made as of May 18, 2004 between Willet Marsh, Inc., a Delaware
corporation (the "Company"), and Merrow Fund, L.P. (the "Holder").

1.   REGISTRATION.  The Company shall file the Registration Statement within thirty (30) days after the Closing
Date. The Company shall use its best efforts to cause the Registration Statement to be declared effective no
later than ninety (90) days after the Closing Date.

2.   DAMAGES.  If the Registration Statement is not filed by such date, the Company shall pay to the Holder, as
liquidated damages, 1.5% of the purchase price of its Shares for each 30-day period until the Registration
Statement is filed. Such damages shall not exceed 12% of the purchase price.

3.   DELAYS.  The Company may suspend sales for not more than ten (10) Business Days at any one time, and for not
more than 45 days in any period of twelve (12) months.

4.   AMENDMENT.  This Agreement may be amended with the written consent of the Company and the holders of a
majority of the Registrable Securities.

5.   LAW.  This Agreement is governed by the laws of the State of New York.
"""
PLOVER = """\
                         REGISTRATION RIGHTS AGREEMENT

     This Registration Rights Agreement is made as of June 2, 2005 between Plover Sound Corp., a Delaware
corporation (the "Company"), and Dunlin Partners, L.P. (the "Holder").

1.   REGISTRATION.  The Company shall file the Registration Statement within one month after the Closing Date.
The Company shall use its best efforts to cause the Registration Statement to be declared effective no later than
ninety (90) days after the Closing Date.

2.   DAMAGES.  If the Registration Statement is not filed by such date, the Company shall pay to the Holder, as
liquidated damages, 2% of the purchase price of its Shares for each month until the Registration Statement is
filed.

3.   DELAYS.  The Company may suspend sales for not more than ten (10) days at any one time, and for not more
than 45 days in any period of 365 days.

4.   AMENDMENT.  This Agreement may be amended with the written consent of the Company and the holders of more
than 50% of the Registrable Securities.

5.   LAW.  This Agreement is governed by the laws of the State of New York.
"""


@lru_cache
def willet() -> TermSheet:
    """The term sheet of the first."""
    return _sheet(WILLET.encode(), "willet.txt")


@lru_cache
def plover() -> TermSheet:
    """The term sheet of the second."""
    return _sheet(PLOVER.encode(), "plover.txt")


@lru_cache
def shipped(name: str) -> TermSheet:
    """The term sheet of an agreement of the corpus."""
    (path,) = Path("corpus/agreements", name).glob("agreement.[th][xt][tm]")
    return _sheet(path.read_bytes(), str(path))


def _sheet(content: bytes, name: str) -> TermSheet:
    (found,) = analyse_bytes(content, name).sheets
    return found


def rows(comparison: Comparison) -> dict[str, Row]:
    """The rows by their names."""
    return {row.name: row for row in comparison.rows}
