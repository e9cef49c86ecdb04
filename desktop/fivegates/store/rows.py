"""Values to rows and back, column by column."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from fivegates.domain.initiative.initiative import (
    Action,
    ActionStatus,
    Change,
    ChangeKind,
    Evidence,
    EvidenceFile,
    EvidenceKind,
)
from fivegates.domain.review.review import MOMENT, Review, Score, Seal, score_of
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.rubric.serialisation import rubric_from_plain, rubric_to_plain
from fivegates.store.columns import day_text, day_value, plain_value, unreadable
from fivegates.store.edits import Row, Value

TENTHS = 10


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
        "at": seal.at.strftime(MOMENT),
        "previous": seal.previous,
        "hash": seal.hash,
        "content": seal.content,
    }


def _seal(row: sqlite3.Row) -> Seal:
    """A seal from its columns."""
    at = datetime.strptime(row["at"], MOMENT).replace(tzinfo=UTC)
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
    waived = None if reason is None else (reason, row["not_applicable_approver"])
    return score_of(row["criterion"], row["level"], waived, row["rationale"], carried=bool(row["carried"]))


def rubric_row(rubric: Rubric) -> Row:
    """The columns of a rubric; its content as JSON."""
    content = json.dumps(rubric_to_plain(rubric), ensure_ascii=False)
    return {"id": rubric.id, "version": rubric.version, "name": rubric.name, "content": content}


def rubric_value(row: sqlite3.Row) -> Rubric:
    """A rubric from its row. Raises DataError when it is unfit, sqlite3.Error when it is none or another."""
    plain = plain_value(row["content"])
    rubric = rubric_from_plain(plain, f"{row['id']} {row['version']}")
    if (rubric.id, rubric.version, rubric.name) != (row["id"], row["version"], row["name"]):
        raise unreadable()
    return rubric
