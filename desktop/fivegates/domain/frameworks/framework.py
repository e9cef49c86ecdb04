"""A framework: the items that it asks for, each with the criteria that touch it; and what it must satisfy."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import Named, field_problems
from fivegates.domain.limits import (
    LABEL,
    REFERENCE,
    SUMMARY,
    TITLE,
    Code,
    Dated,
    Day,
    Entries,
    Line,
    Parts,
    Prose,
)
from fivegates.domain.quoting import shown, unknown_reference

MOST_ITEMS: Final = 500
MOST_CRITERIA: Final = 50
_CRITERION: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class CriterionIds:
    """Ids of criteria, of whichever rubric, each once."""

    def problems(self, place: str, value: tuple[str, ...]) -> Iterator[Problem]:
        """Find too many ids, invalid ones, and duplicates."""
        yield from Entries(MOST_CRITERIA).problems(place, value)
        for index, each in enumerate(value):
            if not _CRITERION.fullmatch(each):
                reason = UserError(
                    "“{word}” is no id of a criterion: small letters, digits and hyphens.", word=shown(each)
                )
                yield Problem(f"{place}[{index}]", reason)
            elif each in value[:index]:
                reason = UserError("“{word}” is in this list already.", word=each)
                yield Problem(f"{place}[{index}]", reason)


@dataclass(frozen=True, slots=True)
class FrameworkItem:
    """One requirement of a framework, by its `ref` there, with a title in our own words.

    `criteria` are the ids of the criteria mapped to it, of any rubric or pack; none where no criterion
    is. `not_covered` names the parts that they leave open. `applies_from` is the day from which a law
    applies it.
    """

    ref: Annotated[str, Named("id"), Line(LABEL, required=True)]
    title: Annotated[str, Line(TITLE, required=True)]
    part: Annotated[str, Line()] = ""
    criteria: Annotated[tuple[str, ...], CriterionIds()] = ()
    not_covered: Annotated[str, Prose(SUMMARY)] = ""
    applies_from: Annotated[date | None, Day()] = None


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework as it was `published`, and the mapping of its items to criteria, `dated` when it was made.

    `code` identifies it in commands, such as `nist-ai-rmf`. `source` names the publication. `not_covered`
    names the parts that the mapping as a whole leaves open. `id` is the store's, and 0 for one that comes
    with Fivegates.
    """

    code: Annotated[str, Named("id"), Code()]
    version: Annotated[str, Line(LABEL, required=True)]
    name: Annotated[str, Line(required=True)]
    source: Annotated[str, Line(REFERENCE, required=True)]
    published: Annotated[date, Day()]
    dated: Dated
    not_covered: Annotated[str, Prose(required=True)]
    items: Annotated[tuple[FrameworkItem, ...], Named("item"), Entries(MOST_ITEMS), Parts()] = ()
    id: int = 0


def check_framework(framework: Framework) -> tuple[Problem, ...]:
    """The problems of a framework; a place is a path such as `item[3].criteria[0]`."""
    return (*field_problems(framework), *_item_problems(framework.items))


def _item_problems(items: tuple[FrameworkItem, ...]) -> Iterator[Problem]:
    """Find a lack of items, and duplicate ids."""
    if not items:
        yield Problem("item", UserError("A framework has at least one item."))
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        first = seen.setdefault(item.ref, index)
        if first != index:
            reason = UserError("item[{index}] has this id already.", index=first)
            yield Problem(f"item[{index}].id", reason)


def mapping_problems(framework: Framework, known: Sequence[str]) -> Iterator[Problem]:
    """Find likely typing errors in a file written by people; `known` are the ids of all criteria.

    These are a criterion that no known rubric or pack has, and an item whose id differs from an earlier
    one's by capitals and blanks alone. A portfolio may hold either, since a rubric can come later.
    """
    seen: dict[str, int] = {}
    for index, item in enumerate(framework.items):
        first = seen.setdefault("".join(item.ref.casefold().split()), index)
        if first != index:
            reason = UserError(
                "item[{index}] has this id already, but for capitals and blanks: “{word}”.",
                index=first,
                word=shown(framework.items[first].ref),
            )
            yield Problem(f"item[{index}].id", reason)
        for place, each in enumerate(item.criteria):
            if each not in known:
                nowhere = UserError(
                    "No rubric or pack that is known here has a criterion “{word}”. "
                    "Import the one that has it first.",
                    word=shown(each),
                )
                reason = unknown_reference(each, known, nowhere)
                yield Problem(f"item[{index}].criteria[{place}]", reason)


def framework_clashes(frameworks: Sequence[Framework]) -> Iterator[Problem]:
    """Find frameworks that have id and version of one before them, in capitals or not."""
    seen: dict[tuple[str, str], int] = {}
    for index, each in enumerate(frameworks):
        first = seen.setdefault((each.code.lower(), each.version), index)
        if first != index:
            reason = UserError("frameworks[{index}] has this id and version already.", index=first)
            yield Problem(f"frameworks[{index}].id", reason)
