"""Parses and validates the content of a seal, which another program may have written."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from fivegates.domain.economics.ledger import Basis, Gap
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.initiative import (
    Action,
    ActionStatus,
    Change,
    ChangeKind,
    Evidence,
    EvidenceFile,
    EvidenceKind,
)
from fivegates.domain.initiative.record_checks import check_action, check_change, check_evidence, check_review
from fivegates.domain.initiative.waivers import Waiver, check_waiver
from fivegates.domain.limits import NONCHARACTER_FOUND
from fivegates.domain.portfolio.overview import GateMark, VerdictSummary
from fivegates.domain.review.review import Panel, Review, Score, score_of
from fivegates.domain.review.seal import VERSION, Sealed, value_of
from fivegates.domain.review.sealed_record import SealedRecord, record_problems
from fivegates.domain.risk import RiskClass, check_risk_class
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.verdict.states import GateState, VerdictState

Fields = Mapping[str, Any]
"""One object of parsed JSON."""

_MOST_KEPT: Final = 32_768
"""Cache size of records by sealed content: the reviews of an initiative share most of theirs."""


# Each redraw needs the same content, which never changes.
@lru_cache(maxsize=256)
def read_content(content: str) -> Sealed:
    """Parse the output of `content_of`. Raises UserError for anything else."""
    try:
        found = _sealed(json.loads(content))
        _require_sound(check_review(found.review))
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise _unreadable() from error
    return found


def _require_sound(problems: Sequence[Problem]) -> None:
    """Raise ValueError for values that a form would refuse; noncharacters could be sealed once."""
    if any(problem.reason.template != NONCHARACTER_FOUND for problem in problems):
        raise ValueError(problems)


def _unreadable() -> UserError:
    """The error for content that Fivegates did not write."""
    return UserError("What was sealed with this review cannot be read.")


def _sealed(plain: Fields) -> Sealed:
    """The content from parsed JSON."""
    ledger = plain["ledger"]
    return Sealed(
        code=_text(plain["initiative"]["code"]),
        name=_text(plain["initiative"]["name"]),
        rubric_digest=_text(plain["rubric"]),
        review=_read_review(plain["review"]),
        evidence=tuple(map(_read_evidence, plain["evidence"])),
        changes=tuple(map(_read_change, plain["changes"])),
        actions=tuple(map(_read_action, plain["actions"])),
        figures=None if ledger is None else _read_figures(ledger),
        reached=_read_reached(plain["verdict"]),
        record=_read_record(plain["record"]) if plain.get("version", 1) >= VERSION else None,
        waivers=tuple(map(_read_waiver, plain.get("waivers", ()))),
        risk=None if plain.get("risk_class") is None else _read_risk_class(plain["risk_class"]),
    )


def _read_record(plain: object) -> SealedRecord:
    """Further content of the brief."""
    found = value_of(SealedRecord, plain)
    _require_sound(tuple(record_problems(found)))
    return found


def _read_review(plain: Fields) -> Review:
    """A review without id and seal."""
    carried = set(plain["carried"])
    scores = {fields["criterion"]: _read_score(fields, carried) for fields in plain["scores"]}
    return Review(
        dated=date.fromisoformat(plain["dated"]),
        rubric_id=_text(plain["rubric"]),
        rubric_version=_text(plain["rubric_version"]),
        reviewer=_text(plain["reviewer"]),
        decision_asked=_text(plain["decision_asked"]),
        scores=MappingProxyType(scores),
        supersedes=_whole(plain["supersedes"]),
        correction=_text(plain["correction"]),
        panel=value_of(Panel, plain["panel"]) if "panel" in plain else None,
    )


def _read_score(plain: Fields, carried: set[str]) -> Score:
    """One answer."""
    left_out, criterion = plain["not_applicable"], _text(plain["criterion"])
    return score_of(
        criterion,
        _whole(plain["level"]),
        _read_not_applicable(left_out) if left_out else None,
        _text(plain["rationale"]),
        carried=criterion in carried,
    )


def _read_not_applicable(plain: Fields) -> tuple[str, str, date | None]:
    """Reason, approver, and day to check again."""
    return _text(plain["reason"]), _text(plain["approver"]), _day(plain.get("review_by"))


def _day(plain: object) -> date | None:
    """A day or None."""
    return None if plain is None else date.fromisoformat(_text(plain))


def _read_risk_class(plain: Fields) -> RiskClass:
    """The risk class; an answer was sealed as 1 or 0."""
    answers = [{**each, "yes": bool(each["yes"])} for each in plain["answers"]]
    found = value_of(RiskClass, {**plain, "answers": answers})
    _require_sound(check_risk_class(found))
    return found


def _read_waiver(plain: Fields) -> Waiver:
    """One waiver."""
    found = value_of(Waiver, plain)
    _require_sound(check_waiver(found))
    return found


def _read_evidence(plain: Fields) -> Evidence:
    """One item of evidence."""
    file = plain.get("file")
    return _evidence(
        (_text(plain["criterion"]), *map(_text, plain.get("also", ()))),
        tuple(_text(plain[field]) for field in ("kind", "dated", "title", "reference", "note")),
        None if file is None else (_text(file["name"]), _text(file["sha256"]), int(file["size"])),
        (_whole(plain.get("cases")), _whole(plain.get("passed"))),
    )


@lru_cache(maxsize=_MOST_KEPT, typed=True)
def _evidence(
    criteria: tuple[str, ...],
    texts: tuple[str, ...],
    file: tuple[str, str, int] | None,
    tested: tuple[int | None, int | None],
) -> Evidence:
    """One item of evidence from its fields; `tested` are the cases tried and passed."""
    kind, dated, title, reference, note = texts
    found = Evidence(
        criterion=criteria[0],
        kind=EvidenceKind(kind),
        title=title,
        dated=date.fromisoformat(dated),
        reference=reference,
        note=note,
        file=None if file is None else EvidenceFile(*file),
        cases=tested[0],
        passed=tested[1],
        also=criteria[1:],
    )
    _require_sound(check_evidence(found))
    return found


def _read_change(plain: Fields) -> Change:
    """One change."""
    return _change(_text(plain["dated"]), _text(plain["kind"]), _text(plain["summary"]))


@lru_cache(maxsize=_MOST_KEPT)
def _change(dated: str, kind: str, summary: str) -> Change:
    """One change from its fields."""
    found = Change(date.fromisoformat(dated), ChangeKind(kind), summary)
    _require_sound(check_change(found))
    return found


def _read_action(plain: Fields) -> Action:
    """One action."""
    due, effort = plain["due"], plain["effort"]
    return _action(
        tuple(_text(plain[field]) for field in ("criterion", "title", "owner", "status")),
        _whole(plain["target_level"]),
        None if due is None else _text(due),
        None if effort is None else _text(effort),
    )


@lru_cache(maxsize=_MOST_KEPT, typed=True)
def _action(texts: tuple[str, ...], target_level: int | None, due: str | None, effort: str | None) -> Action:
    """One action from its fields."""
    criterion, title, owner, status = texts
    found = Action(
        criterion=criterion,
        title=title,
        target_level=target_level,
        owner=owner,
        due=None if due is None else date.fromisoformat(due),
        effort=None if effort is None else Decimal(effort),
        status=ActionStatus(status),
    )
    _require_sound(check_action(found))
    return found


def _read_figures(plain: Fields) -> LedgerFigures:
    """The figures of the ledger."""
    month, basis, rate = plain["month"], plain["value_basis"], plain["rate_gap"]
    gap, gap_month = plain.get("gap"), plain.get("gap_month")
    return LedgerFigures(
        currency=_text(plain["currency"]),
        unit=_text(plain["unit"]),
        cost_months=int(plain["cost_months"]),
        usage_months=int(plain["usage_months"]),
        unattributed=_fraction(plain["unattributed"]),
        target_volume=_whole(plain["target_volume"]),
        month=None if month is None else Month.parse(month),
        unit_cost=_fraction(plain["unit_cost"]),
        unit_value=_fraction(plain["unit_value"]),
        value_basis=None if basis is None else Basis(basis),
        rate_gap=None if rate is None else RateGap(Month.parse(rate[0]), _text(rate[1]), _text(rate[2])),
        unconverted=tuple(map(Month.parse, plain.get("unconverted", ()))),
        uncosted=tuple(map(Month.parse, plain.get("uncosted", ()))),
        unattributed_most=_fraction(plain.get("unattributed_most")),
        bounds=plain.get("bounds") is not None,
        gap=None if gap is None else Gap(gap),
        gap_month=None if gap_month is None else Month.parse(gap_month),
    )


def _read_reached(plain: Fields) -> VerdictSummary:
    gates = tuple(
        GateMark(_text(each["gate"]), _text(each["name"]), GateState(each["state"]), _fraction(each["score"]))
        for each in plain["gates"]
    )
    until = _day(plain.get("waived_until"))
    return VerdictSummary(VerdictState(plain["state"]), _fraction(plain["readiness"]), gates, until)


def _text(value: object) -> str:
    """Text, and nothing else. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int | None:
    """A whole number or None. Raises TypeError."""
    if value is not None and not isinstance(value, int):
        raise TypeError(value)
    return value


def _fraction(value: object) -> Fraction | None:
    """An exact figure or None; digits alone, since an exponent could fill the memory."""
    if value is None:
        return None
    numerator, _, denominator = _text(value).partition("/")
    return Fraction(int(numerator), int(denominator or 1))
