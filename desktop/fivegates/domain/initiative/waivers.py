"""Waivers: time-limited approval to go ahead although a required criterion fails."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import Person, field_problems
from fivegates.domain.limits import Day, Line, Prose
from fivegates.domain.rubric.rubric import Rubric


class WaiverState(StrEnum):
    """The state of a waiver on a day; one that lacks a reason, a requester or another approver is void."""

    TO_BEGIN = "to-begin"
    IN_FORCE = "in-force"
    ENDED = "ended"
    REVOKED = "revoked"
    NO_EFFECT = "no-effect"


@dataclass(frozen=True, slots=True)
class Waiver:
    """Approval to fail a required criterion from the day `granted` to the day `until`, both included.

    It is extended by another waiver. A revoked waiver keeps its record: from the day `revoked` on it has
    no effect. `condition` is the work required meanwhile, in words. `id` is the store's and 0 until
    stored.
    """

    criterion: str
    reason: Annotated[str, Prose(required=True)]
    requester: Annotated[str, Person(), Line(required=True)]
    approver: Annotated[str, Person(), Line(required=True)]
    granted: Annotated[date, Day()]
    until: Annotated[date, Day()]
    condition: Annotated[str, Prose()] = ""
    revoked: Annotated[date | None, Day()] = None
    revoked_by: Annotated[str, Person(), Line()] = ""
    revoked_why: Annotated[str, Prose()] = ""
    id: int = 0

    def in_force(self, on: date) -> bool:
        """True if it has effect on a day; never where one person requested and approved it."""
        return self.state_on(on) is WaiverState.IN_FORCE

    def state_on(self, on: date) -> WaiverState:
        """Its state on a day."""
        if self.revoked is not None and self.revoked <= on:
            return WaiverState.REVOKED
        if on > self.until:
            return WaiverState.ENDED
        if on < self.granted:
            return WaiverState.TO_BEGIN
        effective = _complete(self) and not same_person(self.requester, self.approver)
        return WaiverState.IN_FORCE if effective else WaiverState.NO_EFFECT


def _complete(waiver: Waiver) -> bool:
    """True if reason, requester and approver are named."""
    return all(text.strip() for text in (waiver.reason, waiver.requester, waiver.approver))


def same_person(one: str, other: str) -> bool:
    """True if two fields name the same person, ignoring case, blanks and a role after a comma.

    `Mara Feld, CFO` is `mara  feld`; but `Feld, Mara` is not `Feld, Jonas`.
    """
    first, second = _folded(one), _folded(other)
    if first == second:
        return True
    heads = [text.partition(",") for text in (first, second)]
    return heads[0][0].strip() == heads[1][0].strip() and not (heads[0][1] and heads[1][1])


def _folded(name: str) -> str:
    """A name without differences of writing alone, and without invisible characters (Unicode category Cf)."""
    seen = (char for char in unicodedata.normalize("NFKC", name) if unicodedata.category(char) != "Cf")
    return " ".join("".join(seen).casefold().split())


def check_waiver(waiver: Waiver) -> tuple[Problem, ...]:
    """Return the problems of a waiver, leaving its criterion to `waivable_problems`."""
    return (*field_problems(waiver), *_people(waiver), *_days(waiver), *_revocation(waiver))


def _people(waiver: Waiver) -> Iterator[Problem]:
    """Check that nobody approves their own request."""
    if waiver.requester.strip() and same_person(waiver.requester, waiver.approver):
        reason = UserError(
            "{name} asked for this waiver, so another person must approve it.", name=waiver.requester.strip()
        )
        yield Problem("approver", reason)


def _days(waiver: Waiver) -> Iterator[Problem]:
    """Check that it does not end before it is granted."""
    if waiver.until < waiver.granted:
        reason = UserError(
            "A waiver ends on the day on which it is granted or later; this one is granted on {granted} "
            "and ends on {until}.",
            granted=waiver.granted,
            until=waiver.until,
        )
        yield Problem("until", reason)


def _revocation(waiver: Waiver) -> Iterator[Problem]:
    """Check that a revocation has day, person and reason, or none of them."""
    if waiver.revoked is None:
        if waiver.revoked_by.strip() or waiver.revoked_why.strip():
            yield Problem("revoked", UserError("Say on which day the waiver was revoked."))
        return
    if waiver.revoked < waiver.granted:
        reason = UserError(
            "A waiver is revoked on the day on which it was granted or later; this one was granted on {day}.",
            day=waiver.granted,
        )
        yield Problem("revoked", reason)
    if not waiver.revoked_by.strip():
        yield Problem("revoked_by", UserError("Say who revoked the waiver."))
    if not waiver.revoked_why.strip():
        yield Problem("revoked_why", UserError("Say why the waiver was revoked."))


def waivable_problems(place: str, criterion: str, rubrics: Iterable[Rubric]) -> tuple[Problem, ...]:
    """Return a problem at `place` where every rubric that has the criterion leaves it optional."""
    found = [each for rubric in rubrics for each in rubric.criteria if each.id == criterion]
    if not found or any(each.required for each in found):
        return ()
    reason = UserError(
        "Only a required criterion needs a waiver, and “{title}” is not required.", title=found[0].title
    )
    return (Problem(place, reason),)


def waiver_on(waivers: Iterable[Waiver], criterion: str, on: date) -> Waiver | None:
    """The waiver that covers a criterion on a day: of several in force the one that lasts longest."""
    found = [each for each in waivers if each.criterion == criterion and each.in_force(on)]
    return max(found, key=_longest, default=None)


def _longest(waiver: Waiver) -> tuple[object, ...]:
    """Sort key; the order of waivers that end on one day is always the same."""
    words = (waiver.reason, waiver.approver, waiver.requester, waiver.condition)
    revoked = (waiver.revoked is None, waiver.revoked_by, waiver.revoked_why)
    return last_day(waiver), waiver.granted, waiver.until, *words, *revoked, waiver.id


def last_day(waiver: Waiver) -> date:
    """The last day on which it has effect, as recorded; before `granted` where it has none."""
    if waiver.revoked is None:
        return waiver.until
    return min(waiver.until, date.fromordinal(waiver.revoked.toordinal() - 1))
