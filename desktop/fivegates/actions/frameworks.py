"""Frameworks: those shipped with Fivegates, custom mappings, and their coverage by evidence."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from fivegates.actions import overview, queries
from fivegates.actions.file.atomic_files import read_file, write_file
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import Saving, case_of, saving
from fivegates.actions.rubrics import criterion_titles, known_criteria
from fivegates.actions.two_days import case_of_day
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.frameworks.coverage import (
    Coverage,
    PortfolioCoverage,
    coverages_of_case,
    unreviewed_case,
    with_titles,
)
from fivegates.domain.frameworks.framework import Framework, mapping_problems
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Language, Message
from fivegates.domain.quoting import unknown_word
from fivegates.domain.review.review import Case
from fivegates.exchange import oscal
from fivegates.exchange.frameworks import LARGEST_FILE, read_framework, write_framework
from fivegates.resources import read_resource
from fivegates.store.records.portfolio import read_record_at
from fivegates.store.records.portfolio_tables import FRAMEWORK, read_frameworks
from fivegates.store.records.settings import read_settings

_SHIPPED: Final = ("eu-ai-act", "iso-42001", "nist-ai-rmf", "nist-ai-600-1", "owasp-aisvs")


@cache
def shipped_frameworks() -> tuple[Framework, ...]:
    """The frameworks shipped with Fivegates."""
    names = [f"{code}.toml" for code in _SHIPPED]
    return tuple(read_framework(read_resource(f"frameworks/{name}"), name) for name in names)


def frameworks(opened: OpenPortfolio) -> tuple[Framework, ...]:
    """The shipped frameworks, then the portfolio's own."""
    return (*shipped_frameworks(), *read_frameworks(opened.file))


def find_frameworks(opened: OpenPortfolio, code: str) -> tuple[Framework, ...]:
    """Every version of the framework with this code. Raises UserError when there is none."""
    held = frameworks(opened)
    found = tuple(each for each in held if each.code.casefold() == code.casefold())
    if not found:
        raise unknown_word(code, list(dict.fromkeys(each.code for each in held)))
    return found


def import_framework(opened: OpenPortfolio, path: Path) -> Changes:
    """Add a custom mapping; importing it again changes nothing. Its id is in `created`.

    Raises DataError naming the problems in the file, a criterion that no rubric or pack known here has among
    them, UserError where another mapping has its id and version.
    """
    framework = read_framework(read_file(path, LARGEST_FILE), path.name)
    refuse(tuple(mapping_problems(framework, known_criteria(opened))), path.name)
    with saving(opened, Message("Import the framework “{name}”", name=framework.name)) as action:
        add_missing_frameworks(action, [framework])
    return action.changes


def add_missing_frameworks(action: Saving, found: Iterable[Framework]) -> None:
    """Add the frameworks that the portfolio lacks.

    Raises UserError for one that differs from another of the same id and version.
    """
    held = {_key(each): each for each in frameworks(action.opened)}
    for framework in found:
        same = held.get(_key(framework))
        if same is None:
            action.concerns_settings(created=FRAMEWORK.insert(action.edit, framework))
        elif _content(same) != _content(framework):
            raise _another(same)


def _another(held: Framework) -> UserError:
    """The reason why a framework that differs from one of the same id and version is refused."""
    if not held.id:
        return UserError(
            "The framework “{id}” of version {version} comes with Fivegates. "
            "Give your mapping of it a version of its own.",
            id=held.code,
            version=held.version,
        )
    return UserError(
        "There is a different framework “{id}” of version {version} already. "
        "Give the new one another version, or remove the old one first.",
        id=held.code,
        version=held.version,
    )


def _key(framework: Framework) -> tuple[str, str]:
    return framework.code.casefold(), framework.version


def _content(framework: Framework) -> bytes:
    """A framework without the store's id, to compare content."""
    return write_framework(framework)


def remove_framework(opened: OpenPortfolio, framework_id: int) -> Changes:
    """Remove a custom mapping; undo restores it."""
    name = next((each.name for each in read_frameworks(opened.file) if each.id == framework_id), "")
    with saving(opened, Message("Remove the framework “{name}”", name=name)) as action:
        FRAMEWORK.delete(action.edit, framework_id)
        action.concerns_settings()
    return action.changes


def remove_own(opened: OpenPortfolio, code: str) -> Changes:
    """Remove the custom mapping with this code; the newest, where there are several.

    Raises UserError for a shipped framework, or where there is none.
    """
    own = [each for each in find_frameworks(opened, code) if each.id]
    if not own:
        raise UserError("“{id}” comes with Fivegates, so it cannot be removed.", id=code)
    return remove_framework(opened, own[-1].id)


def export_framework(opened: OpenPortfolio, framework: Framework, path: Path) -> None:
    """Write a framework as a file that can be edited and imported again."""
    write_file(path, write_framework(framework), portfolio=opened.path)


def coverages_of(
    opened: OpenPortfolio, wanted: Sequence[Framework], initiative_id: int, day: date
) -> tuple[Coverage, ...]:
    """The coverage of some frameworks' items for one initiative, on a day.

    Raises UserError when it is gone, or a sealed review was altered.
    """
    for of, case, reviewed in _cases(opened, day, initiative_id):
        return with_titles(coverages_of_case(wanted, of, case, reviewed), dict(criterion_titles(opened)))
    raise UserError("This initiative is no longer in the portfolio.")


def all_coverages(
    opened: OpenPortfolio, wanted: Sequence[Framework], day: date
) -> Iterator[tuple[Coverage, ...]]:
    """The coverage of some frameworks' items for every initiative that is not archived, by name.

    Each step reads one initiative, so that the window stays responsive. Raises UserError when
    the file cannot be read, or a sealed review was altered.
    """
    titles = dict(criterion_titles(opened))
    for of, case, reviewed in _cases(opened, day):
        if not of.archived:
            yield with_titles(coverages_of_case(wanted, of, case, reviewed), titles)


def portfolio_coverages(
    opened: OpenPortfolio, wanted: Sequence[Framework], day: date
) -> tuple[PortfolioCoverage, ...]:
    """The coverage of some frameworks' items over all initiatives that are not archived, on a day."""
    found = list(all_coverages(opened, wanted, day))
    return tuple(
        PortfolioCoverage(framework, day, tuple(each[index] for each in found))
        for index, framework in enumerate(wanted)
    )


def _cases(
    opened: OpenPortfolio, day: date, only: int | None = None
) -> Iterator[tuple[Initiative, Case, date | None]]:
    """Every initiative, or one, with the case of its latest review as of a day and that review's own day."""
    for line in overview.lines(opened):
        if only not in {None, line.initiative.id}:
            continue
        if line.latest is None:
            yield line.initiative, unreviewed_case(queries.current_rubric(opened), day), None
            continue
        record = read_record_at(opened.file, line.initiative.id, line.latest.review_id)
        at_review = case_of(opened, record, record.reviews[0])
        yield line.initiative, case_of_day(opened, record, at_review, day), at_review.review.dated


def write_oscal(
    opened: OpenPortfolio, found: Sequence[Coverage | PortfolioCoverage], path: Path, language: Language
) -> None:
    """Write coverages as OSCAL assessment results. Raises UserError where there is no initiative."""
    single = [
        each for held in found for each in (held.of if isinstance(held, PortfolioCoverage) else (held,))
    ]
    if not single:
        raise UserError("There is no initiative in this portfolio yet, so there is nothing to write.")
    title = read_settings(opened.file).title
    write_file(path, oscal.write_oscal(title, single[0].on, single, language), portfolio=opened.path)
