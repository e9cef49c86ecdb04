"""Initiatives with a history of final reviews, each sealed as everything stood on its day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from builders import criterion, evidence_for, rubric

from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.economics.money import RateTable
from fivegates.domain.initiative.initiative import Action, Initiative, Stage
from fivegates.domain.review.case import draft_case
from fivegates.domain.review.chain import seal_after
from fivegates.domain.review.review import ChainHead, InitiativeRecord, Review, Score
from fivegates.domain.review.seal import VERSION
from fivegates.domain.review.sealed_record import record_to_seal

USED = rubric(criterion("must", required=True))
RUBRICS = {(USED.id, USED.version): USED}
PILOT = Initiative("CLAIMS", "Claims", sponsor="A. Okafor", stage=Stage.PILOT, unit="claims")


@dataclass(frozen=True)
class Sealed:
    """A final review: its day, the level of the one criterion, and what of the initiative was so then."""

    dated: date
    level: int = 1
    fields: Mapping[str, Any] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    actions: tuple[Action, ...] = ()
    supersedes: int | None = None
    version: int = VERSION


def history(papers: Iterable[Sealed], of: InitiativeRecord | None = None) -> InitiativeRecord:
    """`of`, or a pilot, with these reviews, made final one after the other."""
    record = of or InitiativeRecord(PILOT)
    last: ChainHead | None = None
    finals: list[Review] = []
    for paper in papers:
        review = Review(
            paper.dated,
            USED.id,
            USED.version,
            scores={"must": Score("must", paper.level)},
            supersedes=paper.supersedes,
            correction="It was wrong." if paper.supersedes else "",
        )
        then = replace(
            record,
            initiative=replace(record.initiative, **paper.fields),
            evidence=(replace(evidence_for("must"), dated=paper.dated), *record.evidence),
            ledger=paper.ledger,
            actions=paper.actions,
        )
        at = datetime.combine(paper.dated, time(9), UTC)
        case = draft_case(then, review, USED, "EUR", RateTable())
        held = record_to_seal(then, review, "EUR", RateTable()) if paper.version == VERSION else None
        seal = seal_after(last, case, then.initiative, "E. Lindqvist", at, held)
        finals.append(replace(review, seal=seal))
        last = ChainHead(seal.number, seal.hash)
    return replace(record, reviews=tuple(finals))
