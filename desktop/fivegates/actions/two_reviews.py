"""The bridge between any two reviews of an initiative."""

from typing import TYPE_CHECKING

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import case_of
from fivegates.domain.review.review import InitiativeRecord

if TYPE_CHECKING:
    from fivegates.domain.trend.bridge import Bridge


def bridge_of(opened: OpenPortfolio, record: InitiativeRecord, one: int, other: int) -> "Bridge":
    """The bridge between two reviews, given by their ids.

    Raises UserError where another program altered a sealed review, and KeyError for an unknown id.
    """
    from fivegates.domain.trend.bridge import bridge_between  # the first window judges nothing

    reviews = {each.id: each for each in record.reviews}
    earlier, later = sorted((reviews[one], reviews[other]), key=lambda each: each.dated)
    return bridge_between(case_of(opened, record, earlier), case_of(opened, record, later))
