"""The warehouse tables of initiatives, reviews and verdicts, with their columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from fivegates.domain.initiative.initiative import Action, Evidence
from fivegates.domain.portfolio.overview import GateMark, VerdictSummary, summarise_verdict
from fivegates.domain.review.review import Review
from fivegates.domain.verdict.verdict import CriterionResult, GateResult
from fivegates.exchange.parquet.columns import (
    DAY,
    EFFORT,
    MOMENT_TYPE,
    PERCENT,
    SMALL,
    TEXT,
    TEXTS,
    WHOLE,
    YES_NO,
    Column,
    Exported,
    Owned,
    R,
    Table,
    Value,
    owner_columns,
)
from fivegates.exchange.parquet.ledger import LEDGER, ledger_months
from fivegates.exchange.parquet.promises import CONDITIONS, FORECASTS, WAIVERS, promise_rows
from fivegates.exchange.portfolio.tables import rounded_score


@dataclass(frozen=True, slots=True)
class _Dated:
    """A verdict on a review as of a day: the review's own, or the day of the export."""

    of: Exported
    review: Review
    day: date
    at_review: bool
    reached: VerdictSummary


@dataclass(frozen=True, slots=True)
class _Gate:
    """A row for a gate of a verdict."""

    verdict: _Dated
    number: int
    gate: GateMark


@dataclass(frozen=True, slots=True)
class _Answer:
    """A row for a criterion of a review."""

    of: Exported
    review: Review
    gate: GateResult
    result: CriterionResult


def _review_column(review: Callable[[R], Review]) -> Column[R]:
    return Column(
        "review_id", WHOLE, "Number of the review in the file; joins the tables.", lambda row: review(row).id
    )


def _score_columns(name: str, meaning: str, score: Callable[[R], Fraction | None]) -> tuple[Column[R], ...]:
    """A score as a percentage, and exactly."""

    def part(which: str) -> Callable[[R], int | None]:
        def value(row: R) -> int | None:
            found = score(row)
            return None if found is None else int(getattr(found, which))

        return value

    return (
        Column(
            f"{name}_percent",
            PERCENT,
            f"{meaning}, rounded down.",
            lambda row: rounded_score(score(row)),
            "percent",
        ),
        Column(f"{name}_numerator", WHOLE, f"{meaning}, exactly: numerator.", part("numerator"), "percent"),
        Column(f"{name}_denominator", WHOLE, "Its denominator.", part("denominator")),
    )


def _initiative(name: str) -> Callable[[Exported], Value]:
    """A field of the initiative; a text that is empty is not known."""

    def value(of: Exported) -> Value:
        found: Value = getattr(of.record.initiative, name)
        return found if found != "" else None

    return value


INITIATIVES: Final = Table[Exported](
    "initiatives",
    "An initiative, the archived ones too.",
    (
        *owner_columns(lambda of: of),
        Column("name", TEXT, "Name.", _initiative("name")),
        Column("summary", TEXT, "What it is about.", _initiative("summary")),
        Column("business_unit", TEXT, "Business unit.", _initiative("business_unit")),
        Column("sponsor", TEXT, "Who sponsors it.", _initiative("sponsor")),
        Column("stage", TEXT, "idea, poc, pilot, production or retired.", _initiative("stage")),
        Column("providers", TEXTS, "Providers that it uses.", _initiative("providers")),
        Column("models", TEXTS, "Models that it uses.", _initiative("models")),
        Column("tags", TEXTS, "Tags.", _initiative("tags")),
        Column("target_go_live", DAY, "Planned day of going live.", _initiative("target_go_live")),
        Column(
            "target_volume", WHOLE, "Planned volume.", _initiative("target_volume"), "work_unit per month"
        ),
        Column("work_unit", TEXT, "What one unit of work is.", _initiative("unit")),
        Column("archived", YES_NO, "Whether it is put aside.", _initiative("archived")),
        Column(
            "latest_review_id",
            WHOLE,
            "Its latest review that stands; NULL before the first.",
            lambda of: of.latest.id if of.latest else None,
        ),
    ),
    ("code",),
)

REVIEWS: Final = Table[Owned[Review]](
    "reviews",
    "A review, drafts and corrected ones too.",
    (
        *owner_columns(lambda row: row.of),
        _review_column(lambda row: row.item),
        Column("review_date", DAY, "Day of the review.", lambda row: row.item.dated),
        Column("rubric_id", TEXT, "Rubric that it is scored against.", lambda row: row.item.rubric_id),
        Column("rubric_version", TEXT, "Version of that rubric.", lambda row: row.item.rubric_version),
        Column("reviewer", TEXT, "Who scored it.", lambda row: row.item.reviewer or None),
        Column(
            "decision_asked",
            TEXT,
            "What the board is asked to decide.",
            lambda row: row.item.decision_asked or None,
        ),
        Column(
            "standing",
            YES_NO,
            "Whether no other review corrects it.",
            lambda row: row.item in row.of.standing,
        ),
        Column(
            "final",
            YES_NO,
            "Whether it is final: sealed and in the chain.",
            lambda row: row.item.seal is not None,
        ),
        Column(
            "chain_number",
            WHOLE,
            "Place in its file's chain of final reviews.",
            lambda row: _seal(row, "number"),
        ),
        Column("sealed_by", TEXT, "Who made it final.", lambda row: _seal(row, "by")),
        Column("sealed_at", MOMENT_TYPE, "When it was made final.", lambda row: _seal(row, "at")),
        Column("seal_hash", TEXT, "SHA-256 of its link in the chain.", lambda row: _seal(row, "hash")),
        Column(
            "supersedes",
            WHOLE,
            "Place in the chain of the final review that it corrects.",
            lambda row: row.item.supersedes,
        ),
        Column("correction", TEXT, "Why that was corrected.", lambda row: row.item.correction or None),
    ),
    ("review_id",),
)

SCORES: Final = Table[_Answer](
    "scores",
    "A criterion of a review: as claimed, and as it counts on the day of the review.",
    (
        *owner_columns(lambda row: row.of),
        _review_column(lambda row: row.review),
        Column("review_date", DAY, "Day of the review.", lambda row: row.review.dated),
        Column("gate", TEXT, "Identifier of its gate.", lambda row: row.gate.gate.id),
        Column("criterion", TEXT, "Identifier of the criterion.", lambda row: row.result.criterion.id),
        Column("required", YES_NO, "Whether it is required.", lambda row: row.result.criterion.required),
        Column(
            "standing",
            TEXT,
            "Whether it is scored, unscored or not applicable.",
            lambda row: row.result.standing,
        ),
        Column(
            "claimed_level",
            SMALL,
            "Claimed level, 0 to 4; NULL unless scored.",
            lambda row: row.result.claimed,
        ),
        Column(
            "counted_level",
            SMALL,
            "Level that counts after the rules of evidence and ledger, 0 to 4; NULL unless scored.",
            lambda row: row.result.effective,
        ),
        Column(
            "not_applicable_reason",
            TEXT,
            "Why it does not apply.",
            lambda row: row.result.score.not_applicable.reason if row.result.score.not_applicable else None,
        ),
        Column(
            "rationale", TEXT, "Why this level is claimed.", lambda row: row.result.score.rationale or None
        ),
    ),
    ("review_id", "criterion"),
)

EVIDENCE: Final = Table[Owned[Evidence]](
    "evidence",
    "What backs a score.",
    (
        *owner_columns(lambda row: row.of),
        Column("evidence_id", WHOLE, "Number of the item in the file.", lambda row: row.item.id),
        Column("criterion", TEXT, "Criterion that it backs.", lambda row: row.item.criterion),
        Column(
            "kind",
            TEXT,
            "document, link, measurement, test-result, sign-off or incident.",
            lambda row: row.item.kind,
        ),
        Column("title", TEXT, "Title.", lambda row: row.item.title),
        Column("evidence_date", DAY, "Day on which it was true.", lambda row: row.item.dated),
        Column("reference", TEXT, "Where it is to be found.", lambda row: row.item.reference or None),
        Column("note", TEXT, "Free text.", lambda row: row.item.note or None),
        Column(
            "file_name",
            TEXT,
            "Name of the attached file.",
            lambda row: row.item.file.name if row.item.file else None,
        ),
        Column(
            "file_size",
            WHOLE,
            "Size of that file.",
            lambda row: row.item.file.size if row.item.file else None,
            "bytes",
        ),
        Column(
            "file_sha256",
            TEXT,
            "SHA-256 of its content.",
            lambda row: row.item.file.digest if row.item.file else None,
        ),
        Column("cases", WHOLE, "How many cases were tested.", lambda row: row.item.cases),
        Column("passed", WHOLE, "How many of them came out right.", lambda row: row.item.passed),
        Column("also", TEXTS, "Further criteria that the same item backs.", lambda row: row.item.also),
    ),
    ("evidence_id",),
)

ACTIONS: Final = Table[Owned[Action]](
    "actions",
    "A step that closes a gap, whatever became of it.",
    (
        *owner_columns(lambda row: row.of),
        Column("action_id", WHOLE, "Number of the action in the file.", lambda row: row.item.id),
        Column("criterion", TEXT, "Criterion that it raises.", lambda row: row.item.criterion),
        Column("title", TEXT, "What is to be done.", lambda row: row.item.title),
        Column("target_level", SMALL, "Level that it leads to, 0 to 4.", lambda row: row.item.target_level),
        Column("owner", TEXT, "Who does it; NULL where nobody does.", lambda row: row.item.owner or None),
        Column("due", DAY, "Until when.", lambda row: row.item.due),
        Column("effort", EFFORT, "Effort.", lambda row: row.item.effort, "person-days"),
        Column("status", TEXT, "open, done or dropped.", lambda row: row.item.status),
    ),
    ("action_id",),
)

_AS_OF: Final = "Day as of which the verdict holds."
_BASIS: Final = "review: as of the day of the review. day: as of the day of the export, of the latest review."


def _dated_columns(dated: Callable[[R], _Dated]) -> tuple[Column[R], ...]:
    """The common columns of verdict rows."""
    return (
        *owner_columns(lambda row: dated(row).of),
        _review_column(lambda row: dated(row).review),
        Column("review_date", DAY, "Day of the review.", lambda row: dated(row).review.dated),
        Column("as_of", DAY, _AS_OF, lambda row: dated(row).day),
        Column("basis", TEXT, _BASIS, lambda row: "review" if dated(row).at_review else "day"),
    )


VERDICTS: Final = Table[_Dated](
    "verdicts",
    "The verdict on a review as of a day.",
    (
        *_dated_columns(lambda row: row),
        Column(
            "verdict", TEXT, "ready, conditional, not-ready or incomplete.", lambda row: row.reached.verdict
        ),
        *_score_columns(
            "readiness",
            "Lowest gate score, 0 to 100; NULL while a gate has no score",
            lambda row: row.reached.readiness,
        ),
    ),
    ("review_id", "basis"),
)

GATE_VERDICTS: Final = Table[_Gate](
    "gate_verdicts",
    "A gate of a verdict.",
    (
        *_dated_columns(lambda row: row.verdict),
        Column("gate_number", SMALL, "Place of the gate in the rubric, from 1.", lambda row: row.number),
        Column("gate", TEXT, "Identifier of the gate.", lambda row: row.gate.gate),
        Column("gate_name", TEXT, "Name of the gate.", lambda row: row.gate.name),
        Column("state", TEXT, "open, conditional, closed or incomplete.", lambda row: row.gate.state),
        *_score_columns(
            "score",
            "Score of the gate, 0 to 100; NULL while a criterion is unanswered",
            lambda row: row.gate.score,
        ),
    ),
    ("review_id", "basis", "gate"),
)

TABLES: Final[tuple[Table[Any], ...]] = (
    *(INITIATIVES, REVIEWS, SCORES, EVIDENCE, ACTIONS, LEDGER, VERDICTS, GATE_VERDICTS),
    *(FORECASTS, WAIVERS, CONDITIONS),
)
"""Every table of the export."""


def rows_of(of: Exported) -> Iterator[tuple[Table[Any], object]]:
    """The rows of one initiative, each with its table."""
    yield INITIATIVES, of
    record = of.record
    for evidence in record.evidence:
        yield EVIDENCE, Owned(of, evidence)
    for action in record.actions:
        yield ACTIONS, Owned(of, action)
    yield from promise_rows(of)
    for month in ledger_months(of):
        yield LEDGER, month
    for review, verdict in zip(record.reviews, of.verdicts, strict=True):
        yield REVIEWS, Owned(of, review)
        for gate in verdict.gates:
            for result in gate.criteria:
                yield SCORES, _Answer(of, review, gate, result)
        yield from _verdict_rows(
            _Dated(of, review, review.dated, at_review=True, reached=summarise_verdict(verdict))
        )
    if of.latest is not None and of.on_day is not None:
        yield from _verdict_rows(
            _Dated(of, of.latest, of.day, at_review=False, reached=summarise_verdict(of.on_day))
        )


def _verdict_rows(dated: _Dated) -> Iterator[tuple[Table[Any], object]]:
    """A verdict and its gates."""
    yield VERDICTS, dated
    for number, gate in enumerate(dated.reached.gates, 1):
        yield GATE_VERDICTS, _Gate(dated, number, gate)


def _seal(row: Owned[Review], name: str) -> Value:
    """A field of the seal; None in a draft."""
    found: Value = getattr(row.item.seal, name) if row.item.seal else None
    return found
