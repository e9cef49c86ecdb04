"""Gather what needs attention in an open portfolio on a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.two_days import cases_of_day
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.initiative.initiative import Action
from fivegates.domain.natural_order import natural_key
from fivegates.domain.portfolio.attention import (
    Attention,
    DueWaiver,
    InitiativeOnDay,
    ReachedStop,
    attention_on,
)
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.review.review import Case
from fivegates.store.records.initiatives import ACTION, read_decision_log, read_log
from fivegates.store.records.portfolio import count_unassigned

if TYPE_CHECKING:
    from fivegates.domain.track_record.stops import StopCheck


def gather_attention(opened: OpenPortfolio, day: date) -> Iterator[tuple[Attention, ...]]:
    """The items that need attention, by initiative in order of name; each step reads and judges one.

    Raises UserError when the file cannot be read, or a sealed review was altered.
    """
    return (found for _line, found in read_day(opened, day))


def read_day(opened: OpenPortfolio, day: date) -> Iterator[tuple[OverviewLine, tuple[Attention, ...]]]:
    """Each initiative as of `day`, by name, with its items that need attention; each step judges one.

    Raises UserError when the file cannot be read, or a sealed review was altered.
    """
    actions: defaultdict[int, list[Action]] = defaultdict(list)
    for initiative, action in read_log(opened.file, ACTION):
        actions[initiative.id].append(action)
    decisions = _decisions(opened, day)
    unassigned = count_unassigned(opened.file)
    for line, case in cases_of_day(opened, day):
        known = line.initiative.id
        calendar = None if case is None else calendar_of(case, day)
        made = tuple(decisions[known])
        stops = _reached_stops(opened, known, made, day)
        of = InitiativeOnDay(
            line, case, calendar, tuple(actions[known]), made, stops, unassigned.get(known, 0)
        )
        yield line, tuple(attention_on(of, day))


def broken_on(
    opened: OpenPortfolio, found: Iterable[tuple[OverviewLine, Case | None]], day: date
) -> tuple[ReachedStop | DueWaiver, ...]:
    """Reached stop figures, then the waivers that have ended or end soon, of initiatives as of a day."""
    decisions = _decisions(opened, day)
    items: list[ReachedStop | DueWaiver] = []
    for line, case in found:
        made = tuple(decisions[line.initiative.id])
        calendar = calendar_of(case, day) if case is not None and case.waivers else None
        stops = _reached_stops(opened, line.initiative.id, made, day)
        of = InitiativeOnDay(line, case, calendar, (), made, stops)
        items += [each for each in attention_on(of, day) if isinstance(each, ReachedStop | DueWaiver)]
    return tuple(sorted(items, key=lambda each: (each.due or date.min, natural_key(each.initiative.name))))


def _decisions(opened: OpenPortfolio, day: date) -> defaultdict[int, list[Decision]]:
    """The decisions that were made by a day, by the id of their initiative."""
    decisions: defaultdict[int, list[Decision]] = defaultdict(list)
    for logged in read_decision_log(opened.file):
        if logged.decision.dated > day:
            continue
        decisions[logged.initiative.id].append(logged.decision)
    return decisions


def _reached_stops(
    opened: OpenPortfolio, initiative_id: int, made: tuple[Decision, ...], day: date
) -> "tuple[StopCheck, ...]":
    """The stop figures reached since the latest decision; nothing is compared where none is fixed."""
    if not any(threshold.ledger for decision in made for threshold in decision.thresholds):
        return ()
    from fivegates.actions.track_record import stops_of  # the first window compares nothing
    from fivegates.domain.track_record.stops import unanswered

    return unanswered(stops_of(opened, initiative_id, day), made, day)
