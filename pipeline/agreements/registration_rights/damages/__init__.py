"""What the company pays for each period in which it is in default."""

from pipeline.agreements.registration_rights.damages.read import liquidated_damages

__all__ = ["liquidated_damages"]
