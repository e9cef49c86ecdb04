"""Read earlier reviews, promises, and when evidence expires, for pages and papers."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import case_of, verdict_on
from fivegates.actions.two_days import case_of_day
from fivegates.domain.evidence_calendar import ProofsOf, calendar_of
from fivegates.domain.review.history import current_reviews
from fivegates.domain.review.review import Case, InitiativeRecord, Review
from fivegates.domain.trend.bridge import Bridge, bridge_between, last_final
from fivegates.domain.verdict.path import path_to_ready
from fivegates.store.records.portfolio import read_record_at
from fivegates.store.records.settings import read_settings

if TYPE_CHECKING:
    from fivegates.domain.trend.promise import Promise


def cases_until(opened: OpenPortfolio, of: InitiativeRecord, review: Review) -> tuple[Case, ...]:
    """The cases of the reviews not superseded from the first to `review`, oldest first; its own is the last.

    Raises UserError where another program altered a sealed review.
    """
    before = [each for each in current_reviews(of) if each.dated < review.dated]
    return tuple(case_of(opened, of, each) for each in (*before, review))


def latest_bridge(opened: OpenPortfolio, of: InitiativeRecord) -> Bridge | None:
    """The bridge from the last final review to the latest one not superseded; None without both.

    Raises UserError where another program altered a sealed review.
    """
    current = current_reviews(of)
    if not current:
        return None
    *before, latest = cases_until(opened, of, current[-1])
    earlier = last_final(before)
    return None if earlier is None else bridge_between(earlier, latest)


def latest_promise(opened: OpenPortfolio, of: InitiativeRecord, day: date) -> "Promise | None":
    """The projection of the last final review before the latest, and its outcome by a day; None without one.

    Raises UserError where another program altered a sealed review.
    """
    current = current_reviews(of)
    return promise_until(opened, of, current[-1], day) if current else None


def promise_until(opened: OpenPortfolio, of: InitiativeRecord, review: Review, day: date) -> "Promise | None":
    """The projection of the last final review before `review`, and its outcome by a day; None without one."""
    from fivegates.domain.trend.promise import promise_of  # the first window projects nothing

    *before, this = cases_until(opened, of, review)
    earlier = last_final(before)
    if earlier is None:
        return None
    case = case_of_day(opened, of, this, day)
    money = read_settings(opened.file).currency, queries.market(opened)
    return promise_of(earlier, case, path_to_ready(case, verdict_on(opened, case)), of, money)


def proofs_of(opened: OpenPortfolio, of: InitiativeRecord, review: Review, today: date) -> ProofsOf:
    """The expiry dates of a review's evidence, as of today and with everything recorded since.

    Raises UserError where another program altered a sealed review.
    """
    case = case_of_day(opened, of, case_of(opened, of, review), today)
    return ProofsOf(of.initiative, case.rubric, calendar_of(case, today))


def all_proofs(opened: OpenPortfolio, today: date) -> Iterator[ProofsOf]:
    """The evidence and its expiry of every reviewed initiative that is not archived, by name.

    Each step reads one initiative, so that the window stays responsive. Raises UserError
    when the file cannot be read, or a sealed review was altered.
    """
    for line in overview.lines(opened):
        if line.latest is not None and not line.initiative.archived:
            record = read_record_at(opened.file, line.initiative.id, line.latest.review_id)
            yield proofs_of(opened, record, record.reviews[0], today)
