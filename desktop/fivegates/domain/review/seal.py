"""The content of a seal: as a value, and serialised as plain data and JSON by the fields of each class.

Sealed content is read for as long as the file exists, so a sealed field keeps its name; one that is added
later has a default, which older seals are read with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

from fivegates.domain.economics.months import Month
from fivegates.domain.fields import MOMENT, SealedIfSet, fields_of
from fivegates.domain.initiative.initiative import Action, Change, Evidence, Initiative
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.portfolio.overview import VerdictSummary, summarise_verdict
from fivegates.domain.review.fingerprint import (
    Plain,
    canonical,
    canonical_text,
    exact,
    ledger_content,
    review_content,
    rubric_digest,
)
from fivegates.domain.review.review import Case, Review
from fivegates.domain.review.sealed_record import SealedRecord
from fivegates.domain.risk import RiskClass
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.verdict.verdict import judge

T = TypeVar("T")

_OF_THE_STORE: Final = frozenset({"id", "fingerprint", "archived"})
"""Fields of storage, which are never printed."""


def plain_of(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    """Convert a value to JSON values; decimals keep their digits. Raises TypeError for other values."""
    if isinstance(value, tuple):
        return [plain_of(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type | Month):
        kept = ((field, getattr(value, field)) for field in _sealed_fields(type(value)))
        left_out = _left_out_if_empty(type(value))
        return {field: plain_of(held) for field, held in kept if held or field not in left_out}
    return _plain_one(value)


def _plain_one(value: object) -> str | int | None:
    """Convert a scalar value."""
    match value:
        case Enum():
            return str(value.value)
        case None | bool() | int() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.strftime(MOMENT)
        case date():
            return value.isoformat()
        case Month():
            return str(value)
    raise TypeError(value)


def value_of(kind: type[T], plain: object) -> T:
    """Parse the output of `plain_of` for a value of this class.

    Raises TypeError, ValueError, ArithmeticError or KeyError for anything else.
    """
    return cast("T", _read(kind, plain))


def _read(kind: Any, plain: object) -> object:  # noqa: ANN401 - a class or a generic alias
    """Parse a value of an annotated type."""
    if get_origin(kind) is UnionType or type(kind).__name__ == "_UnionGenericAlias":
        (inner,) = (each for each in get_args(kind) if each is not NoneType)
        return None if plain is None else _read(inner, plain)
    if get_origin(kind) is tuple:
        if not isinstance(plain, list):
            raise TypeError(plain)
        return tuple(_read(get_args(kind)[0], each) for each in plain)
    if is_dataclass(kind) and kind is not Month:
        return _read_fields(cast("type", kind), plain)
    return _read_one(kind, plain)


def _read_fields(kind: type, plain: object) -> object:
    """Parse a value by its fields; a missing one has its default."""
    if not isinstance(plain, Mapping):
        raise TypeError(plain)
    found = {name: _read(hint, plain[name]) for name, hint in _sealed_fields(kind).items() if name in plain}
    return kind(**found)


def _read_one(kind: type, plain: object) -> object:
    """Parse a text, a whole number or a boolean."""
    if kind in {bool, int, str}:
        if type(plain) is not kind:
            raise TypeError(plain)
        return plain
    if not isinstance(plain, str):
        raise TypeError(plain)
    if kind is datetime:
        return datetime.strptime(plain, MOMENT).replace(tzinfo=UTC)
    if kind is date:
        return date.fromisoformat(plain)
    if kind is Month:
        return Month.parse(plain)
    if kind is Decimal:
        return _decimal(plain)
    return kind(plain)


def _decimal(text: str) -> Decimal:
    """An exact figure; digits alone, since an exponent could fill the memory."""
    if not text.removeprefix("-").replace(".", "", 1).isdecimal():
        raise ValueError(text)
    return Decimal(text)


@cache
def _left_out_if_empty(kind: type) -> frozenset[str]:
    """Fields of a class that older seals do not have."""
    return frozenset(field.name for field in fields_of(kind) if SealedIfSet() in field.declared)


@cache
def _sealed_fields(kind: type) -> dict[str, Any]:
    """The fields of a class that are sealed, with their types."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.name not in _OF_THE_STORE}


VERSION: Final = 2
"""Version of the content. Version 1, which has no such field, contains only the input of the verdict."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """The content of a seal: a review with its input, and the verdict.

    `code` and `name` are the initiative's as they were, and no store's id is in it. `record` is the
    further content of the brief; None in a seal of version 1.
    """

    code: str
    name: str
    rubric_digest: str
    review: Review
    evidence: tuple[Evidence, ...]
    changes: tuple[Change, ...]
    actions: tuple[Action, ...]
    figures: LedgerFigures | None
    reached: VerdictSummary
    record: SealedRecord | None = None
    waivers: tuple[Waiver, ...] = ()
    risk: RiskClass | None = None

    def case(self, review: Review, rubric: Rubric) -> Case:
        """The case as it was sealed; only the id and the seal are from `review`."""
        as_sealed = replace(self.review, id=review.id, seal=review.seal)
        held = self.evidence, self.changes, self.actions, self.figures, self.waivers, self.risk
        return Case(rubric, as_sealed, *held)


def content_of(case: Case, initiative: Initiative, record: SealedRecord | None = None) -> str:
    """The canonical JSON of a case, its verdict, and the `record`.

    Without a record it is that of a seal of version 1, as Fivegates wrote them up to 0.1.
    """
    content: dict[str, Plain] = {
        **canonical(case),
        "initiative": {"code": initiative.code, "name": initiative.name},
        "rubric": rubric_digest(case.rubric),
        "review": _review(case.review),
        "ledger": None if case.figures is None else _figures(case.figures),
        "verdict": _reached(summarise_verdict(judge(case))),
    }
    if record is not None:
        content |= {"version": VERSION, "record": plain_of(record)}
    return canonical_text(content)


def _review(review: Review) -> Plain:
    """Fingerprinted content of a review, carried answers, corrected review, and panel."""
    return {
        **review_content(review),
        "carried": [*sorted(key for key, score in review.scores.items() if score.carried)],
        "supersedes": review.supersedes,
        "correction": review.correction,
        **({} if review.panel is None else {"panel": plain_of(review.panel)}),
    }


def _figures(figures: LedgerFigures) -> Plain:
    """Fingerprinted content of the ledger, and further figures quoted by reasons."""
    gap = figures.rate_gap
    return {
        **ledger_content(figures),
        "unit": figures.unit,
        "value_basis": figures.value_basis.value if figures.value_basis else None,
        "rate_gap": [str(gap.month), gap.base, gap.quote] if gap else None,
    }


def _reached(verdict: VerdictSummary) -> Plain:
    """A verdict with exact scores."""
    gates: list[Plain] = [
        {"gate": mark.gate, "name": mark.name, "state": mark.state.value, "score": exact(mark.score)}
        for mark in verdict.gates
    ]
    content: dict[str, Plain] = {
        "state": verdict.verdict.value,
        "readiness": exact(verdict.readiness),
        "gates": gates,
    }
    if verdict.waived_until is not None:
        content["waived_until"] = verdict.waived_until.isoformat()
    return content
