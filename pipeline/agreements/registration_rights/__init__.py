"""The deal terms of a registration rights agreement."""

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.amendment import amendment_threshold
from pipeline.agreements.registration_rights.cutback import cutback_order
from pipeline.agreements.registration_rights.damages import liquidated_damages
from pipeline.agreements.registration_rights.delay import allowed_delay
from pipeline.agreements.registration_rights.extras import (
    acceleration_request,
    day_definition,
    maximum_registrations,
)
from pipeline.agreements.registration_rights.model import RegistrationRights
from pipeline.agreements.registration_rights.multiplier import share_multiplier
from pipeline.agreements.registration_rights.notices import notice_rules
from pipeline.agreements.registration_rights.period_end import period_end
from pipeline.agreements.registration_rights.piggyback import piggyback
from pipeline.agreements.registration_rights.statement_dates import effectiveness_deadline, filing_deadline

__all__ = ["RegistrationRights", "registration_rights"]


def registration_rights(document: Document) -> RegistrationRights:
    """Every term of the block; a term that the text does not state is absent."""
    return RegistrationRights(
        filing_deadline=filing_deadline(document),
        effectiveness_deadline=effectiveness_deadline(document),
        effectiveness_period_end=period_end(document),
        liquidated_damages=liquidated_damages(document),
        allowed_delay=allowed_delay(document),
        share_multiplier=share_multiplier(document),
        piggyback=piggyback(document),
        cutback_order=cutback_order(document),
        notice_rules=notice_rules(document),
        amendment_threshold=amendment_threshold(document),
        trading_day=day_definition(document, "Trading Day"),
        business_day=day_definition(document, "Business Day"),
        acceleration_request=acceleration_request(document),
        maximum_registrations=maximum_registrations(document),
    )
