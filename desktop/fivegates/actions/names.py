"""The people and business units of a portfolio, for completion, and renaming of either everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.fields import person_fields
from fivegates.domain.initiative.waivers import same_person
from fivegates.domain.language import Message
from fivegates.domain.limits import line_problems
from fivegates.domain.portfolio.names import NameKind, NameUses
from fivegates.domain.review.review import NotApplicable, Review
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records import names
from fivegates.store.records.initiatives import WAIVER

PERSON_FIELDS: Final = frozenset(
    {field for _table, field in names.PERSON_COLUMNS if field != "name"}.union(
        person_fields(Review), person_fields(NotApplicable)
    )
)
"""Fields of records that take a person's name, without `name`, which other records have too."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The distinct names, ignoring case, in alphabetical order."""

    people: tuple[str, ...]
    units: tuple[str, ...]


def known_names(opened: OpenPortfolio) -> KnownNames:
    """All people and business units that the portfolio names. Raises UserError when it cannot be read."""
    return KnownNames(_once(names.read_people(opened.file)), _once(names.read_units(opened.file)))


def _once(written: list[str]) -> tuple[str, ...]:
    """Names in order; of several ways of writing one, the first."""
    found: dict[str, str] = {}
    for name in written:
        if plain := name.strip():
            found.setdefault(plain.casefold(), plain)
    return tuple(name for _key, name in sorted(found.items()))


def uses(opened: OpenPortfolio, kind: NameKind, name: str) -> NameUses:
    """How many records of each kind have a name. Raises UserError when they cannot be read."""
    return names.name_uses(opened.file, kind, name)


def rename(opened: OpenPortfolio, old: str, new: str, kind: NameKind = NameKind.PERSON) -> Changes:
    """Rename a person (as sponsor, owner, decider, forecaster …) or a business unit, in one undo entry.

    Reviewers stay as they are: a review is what somebody wrote on a day. Raises UserError for a bad name,
    where nothing has the name `old`, and where somebody would have approved a waiver that they asked for;
    nothing is saved then.
    """
    refuse(tuple(line_problems("name", new, required=True)))
    label = Message("Rename {old} to {new}", old=old, new=new.strip())
    with saving(opened, label) as saved:
        concerned = names.rename(saved.edit, kind, old, new.strip())
        if not concerned:
            raise _no_such_name(kind, old)
        _require_two_people(saved.edit.file, concerned, new)
        # No verdict depends on what anybody is called.
        for initiative_id in concerned - {0}:
            saved.concerns(initiative_id)
        if 0 in concerned:
            saved.concerns_settings()
    return saved.changes


def _no_such_name(kind: NameKind, name: str) -> UserError:
    if kind is NameKind.UNIT:
        return UserError("No business unit in this portfolio is called {name}.", name=name)
    return UserError("Nobody in this portfolio is called {name}.", name=name)


def _require_two_people(file: PortfolioFile, concerned: Iterable[int], new: str) -> None:
    """Refuse a name by which requester and approver of a waiver would be one person."""
    waivers = (waiver for initiative_id in concerned for waiver in WAIVER.of(file, initiative_id))
    if any(same_person(waiver.requester, waiver.approver) for waiver in waivers):
        raise UserError("{name} would then have approved a waiver that they asked for.", name=new.strip())
