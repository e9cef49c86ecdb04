"""Grant, correct and revoke waivers, and list those of a portfolio."""

from dataclasses import dataclass, replace
from datetime import date

from fivegates.actions import records
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.initiative.waivers import Waiver, check_waiver, last_day, waivable_problems
from fivegates.domain.language import gettext_noop
from fivegates.store.records.initiatives import WAIVER, read_log
from fivegates.store.records.reviews import read_rubrics

_WAIVER = records.RecordKind[Waiver](
    table=WAIVER,
    check=check_waiver,
    named=lambda waiver: (("criterion", waiver.criterion),),
    title=lambda waiver: waiver.criterion,
)


@dataclass(frozen=True, slots=True)
class Revocation:
    """The revocation of a waiver: the first day without effect, its author and reason."""

    day: date
    by: str
    why: str


def grant_waiver(opened: OpenPortfolio, initiative_id: int, waiver: Waiver) -> Changes:
    """Record a waiver; its id is in `created`. One that follows another extends it.

    Raises UserError for a bad field, where one person asks and approves, and for an optional criterion.
    """
    refuse(waivable_problems("criterion", waiver.criterion, read_rubrics(opened.file)))
    return records.add(opened, _WAIVER, initiative_id, waiver, gettext_noop("Grant the waiver for “{title}”"))


def edit_waiver(opened: OpenPortfolio, waiver: Waiver) -> Changes:
    """Correct a waiver; a revocation stays as it is.

    Raises UserError for a bad field, for an optional criterion, and where it would last longer than it did.
    """
    stored = find_waiver(opened, waiver.id)
    if stored.revoked is not None and waiver.revoked is None:
        raise UserError("This waiver was revoked on {day} already.", day=stored.revoked)
    if waiver.criterion != stored.criterion:
        refuse(waivable_problems("criterion", waiver.criterion, read_rubrics(opened.file)))
    if waiver.until > stored.until:
        reason = UserError(
            "A waiver is extended by another one: grant a new waiver from the day that it ends."
        )
        refuse((Problem("until", reason),))
    return records.edit(opened, _WAIVER, waiver, gettext_noop("Edit the waiver for “{title}”"))


def revoke_waiver(opened: OpenPortfolio, waiver_id: int, revocation: Revocation) -> Changes:
    """End a waiver before its day; its record stays.

    Raises UserError where it was revoked already or has ended by then, and for a bad field.
    """
    stored = find_waiver(opened, waiver_id)
    if stored.revoked is not None:
        raise UserError("This waiver was revoked on {day} already.", day=stored.revoked)
    if last_day(stored) < revocation.day:
        raise UserError("This waiver ended on {day}, so there is nothing to revoke.", day=stored.until)
    revoked = replace(
        stored, revoked=revocation.day, revoked_by=revocation.by.strip(), revoked_why=revocation.why.strip()
    )
    return records.edit(opened, _WAIVER, revoked, gettext_noop("Revoke the waiver for “{title}”"))


def remove_waiver(opened: OpenPortfolio, waiver_id: int) -> Changes:
    """Remove a waiver that was recorded by mistake; undo restores it."""
    return records.remove(opened, _WAIVER, waiver_id, gettext_noop("Remove a waiver"))


def find_waiver(opened: OpenPortfolio, waiver_id: int) -> Waiver:
    """Return a waiver. Raises UserError when it is gone."""
    initiative_id = WAIVER.owner(opened.file, waiver_id)
    return next(each for each in WAIVER.of(opened.file, initiative_id) if each.id == waiver_id)


def waiver_log(opened: OpenPortfolio) -> tuple[tuple[Initiative, Waiver], ...]:
    """Every waiver with its initiative, the first to end on top; those revoked are at the end."""
    found = read_log(opened.file, WAIVER)
    return tuple(
        sorted(found, key=lambda each: (each[1].revoked is not None, last_day(each[1]), each[0].code))
    )
