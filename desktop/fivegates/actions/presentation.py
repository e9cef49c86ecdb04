"""Gather the content of a presentation on an open portfolio as of a day."""

from dataclasses import dataclass
from datetime import date

from fivegates.actions import queries
from fivegates.actions.briefs import gather_brief
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.brief import InitiativeBrief
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.projections import Outlook
from fivegates.domain.economics.unit_economics import rate_gaps


@dataclass(frozen=True, slots=True)
class Presented:
    """An initiative with its brief and its money; `outlook` is None where a rate is missing."""

    brief: InitiativeBrief
    outlook: Outlook | None
    gap: RateGap | None


def gather_presented(opened: OpenPortfolio, initiative_id: int, day: date) -> Presented | None:
    """An initiative's latest review with all that is recorded by `day`; None before the first review.

    Raises UserError when it is gone, or a sealed review was altered.
    """
    record = queries.record(opened, initiative_id)
    if not record.reviews:
        return None
    brief = gather_brief(opened, initiative_id, day=day)
    held = brief.record
    gaps = rate_gaps(held.ledger, brief.currency, brief.rates)
    if gaps:
        return Presented(brief, None, gaps[0])
    return Presented(brief, queries.outlook(opened, held), None)
