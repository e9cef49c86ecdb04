"""Whole initiatives against the default rubric, as a brief tells them: every verdict, and the hardest texts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from builders import REVIEWED, Answer
from fivegates.domain.assessment import assess
from fivegates.domain.briefs import InitiativeBrief
from fivegates.domain.initiatives import Action, ActionStatus, Change, Evidence, EvidenceKind, Initiative, Stage
from fivegates.domain.reviews import Case, InitiativeRecord, NotApplicable, Review, Score
from fivegates.domain.rubric import ChangeKind, Rubric
from fivegates.exchange.rubrics import read_rubric
from fivegates.resources import read_resource

PALETTE = read_resource("styles/palette.toml")
RUBRIC = read_rubric(read_resource("rubrics/five-gates.toml"), "five-gates.toml")

CLAIMS = Initiative(
    code="CLM-01",
    name="Claims triage assistant",
    summary="Reads incoming motor claims, proposes the queue and the urgency, and drafts the first letter. "
    "A handler confirms each one.",
    business_unit="Motor claims",
    sponsor="A. Okafor, Chief Claims Officer",
    stage=Stage.PILOT,
    providers=("Northwind AI",),
    models=("nw-large-2",),
    target_go_live=date(2026, 9, 1),
    target_volume=40_000,
    unit="claims",
    tags=("claims", "customer"),
    id=1,
)


def every(level: Answer, rubric: Rubric = RUBRIC) -> dict[str, Answer]:
    """The same answer for every criterion."""
    return {criterion.id: level for criterion in rubric.criteria}


def proof(criterion: str, days: int = 20, **changes: object) -> Evidence:
    """A test result so many days old."""
    found = Evidence(
        criterion,
        EvidenceKind.TEST_RESULT,
        f"Run of {REVIEWED - timedelta(days=days):%B}",
        REVIEWED - timedelta(days=days),
        "https://example.com/runs/118",
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def brief(
    answers: Mapping[str, Answer],
    *,
    initiative: Initiative = CLAIMS,
    rubric: Rubric = RUBRIC,
    evidence: Iterable[Evidence] | None = None,
    changes: Iterable[Change] = (),
    actions: Iterable[Action] = (),
    rationale: str = "",
    review: Mapping[str, str] | None = None,
    marking: str = "Board confidential",
) -> InitiativeBrief:
    """A brief of one review; every criterion has fresh proof unless `evidence` says otherwise."""
    scores = {
        key: Score(key, not_applicable=answer, rationale=rationale)
        if isinstance(answer, NotApplicable)
        else Score(key, answer, rationale=rationale)
        for key, answer in answers.items()
    }
    reviewed = Review(REVIEWED, rubric.id, rubric.version, scores=scores, **{"reviewer": "E. Lindqvist", **(review or {})})
    items = tuple(proof(c.id) for c in rubric.criteria) if evidence is None else tuple(evidence)
    case = Case(rubric, reviewed, items, tuple(changes), tuple(actions))
    record = InitiativeRecord(initiative, items, case.changes, case.actions, (reviewed,))
    return InitiativeBrief(record, assess(case), marking, "Fivegates 0.1.0")


def pilot() -> InitiativeBrief:
    """A brilliant pilot that is not ready: missing, expired and voided proof, gaps, a plan in part."""
    answers = every(3) | {
        "value-kpis": 4,
        "arch-limits": 2,
        "arch-legacy": NotApplicable("It reads from the archive only and writes nothing back.", "R. Marsh, CIO"),
        "trust-drift": 2,
        "trust-retest": 3,
        "trust-bias": 2,
        "cost-unit": 1,
        "cost-return": 1,
        "ops-owner": 1,
        "ops-response": 1,
        "ops-governance": 2,
    }
    evidence = [proof(c.id, 150 if c.id == "value-owner" else 20) for c in RUBRIC.criteria if c.id not in {"cost-visibility"}]
    evidence = [item if item.criterion != "arch-data" else replace(item, dated=date(2025, 9, 1)) for item in evidence]
    return brief(
        answers,
        evidence=evidence,
        changes=[Change(date(2026, 5, 2), ChangeKind.MODEL, "nw-large-2 replaced nw-large-1 in all regions.", 1)],
        actions=[
            Action("ops-owner", "Settle ownership between Engineering and Claims", 3, "A. Okafor", date(2026, 5, 29), Decimal(2)),
            Action("trust-guardrails", "Re-test guardrails", 3, "E. Lindqvist", date(2026, 6, 5), Decimal(3)),
            Action("ops-response", "Write the response protocol", 3, "T. Adeyemi", date(2026, 6, 19), Decimal(5)),
            Action("cost-unit", "Measure cost per claim", 3, "R. Marsh", date(2026, 7, 24), Decimal(4)),
            Action("value-kpis", "Agree the baseline", status=ActionStatus.DONE),
        ],
        rationale="Engineering and Claims each name the other. The steering group has discussed it twice.\n"
        "A decision is due at the end of the month.",
    )


def ready() -> InitiativeBrief:
    """Everything passes, and two proofs lapse soon."""
    answers = every(3) | dict.fromkeys(("value-owner", "value-kpis", "trust-guardrails", "ops-owner", "cost-unit"), 4)
    answers = answers | dict.fromkeys(("arch-limits", "arch-data", "trust-drift", "ops-response"), 4)
    evidence = [proof(c.id, 140 if c.id in {"arch-data", "trust-drift"} else 20) for c in RUBRIC.criteria]
    return brief(answers, evidence=evidence)


def conditional() -> InitiativeBrief:
    """Two criteria fall short, and somebody has promised to mend them."""
    return brief(
        every(4) | {"trust-drift": 2, "ops-response": 2},
        actions=[
            Action("trust-drift", "Watch drift of inputs weekly", 3, "E. Lindqvist", date(2026, 6, 5), Decimal(6)),
            Action("ops-response", "Rehearse the response protocol", 3, "T. Adeyemi", date(2026, 6, 19), Decimal("2.5")),
        ],
    )


def unscored() -> InitiativeBrief:
    """Nothing is answered, and nothing is on record."""
    return brief({}, evidence=(), initiative=Initiative("NEW", "Site safety vision", stage=Stage.IDEA))
