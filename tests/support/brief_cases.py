"""Briefs of whole initiatives: every verdict, and extreme texts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from builders import REVIEWED, Answer

from fivegates.domain.brief import InitiativeBrief
from fivegates.domain.initiative.initiative import (
    Action,
    ActionStatus,
    Change,
    ChangeKind,
    Evidence,
    EvidenceKind,
    Initiative,
    Stage,
)
from fivegates.domain.review.review import Case, InitiativeRecord, NotApplicable, Review, Score
from fivegates.domain.rubric.rubric import Gate, Level, Rubric
from fivegates.domain.verdict.assessment import assess
from fivegates.exchange.rubric import read_rubric
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


def brief(  # noqa: PLR0913 - each test names the one it is about
    answers: Mapping[str, Answer],
    *,
    initiative: Initiative = CLAIMS,
    rubric: Rubric = RUBRIC,
    evidence: Iterable[Evidence] | None = None,
    changes: Iterable[Change] = (),
    actions: Iterable[Action] = (),
    rationale: str = "",
    decision_asked: str = "",
    reviewer: str = "E. Lindqvist",
    marking: str = "Board confidential",
) -> InitiativeBrief:
    """A brief of one review; every criterion has fresh proof unless `evidence` says otherwise."""
    scores = {
        key: Score(key, not_applicable=answer, rationale=rationale)
        if isinstance(answer, NotApplicable)
        else Score(key, answer, rationale=rationale)
        for key, answer in answers.items()
    }
    reviewed = Review(REVIEWED, rubric.id, rubric.version, reviewer, decision_asked, scores)
    items = tuple(proof(c.id) for c in rubric.criteria) if evidence is None else tuple(evidence)
    case = Case(rubric, reviewed, items, tuple(changes), tuple(actions))
    record = InitiativeRecord(initiative, items, case.changes, case.actions, (reviewed,))
    return InitiativeBrief(record, assess(case), marking, "Fivegates 0.1.0")


def pilot() -> InitiativeBrief:
    """A pilot that is not ready: missing, expired and voided proof, gaps, a partial plan."""
    answers = every(3) | {
        "value-kpis": 4,
        "arch-limits": 2,
        "arch-legacy": NotApplicable(
            "It reads from the archive only and writes nothing back.", "R. Marsh, CIO"
        ),
        "trust-drift": 2,
        "trust-retest": 3,
        "trust-bias": 2,
        "cost-unit": 1,
        "cost-return": 1,
        "ops-owner": 1,
        "ops-response": 1,
        "ops-governance": 2,
    }
    evidence = [
        proof(c.id, 150 if c.id == "value-owner" else 20)
        for c in RUBRIC.criteria
        if c.id != "cost-visibility"
    ]
    evidence = [
        item if item.criterion != "arch-data" else replace(item, dated=date(2025, 9, 1)) for item in evidence
    ]
    return brief(
        answers,
        evidence=evidence,
        changes=[
            Change(date(2026, 5, 2), ChangeKind.MODEL, "nw-large-2 replaced nw-large-1 in all regions.", 1)
        ],
        actions=[
            Action(
                "ops-owner",
                "Settle ownership between Engineering and Claims",
                3,
                "A. Okafor",
                date(2026, 5, 29),
                Decimal(2),
            ),
            Action("trust-guardrails", "Re-test guardrails", 3, "E. Lindqvist", date(2026, 6, 5), Decimal(3)),
            Action(
                "ops-response", "Write the response protocol", 3, "T. Adeyemi", date(2026, 6, 19), Decimal(5)
            ),
            Action("cost-unit", "Measure cost per claim", 3, "R. Marsh", date(2026, 7, 24), Decimal(4)),
            Action("value-kpis", "Agree the baseline", status=ActionStatus.DONE),
        ],
        rationale="Engineering and Claims each name the other. The steering group has discussed it twice.\n"
        "A decision is due at the end of the month.",
    )


def ready() -> InitiativeBrief:
    """Everything passes, and two proofs lapse soon."""
    answers = every(3) | dict.fromkeys(
        ("value-owner", "value-kpis", "trust-guardrails", "ops-owner", "cost-unit"), 4
    )
    answers = answers | dict.fromkeys(("arch-limits", "arch-data", "trust-drift", "ops-response"), 4)
    evidence = [proof(c.id, 140 if c.id in {"arch-data", "trust-drift"} else 20) for c in RUBRIC.criteria]
    return brief(answers, evidence=evidence)


def conditional() -> InitiativeBrief:
    """Two criteria fail, and actions are planned for them."""
    return brief(
        every(4) | {"trust-drift": 2, "ops-response": 2},
        actions=[
            Action(
                "trust-drift", "Watch drift of inputs weekly", 3, "E. Lindqvist", date(2026, 6, 5), Decimal(6)
            ),
            Action(
                "ops-response",
                "Rehearse the response protocol",
                3,
                "T. Adeyemi",
                date(2026, 6, 19),
                Decimal("2.5"),
            ),
        ],
    )


def unscored() -> InitiativeBrief:
    """A brief without answers and records."""
    return brief({}, evidence=(), initiative=Initiative("NEW", "Site safety vision", stage=Stage.IDEA))


MARKUP = (
    "<img src='/etc/passwd'/> <a href=javascript:alert(1)>x</a> & &amp; <b>bold <para> </font> $a^b$ {0} %s"
)
SCRIPTS = {
    "polish": "Zażółć gęślą jaźń – ocena roszczeń komunikacyjnych, Łódź i Świętokrzyskie",
    "greek": "Βοηθός διαλογής απαιτήσεων – έλεγχος ποιότητας και ευθύνης",
    "cyrillic": "Помощник по разбору заявлений – проверка качества и ответственности",
    "vietnamese": "Trợ lý phân loại yêu cầu bồi thường – kiểm tra chất lượng",
    "hebrew": "עוזר מיון תביעות (גרסה 2) – בדיקת איכות ואחריות",
    "arabic": "مساعد فرز المطالبات (الإصدار 2) – مراجعة الجودة والمسؤولية",
}
UNPRINTABLE = "保険金請求 सहायक"


def texts(text: str, **changes: object) -> InitiativeBrief:
    """A not quite ready brief in which every field that a user writes holds `text`."""
    initiative = replace(
        CLAIMS,
        code=text[:40],
        name=text,
        summary=text,
        business_unit=text,
        sponsor=text,
        providers=(text,),
        models=(text,),
        tags=(text,),
        unit=text,
    )
    answers = every(3) | {"trust-drift": 1, "arch-legacy": NotApplicable(text, text), "cost-unit": 2}
    found = brief(
        answers,
        initiative=initiative,
        evidence=[proof(c.id, title=text, reference=text, note=text) for c in RUBRIC.criteria],
        changes=[Change(date(2026, 1, 2), ChangeKind.TERMS, text)],
        actions=[
            Action("trust-drift", text, 3, text, date(2026, 6, 5), Decimal(6)),
            Action("cost-unit", text),
        ],
        rationale=text,
        decision_asked=text,
        reviewer=text,
        marking=text,
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def longest() -> InitiativeBrief:
    """Names of 400 characters, rationales of 5,000, forty items of evidence for one criterion."""
    sentence = "The review board asked who would answer, and three departments named each other. "
    name = ("Claims triage assistant for motor, household and travel policies in all regions " * 5)[:400]
    initiative = replace(CLAIMS, name=name, sponsor=name, business_unit=name, unit=name)
    found = texts(name)
    many = [proof("value-owner", days, title=f"Minutes of meeting {days}") for days in range(40)]
    case = found.assessment.case
    scores = {
        key: replace(score, rationale=(sentence * 63)[:5000]) for key, score in case.review.scores.items()
    }
    review = replace(case.review, scores=scores, decision_asked=(sentence * 63)[:5000])
    case = replace(case, review=review, evidence=(*case.evidence, *many))
    return replace(found, record=replace(found.record, initiative=initiative), assessment=assess(case))


def unbroken() -> InitiativeBrief:
    """The same without a space to break at."""
    return texts("Wohnungsbaugesellschaftsvorstandsvorsitzender" * 9)


def gates(count: int, criteria: int = 2) -> InitiativeBrief:
    """A rubric of so many gates with so many criteria each."""
    ids = [f"g{gate}-{number}" for gate in range(count) for number in range(criteria)]
    made = replace(
        RUBRIC,
        gates=tuple(Gate(f"g{i}", f"Gate of {'long ' * (i % 4)}name", "Does it hold?") for i in range(count)),
        criteria=tuple(
            replace(RUBRIC.criteria[i % 22], id=key, gate=key.split("-")[0]) for i, key in enumerate(ids)
        ),
    )
    return brief({key: i % 5 for i, key in enumerate(ids)}, rubric=made)


def stretched() -> InitiativeBrief:
    """A rubric whose every text is as long as a rubric may have it, without a space to break at."""
    found = gates(12, 16)
    rubric, word = found.assessment.case.rubric, "Wohnungsbaugesellschaft" * 9
    long = replace(
        rubric,
        name=word[:200],
        level_names=(word[:200],) * 5,
        credit=word[:200],
        gates=tuple(replace(gate, name=word[:200], question=word[:200]) for gate in rubric.gates),
        criteria=tuple(
            replace(
                criterion,
                title=word[:200],
                topic=word[:200],
                next_step=word[:200],
                levels=tuple(Level(word[:200], word[:200]) for _ in range(5)),
            )
            for criterion in rubric.criteria
        ),
    )
    case = replace(found.assessment.case, rubric=long)
    return replace(found, assessment=assess(case))


def markup() -> InitiativeBrief:
    """Text that would be markup, a path or a placeholder, if anything took it for one."""
    return texts(MARKUP)


def script(name: str) -> InitiativeBrief:
    """Everything in one script."""
    return texts(SCRIPTS[name])


def unknown_script() -> InitiativeBrief:
    """A brief with all texts in scripts that no font of ours has."""
    return texts(UNPRINTABLE)
