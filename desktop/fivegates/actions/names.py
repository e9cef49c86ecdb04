"""The people and business units of a portfolio, for completion, and renaming of either everywhere."""

from dataclasses import dataclass, replace
from typing import Final

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.fields import person_fields
from fivegates.domain.initiative.waivers import same_person
from fivegates.domain.language import Message
from fivegates.domain.limits import line_problems
from fivegates.domain.portfolio.names import NameKind, NameUses, Renaming
from fivegates.domain.review.review import NotApplicable, Review
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records import names

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
    """Number of records of each kind that have a name. Raises UserError when they cannot be read."""
    return names.name_uses(opened.file, kind, name)


def preview_rename(opened: OpenPortfolio, renaming: Renaming) -> NameUses:
    """Numbers of records that `rename` would change and that keep the name; raises what it would raise."""
    refuse(tuple(line_problems("name", renaming.new, required=True)))
    found = uses(opened, renaming.kind, renaming.old)
    if not found.renamed:
        raise _no_such_name(renaming.kind, renaming.old)
    if renaming.kind is NameKind.PERSON:
        _require_two_people(opened.file, renaming)
    return found


def rename(opened: OpenPortfolio, old: str, new: str, kind: NameKind = NameKind.PERSON) -> Changes:
    """Rename a person (as sponsor, owner, decider, forecaster …) or a business unit, in one undo entry.

    Reviewers stay as they are: a review is what somebody wrote on a day. Raises UserError for a bad name,
    where nothing has the name `old`, and where somebody would have approved a waiver that they asked for;
    nothing is saved then.
    """
    renaming = Renaming(kind, old.strip(), new.strip())
    label = Message("Rename {old} to {new}", old=old, new=renaming.new)
    with saving(opened, label) as saved:
        preview_rename(opened, renaming)
        concerned = names.rename(saved.edit, kind, old, renaming.new)
        saved.changes = replace(saved.changes, renamed=renaming)
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


def _require_two_people(file: PortfolioFile, renaming: Renaming) -> None:
    """Refuse a name by which requester and approver of a waiver would be one person."""
    waivers = names.people_of_waivers(file, renaming.old, renaming.new)
    if any(same_person(requester, approver) for requester, approver in waivers):
        raise UserError("{name} would then have approved a waiver that they asked for.", name=renaming.new)
