"""Values to rows and back, column by column."""

import json
import re
import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.initiatives import (
    Action,
    ActionStatus,
    Change,
    ChangeKind,
    Evidence,
    EvidenceFile,
    EvidenceKind,
    Initiative,
    Stage,
)
from fivegates.domain.overview import GateMark, Reached
from fivegates.domain.reviews import NotApplicable, Review, Score, Seal
from fivegates.domain.rubric import Rubric
from fivegates.domain.rubric_plain import rubric_from_plain, rubric_to_plain
from fivegates.domain.settings import Settings
from fivegates.domain.states import GateState
from fivegates.store.edits import Row, Value

TENTHS = 10
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def initiative_row(initiative: Initiative) -> Row:
    """The columns of an initiative, without its id."""
    return {
        "code": initiative.code,
        "name": initiative.name,
        "summary": initiative.summary,
        "business_unit": initiative.business_unit,
        "sponsor": initiative.sponsor,
        "stage": initiative.stage.value,
        "providers": _list_text(initiative.providers),
        "models": _list_text(initiative.models),
        "target_go_live": day_text(initiative.target_go_live),
        "target_volume": initiative.target_volume,
        "unit": initiative.unit,
        "tags": _list_text(initiative.tags),
        "archived": int(initiative.archived),
    }


def initiative_value(row: sqlite3.Row) -> Initiative:
    """An initiative from its row."""
    return Initiative(
        code=row["code"],
        name=row["name"],
        summary=row["summary"],
        business_unit=row["business_unit"],
        sponsor=row["sponsor"],
        stage=Stage(row["stage"]),
        providers=_list(row["providers"]),
        models=_list(row["models"]),
        target_go_live=day_value(row["target_go_live"]),
        target_volume=row["target_volume"],
        unit=row["unit"],
        tags=_list(row["tags"]),
        archived=bool(row["archived"]),
        id=row["id"],
    )


def evidence_row(evidence: Evidence) -> Row:
    """The columns of a piece of evidence, without id and initiative."""
    return {
        "criterion": evidence.criterion,
        "kind": evidence.kind.value,
        "title": evidence.title,
        "dated": evidence.dated.isoformat(),
        "reference": evidence.reference,
        "note": evidence.note,
        **_file_columns(evidence.file),
    }


def _file_columns(file: EvidenceFile | None) -> dict[str, Value]:
    """The columns that name the file behind a piece of evidence; all empty where there is none."""
    return {
        "file_name": file.name if file else None,
        "file_size": file.size if file else None,
        "file_digest": file.digest if file else None,
    }


def evidence_value(row: sqlite3.Row) -> Evidence:
    """A piece of evidence from its row."""
    return Evidence(
        criterion=row["criterion"],
        kind=EvidenceKind(row["kind"]),
        title=row["title"],
        dated=date.fromisoformat(row["dated"]),
        reference=row["reference"],
        note=row["note"],
        file=_file(row),
        id=row["id"],
    )


def _file(row: sqlite3.Row) -> EvidenceFile | None:
    """What the row of a piece of evidence says of its file."""
    if row["file_name"] is None:
        return None
    return EvidenceFile(row["file_name"], row["file_digest"], row["file_size"])


def change_row(change: Change) -> Row:
    """The columns of a change, without id and initiative."""
    return {
        "dated": change.dated.isoformat(),
        "kind": change.kind.value,
        "summary": change.summary,
    }


def change_value(row: sqlite3.Row) -> Change:
    """A change from its row."""
    return Change(
        dated=date.fromisoformat(row["dated"]),
        kind=ChangeKind(row["kind"]),
        summary=row["summary"],
        id=row["id"],
    )


def action_row(action: Action) -> Row:
    """The columns of an action, without id and initiative."""
    return {
        "criterion": action.criterion,
        "title": action.title,
        "target_level": action.target_level,
        "owner": action.owner,
        "due": day_text(action.due),
        "effort_tenths": None if action.effort is None else _tenths(action.effort),
        "status": action.status.value,
    }


def action_value(row: sqlite3.Row) -> Action:
    """An action from its row."""
    tenths = row["effort_tenths"]
    return Action(
        criterion=row["criterion"],
        title=row["title"],
        target_level=row["target_level"],
        owner=row["owner"],
        due=day_value(row["due"]),
        effort=None if tenths is None else _days(tenths),
        status=ActionStatus(row["status"]),
        id=row["id"],
    )


def _tenths(effort: Decimal) -> int:
    """Tenths of a person-day. Raises ValueError for what tenths cannot hold."""
    tenths = effort * TENTHS
    if tenths != tenths.to_integral_value():
        message = f"{effort} person-days are not in tenths"
        raise ValueError(message)
    return int(tenths)


def _days(tenths: int) -> Decimal:
    """Person-days from tenths: 20 is 2, 25 is 2.5."""
    whole, rest = divmod(tenths, TENTHS)
    return Decimal(tenths) / TENTHS if rest else Decimal(whole)


def review_row(review: Review) -> Row:
    """The columns of a review, without id, initiative, scores and seal."""
    return {
        "dated": review.dated.isoformat(),
        "rubric_id": review.rubric_id,
        "rubric_version": review.rubric_version,
        "reviewer": review.reviewer,
        "decision_asked": review.decision_asked,
        "supersedes": review.supersedes,
        "correction": review.correction,
    }


def review_value(row: sqlite3.Row, scores: Mapping[str, Score]) -> Review:
    """A review from its scores and its row, which its seal's columns follow, empty in a draft."""
    return Review(
        dated=date.fromisoformat(row["dated"]),
        rubric_id=row["rubric_id"],
        rubric_version=row["rubric_version"],
        reviewer=row["reviewer"],
        decision_asked=row["decision_asked"],
        scores=scores,
        seal=None if row["number"] is None else _seal(row),
        supersedes=row["supersedes"],
        correction=row["correction"],
        id=row["id"],
    )


def seal_row(seal: Seal) -> Row:
    """The columns of a seal, without the review."""
    return {
        "number": seal.number,
        "by": seal.by,
        "at": seal.at.strftime(_MOMENT),
        "previous": seal.previous,
        "hash": seal.hash,
        "content": seal.content,
    }


def _seal(row: sqlite3.Row) -> Seal:
    """A seal from its columns."""
    at = datetime.strptime(row["at"], _MOMENT).replace(tzinfo=UTC)
    return Seal(row["number"], row["by"], at, row["previous"], row["hash"], row["content"])


def score_row(score: Score) -> Row:
    """The columns of a score, without review and criterion."""
    waiver = score.not_applicable
    return {
        "level": score.level,
        "not_applicable_reason": waiver.reason if waiver else None,
        "not_applicable_approver": waiver.approver if waiver else None,
        "rationale": score.rationale,
        "carried": int(score.carried),
    }


def score_value(row: sqlite3.Row) -> Score:
    """A score from its row."""
    reason = row["not_applicable_reason"]
    waiver = None if reason is None else NotApplicable(reason, row["not_applicable_approver"])
    return Score(row["criterion"], row["level"], waiver, row["rationale"], carried=bool(row["carried"]))


def rubric_row(rubric: Rubric) -> Row:
    """The columns of a rubric; its content as JSON."""
    content = json.dumps(rubric_to_plain(rubric), ensure_ascii=False)
    return {"id": rubric.id, "version": rubric.version, "name": rubric.name, "content": content}


def rubric_value(row: sqlite3.Row) -> Rubric:
    """A rubric from its row. Raises DataError when it is unfit, sqlite3.Error when it is none or another."""
    plain = _plain(row["content"])
    rubric = rubric_from_plain(plain, f"{row['id']} {row['version']}")
    if (rubric.id, rubric.version, rubric.name) != (row["id"], row["version"], row["name"]):
        raise _unreadable()
    return rubric


def settings_row(settings: Settings) -> Row:
    """The columns of the portfolio's settings."""
    return {
        "title": settings.title,
        "marking": settings.marking,
        "rubric_id": settings.rubric_id or None,
        "rubric_version": settings.rubric_version or None,
        "currency": settings.currency,
    }


def verdict_row(reached: Reached) -> Row:
    """The columns of a review's verdict, without the review."""
    return {"verdict": reached.verdict.value, **_fraction_columns("readiness", reached.readiness)}


def gate_verdict_row(gate: GateMark) -> Row:
    """The columns of a gate's verdict, without review and number."""
    return {
        "gate": gate.gate,
        "name": gate.name,
        "state": gate.state.value,
        **_fraction_columns("score", gate.score),
    }


def gate_verdict_value(row: sqlite3.Row) -> GateMark:
    """A gate's verdict from its row."""
    score = fraction_value(row["score_numerator"], row["score_denominator"])
    return GateMark(row["gate"], row["name"], GateState(row["state"]), score)


def _fraction_columns(name: str, value: Fraction | None) -> dict[str, Value]:
    """An exact fraction in two columns."""
    return {
        f"{name}_numerator": None if value is None else value.numerator,
        f"{name}_denominator": None if value is None else value.denominator,
    }


def fraction_value(numerator: int | None, denominator: int | None) -> Fraction | None:
    """The fraction of two columns; None where there is no score."""
    return None if numerator is None or denominator is None else Fraction(numerator, denominator)


def _list_text(items: tuple[str, ...]) -> str:
    """A list as JSON."""
    return json.dumps(items, ensure_ascii=False)


def _list(text: str) -> tuple[str, ...]:
    """A list from JSON. Raises sqlite3.Error when it is no list of texts."""
    items = _plain(text)
    if not isinstance(items, list) or not all(map(_is_text, items)):
        raise _unreadable()
    return tuple(items)


def _is_text(item: object) -> bool:
    """Whether it is text that can be stored again: JSON can spell halves of characters."""
    return isinstance(item, str) and not re.search(r"[\ud800-\udfff]", item)


def _plain(text: str) -> object:
    """JSON as plain values. Raises sqlite3.Error when it is none, or nested too deep."""
    try:
        plain: object = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    return plain


def _unreadable() -> sqlite3.DatabaseError:
    """What another program has put in place of a list or a rubric is damage, as SQLite reports its own."""
    error = sqlite3.DatabaseError("neither a list nor a rubric")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def day_text(day: date | None) -> str | None:
    """A date as text."""
    return day.isoformat() if day else None


def day_value(text: str | None) -> date | None:
    """A date from text."""
    return date.fromisoformat(text) if text else None
