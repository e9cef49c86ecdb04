"""Rubrics and packs: those shipped with Fivegates, custom ones, and those that a portfolio uses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fivegates.actions.file.atomic_files import read_file
from fivegates.actions.file.backups import back_up_now
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.actions.queries import current_rubric
from fivegates.actions.risk_class import risk_scheme
from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.domain.language import Message, Shipped
from fivegates.domain.quoting import unknown_word
from fivegates.domain.rubric.checks import place_of
from fivegates.domain.rubric.packs import Pack, compose, parts_of, without_pack
from fivegates.domain.rubric.rubric import Criterion, Rubric
from fivegates.domain.rubric.serialisation import pack_to_plain, rubric_to_plain
from fivegates.exchange.rubric import (
    LARGEST_FILE,
    read_composed,
    read_pack,
    read_rubric,
    read_rubric_or_pack,
    write_pack,
    write_rubric,
)
from fivegates.resources import read_resource
from fivegates.store.records.reviews import insert_rubric, read_rubrics
from fivegates.store.records.settings import read_settings, save_settings

if TYPE_CHECKING:
    from fivegates.domain.initiative.initiative import Initiative
    from fivegates.domain.review.review import Case
    from fivegates.domain.trend.rubric_change import RubricChange

_SHIPPED_PACKS: Final = ("agents", "duties", "energy", "retirement", "supplier")


@cache
def default_rubric() -> Rubric:
    """The rubric of new portfolios."""
    return _shipped("five-gates.toml")


@cache
def shipped_rubrics() -> tuple[Rubric, ...]:
    """The versions of the rubric shipped with Fivegates, oldest first."""
    return default_rubric(), _shipped("five-gates-2.toml")


@cache
def shipped_packs() -> tuple[Pack, ...]:
    """The packs shipped with Fivegates, by id."""
    names = (f"{name}.toml" for name in _SHIPPED_PACKS)
    return tuple(read_pack(read_resource(f"rubrics/packs/{name}"), name) for name in names)


@cache
def shipped_combinations() -> tuple[Rubric, ...]:
    """Every rubric composed of shipped bases and packs, the default one first."""
    packs = shipped_packs()
    chosen = [group for count in range(len(packs) + 1) for group in combinations(packs, count)]
    return tuple(compose(base, group) for group in chosen for base in shipped_rubrics())


def _shipped(name: str) -> Rubric:
    return read_rubric(read_resource(f"rubrics/{name}"), name)


def source_text(source: Rubric | Pack) -> str:
    """A rubric or a pack as a file that can be edited and imported again."""
    written = write_rubric(source) if isinstance(source, Rubric) else write_pack(source)
    return written.decode()


def plain_source(source: Rubric | Pack) -> dict[str, object]:
    """A rubric or a pack as plain JSON data."""
    return rubric_to_plain(source) if isinstance(source, Rubric) else pack_to_plain(source)


def read_source(path: Path) -> Rubric | Pack:
    """The rubric or pack in a file. Raises DataError naming the problems in it, unknown risk classes too."""
    found = read_rubric_or_pack(read_file(path, LARGEST_FILE), path.name)
    refuse(tuple(_unknown_classes(found.criteria)), path.name)
    return found


def _unknown_classes(criteria: Iterable[Criterion]) -> Iterator[Problem]:
    """Find levels and proof for a risk class that no initiative can have, as its name is mistyped."""
    known = [level.id for level in risk_scheme().levels]
    for criterion in criteria:
        asking = {"class_levels": criterion.class_levels, "class_proof": criterion.class_proof}
        for key, texts in asking.items():
            for name in dict.fromkeys(each.partition(":")[0] for each in texts):
                if name not in known:
                    yield Problem(place_of(f'criterion "{criterion.id}"', key=key), unknown_word(name, known))


@dataclass(frozen=True, slots=True)
class RubricOffer:
    """The bases and packs available to a portfolio: its own, and the shipped ones.

    Bases are in the order of their release, packs by id; where a version is both the portfolio's own and
    shipped, the portfolio's is listed.
    """

    bases: tuple[Rubric, ...]
    packs: tuple[Pack, ...]

    def base(self, rubric_id: str, version: str) -> Rubric:
        """The base of an id and a version. Raises UserError where there is none."""
        for base in self.bases:
            if (base.id, base.version) == (rubric_id, version):
                return base
        versions = [each.version for each in self.bases if each.id == rubric_id]
        raise UserError(
            "There is no version “{version}” of “{id}”; there is {versions}.",
            version=version,
            id=rubric_id,
            versions=", ".join(versions),
        )

    def pack(self, pack_id: str, base: Rubric) -> Pack:
        """The newest pack of an id, one for this base if there is any. Raises UserError where none is."""
        found = [each for each in self.packs if each.head.id == pack_id]
        fitting = [each for each in found if each.head.base == base.id]
        fitting = [each for each in fitting if base.version in each.head.base_versions] or found
        if not fitting:
            known = dict.fromkeys(each.head.id for each in self.packs)
            raise UserError(
                "There is no pack “{pack}”; there is {packs}.", pack=pack_id, packs=", ".join(known)
            )
        return max(fitting, key=lambda each: (each.head.dated, each.head.version))


def rubric_offer(opened: OpenPortfolio | None = None) -> RubricOffer:
    """The bases and packs available to a portfolio; without one, the shipped ones."""
    held = () if opened is None else read_rubrics(opened.file)
    bases = {(base.id, base.version): base for base in shipped_rubrics()}
    packs = {(pack.head.id, pack.head.version): pack for pack in shipped_packs()}
    for rubric in held:
        base, added = parts_of(rubric)
        bases[base.id, base.version] = base
        packs |= {(pack.head.id, pack.head.version): pack for pack in added}
    return RubricOffer(tuple(bases.values()), tuple(packs[key] for key in sorted(packs)))


def criterion_titles(opened: OpenPortfolio) -> tuple[tuple[str, str], ...]:
    """Ids and titles of all criteria of the bases and packs available to a portfolio, sorted by id.

    Where versions word a criterion differently, the title of the last one listed is given.
    """
    offer = rubric_offer(opened)
    sources: tuple[Rubric | Pack, ...] = (*offer.bases, *offer.packs)
    titles = {criterion.id: criterion.title for source in sources for criterion in source.criteria}
    return tuple(sorted(titles.items()))


def known_criteria(opened: OpenPortfolio) -> tuple[str, ...]:
    """The distinct ids of all criteria of the bases and packs available to a portfolio, sorted."""
    return tuple(criterion for criterion, _ in criterion_titles(opened))


def examine(path: Path, opened: OpenPortfolio | None = None) -> Rubric | Pack:
    """Validate the rubric or pack in a file, and return it.

    A pack is composed with each known version of its base, and with the portfolio's rubric if
    that lacks a pack of its id. Raises DataError naming the problems, also where no such version is known.
    """
    found = read_source(path)
    if isinstance(found, Rubric):
        return found
    head, offer = found.head, rubric_offer(opened)
    same = [each for each in offer.bases if each.id == head.base] or list(offer.bases)
    bases = [each for each in same if each.version in head.base_versions] or same[-1:]
    if opened is not None:
        base, used = parts_of(current_rubric(opened))
        others = [each for each in used if each.head.id != head.id]
        bases += [compose(base, others)] if base in bases else []
    for base in bases:
        _with_file(base, path)
    return found


def _with_file(rubric: Rubric, path: Path) -> Rubric:
    """A rubric with the pack in a file. Raises DataError naming the problems with their lines."""
    return read_composed(rubric, read_file(path, LARGEST_FILE), path.name)


def rubric_with(opened: OpenPortfolio, sources: Iterable[str | Path]) -> Rubric:
    """The portfolio's rubric with more packs, each an id, or the file of one.

    Raises UserError where a pack is not known, is faulty or clashes.
    """
    rubric, offer = current_rubric(opened), rubric_offer(opened)
    for source in sources:
        if isinstance(source, str):
            rubric = compose(rubric, [offer.pack(source, parts_of(rubric)[0])], source)
        elif isinstance(read_source(source), Rubric):
            raise UserError("{file} is a rubric, and no pack. Import it.", file=source.name)
        else:
            rubric = _with_file(rubric, source)
    return rubric


def rubric_without(opened: OpenPortfolio, pack_ids: Iterable[str]) -> Rubric:
    """The portfolio's rubric without some packs. Raises UserError where it has none of an id."""
    rubric = current_rubric(opened)
    for pack_id in pack_ids:
        rubric = without_pack(rubric, pack_id)
    return rubric


def rubric_on_base(opened: OpenPortfolio, version: str) -> Rubric:
    """The portfolio's rubric on another version of its base, with the same packs, or their newest that fit.

    Raises UserError where there is no such version, or a pack is not for it.
    """
    now, offer = current_rubric(opened), rubric_offer(opened)
    base = offer.base(now.id, version)
    rubric = base
    for pack in parts_of(now)[1]:
        fits = version in pack.head.base_versions
        rubric = compose(rubric, [pack if fits else offer.pack(pack.head.id, base)], pack.head.id)
    return rubric


def cases_to_restate(opened: OpenPortfolio, day: date) -> "tuple[tuple[Initiative, Case | None], ...]":
    """Every initiative that is not archived with its latest review as of a day; None before the first."""
    from fivegates.actions.two_days import cases_of_day

    of_day = ((line.initiative, case) for line, case in cases_of_day(opened, day))
    return tuple((initiative, case) for initiative, case in of_day if not initiative.archived)


def preview_rubric(opened: OpenPortfolio, rubric: Rubric, day: date) -> "RubricChange":
    """The changes in criteria and in the verdicts of a day, if new reviews used `rubric`."""
    from fivegates.domain.trend.rubric_change import rubric_change  # the first window judges nothing

    return rubric_change(current_rubric(opened), rubric, cases_to_restate(opened, day))


def use_rubric(opened: OpenPortfolio, rubric: Rubric) -> Changes:
    """Use a rubric for new reviews; reviews that exist keep theirs.

    Raises UserError when the portfolio holds another rubric or pack of that id and version.
    """
    label = Message(
        "Use the rubric “{name}”, version {version}", name=Shipped(rubric.name), version=rubric.version
    )
    return _use(opened, rubric, label)


def import_rubric(opened: OpenPortfolio, path: Path) -> Changes:
    """Use the rubric in a file for new reviews, or the portfolio's with the pack in it.

    Raises DataError naming the problems in the file, UserError when the portfolio holds another
    rubric or pack of that id and version.
    """
    found = read_source(path)
    name = found.name if isinstance(found, Rubric) else found.head.name
    rubric = found if isinstance(found, Rubric) else _with_file(current_rubric(opened), path)
    back_up_now(opened)
    return _use(opened, rubric, Message("Import the rubric “{name}”", name=Shipped(name)))


def _use(opened: OpenPortfolio, rubric: Rubric, label: Message) -> Changes:
    """Store a rubric if it is new, and use it for new reviews."""
    with saving(opened, label) as action:
        for missing in missing_rubrics(opened, [rubric]):
            insert_rubric(action.edit, missing)
        now = read_settings(opened.file)
        chosen = replace(now, rubric_id=rubric.id, rubric_version=rubric.version)
        save_settings(action.edit, chosen)
        action.concerns_settings()
    return action.changes


def missing_rubrics(opened: OpenPortfolio, rubrics: Iterable[Rubric]) -> list[Rubric]:
    """The rubrics that the portfolio lacks.

    Raises UserError for one that differs from the portfolio's of the same id and version, or has a base or
    pack that does: reviews are read against it, so it must never change.
    """
    held = read_rubrics(opened.file)
    known: list[Rubric] = []
    for rubric in rubrics:
        if rubric not in (*held, *known):
            _refuse_another(rubric, (*held, *known))
            known.append(rubric)
    return known


def _refuse_another(rubric: Rubric, held: Sequence[Rubric]) -> None:
    """Raise UserError where a part of a rubric differs from the stored one of its id and version."""
    base, packs = parts_of(rubric)
    for other in held:
        its_base, its_packs = parts_of(other)
        _refuse_same_name(base, its_base)
        for pack, its in product(packs, its_packs):
            _refuse_same_pack(pack, its)
        _refuse_same_name(rubric, other)


def _refuse_same_name(rubric: Rubric, held: Rubric) -> None:
    if (rubric.id, rubric.version) == (held.id, held.version) and rubric != held:
        raise UserError(
            "This portfolio holds a different rubric “{id}” of version {version}. "
            "Give the new one another version.",
            id=rubric.id,
            version=rubric.version,
        )


def _refuse_same_pack(pack: Pack, held: Pack) -> None:
    head = pack.head
    if (held.head.id, held.head.version) == (head.id, head.version) and held != pack:
        raise UserError(
            "This portfolio holds a different pack “{id}” of version {version}. "
            "Give the new one another version.",
            id=head.id,
            version=head.version,
        )
