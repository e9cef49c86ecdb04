"""Hypothesis strategies: rubrics that pass their checks, and cases of every shape against them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from builders import DUE, REVIEWED, Answer, case, criterion, days_before, pack_head, risk_class, rubric
from hypothesis import strategies as st

from fivegates.domain.economics.months import Month
from fivegates.domain.initiative.initiative import (
    Action,
    ActionStatus,
    Change,
    ChangeKind,
    Evidence,
    EvidenceKind,
)
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.limits import LEVELS
from fivegates.domain.review.review import Case, NotApplicable
from fivegates.domain.rubric.packs import Pack, compose
from fivegates.domain.rubric.rubric import Criterion, Gate, LedgerCheck, Rubric, Thresholds
from fivegates.domain.verdict.ledger_rule import LedgerFigures

Recorded = TypeVar("Recorded", Evidence, Change, Action, Waiver)

efforts = st.integers(0, 16).map(lambda halves: Decimal(halves) / 2)
kinds = st.sampled_from(ChangeKind)
left_out = st.builds(
    NotApplicable, st.sampled_from(["", "No such system."]), st.sampled_from(["", "R. Marsh"])
)
answers: st.SearchStrategy[Answer] = st.one_of(st.sampled_from(LEVELS), st.none(), left_out)
claims: st.SearchStrategy[Answer] = st.sampled_from(LEVELS)


@st.composite
def thresholds(draw: st.DrawFn) -> Thresholds:
    """Any figures with which every rule keeps its meaning."""
    pass_level = draw(st.integers(1, 4))
    proof_from = draw(st.integers(1, 4))
    open_score = draw(st.integers(0, 100))
    return Thresholds(
        pass_level=pass_level,
        closed_below=draw(st.integers(0, pass_level)),
        proof_from=proof_from,
        unproven_level=proof_from - 1,
        open_score=open_score,
        conditional_score=draw(st.integers(0, open_score)),
        at_risk_days=draw(st.integers(0, 90)),
        visibility_cap=draw(st.sampled_from(LEVELS)),
        unit_cost_cap=draw(st.sampled_from(LEVELS)),
        return_cap=draw(st.sampled_from(LEVELS)),
    )


CLASS_PROOFS: list[tuple[str, ...]] = [
    (),
    (),
    ("high: cases 100",),
    ("low: months 1", "high: months 2"),
    ("low: cases 50", "high: lower-bound 90", "high: cases 100"),
]
TESTED = st.sampled_from([(None, None), (60, None), (60, 60), (120, 100), (120, 120)])
"""Cases tried and passed, from none to more than each of `CLASS_PROOFS` asks for."""


@st.composite
def criteria(draw: st.DrawFn, criterion_id: str, gate: str, *, proved: bool = True) -> Criterion:
    """A criterion of any weight, efforts, validity and kinds of change that void its proof.

    Only where whatever passes is `proved` may a risk class ask for more proof.
    """
    return replace(
        criterion(criterion_id, gate, required=draw(st.booleans()), weight=draw(st.integers(1, 5))),
        efforts=draw(st.tuples(efforts, efforts, efforts, efforts)),
        evidence_effort=draw(efforts),
        validity_days=draw(st.sampled_from([30, 180])),
        voided_by=draw(st.sampled_from([(), (ChangeKind.MODEL,), (ChangeKind.MODEL, ChangeKind.DATA)])),
        ledger_check=draw(st.none() | st.sampled_from(LedgerCheck)),
        class_levels=draw(st.sampled_from([(), (), (), ("high: 4",), ("high: 4", "low: 2")])),
        class_proof=draw(st.sampled_from(CLASS_PROOFS)) if proved else (),
    )


@st.composite
def rubrics(draw: st.DrawFn, most_gates: int = 3, most_criteria: int = 4) -> Rubric:
    """A rubric of a few gates with a few criteria each, half of them with the default figures."""
    sizes = draw(st.lists(st.integers(1, most_criteria), min_size=1, max_size=most_gates))
    used = draw(st.one_of(st.just(Thresholds()), thresholds()))
    return rubric(
        *(
            draw(criteria(f"c{gate}-{number}", f"gate{gate}", proved=used.pass_level >= used.proof_from))
            for gate, size in enumerate(sizes)
            for number in range(size)
        ),
        thresholds=used,
    )


@st.composite
def packs_for(draw: st.DrawFn, base: Rubric, most_criteria: int = 2) -> tuple[Pack, ...]:
    """One or two packs for a base; the second adds a gate to those of the base."""
    heads = [pack_head(name, base) for name in ("alpha", "beta")][: draw(st.integers(1, 2))]
    proved = base.thresholds.pass_level >= base.thresholds.proof_from

    def asked(name: str, gate: str) -> Criterion:
        return draw(criteria(name, gate, proved=proved))

    return tuple(
        Pack(
            head,
            tuple(
                asked(f"{head.id}-{number}", draw(st.sampled_from([*gates, base.gates[0].id])))
                for number in range(draw(st.integers(1, most_criteria)))
            )
            + tuple(asked(f"{head.id}-own-{gate}", gate) for gate in gates),
            tuple(Gate(gate, gate.capitalize(), f"Does {gate} hold?") for gate in gates),
        )
        for head, gates in zip(heads, ([], ["extra"]), strict=False)
    )


@st.composite
def composed_rubrics(draw: st.DrawFn, most_gates: int = 2, most_criteria: int = 2) -> Rubric:
    """A small base with packs."""
    base = draw(rubrics(most_gates=most_gates, most_criteria=most_criteria))
    return compose(base, draw(packs_for(base, most_criteria=1)))


any_rubric = rubrics() | composed_rubrics()

shares = st.none() | st.integers(0, 30).map(lambda percent: Fraction(percent, 100))
money = st.none() | st.integers(0, 3).map(Fraction)
ledger_figures = st.none() | st.builds(
    LedgerFigures,
    st.just("EUR"),
    cost_months=st.integers(0, 4),
    usage_months=st.integers(0, 2),
    unattributed=shares,
    target_volume=st.just(40_000),
    month=st.just(Month.of(REVIEWED)),
    unit_cost=money,
    unit_value=money,
)
"""Possible ledger figures; None leaves the ledger rule out. Unit economics never come without a month."""


@st.composite
def cases(
    draw: st.DrawFn,
    used: st.SearchStrategy[Rubric] = any_rubric,
    answered: st.SearchStrategy[Answer] = answers,
) -> Case:
    """A review of any state with evidence, changes and actions around its date; ids are unique."""
    against = draw(used)
    ids = [c.id for c in against.criteria]
    some = st.dictionaries(st.sampled_from(ids), answered)
    every = st.fixed_dictionaries(dict.fromkeys(ids, answered))
    judged = case(
        against,
        draw(some | every),
        evidence=_numbered(draw(st.lists(_evidence(ids), max_size=2 * len(ids)))),
        changes=_numbered(draw(st.lists(_changes(), max_size=3))),
        actions=_numbered(draw(st.lists(actions(ids), max_size=len(ids)))),
    )
    granted = tuple(_numbered(draw(st.lists(waivers_of(ids), max_size=2))))
    risk = draw(st.sampled_from([None, risk_class(), replace(risk_class(), level="low")]))
    return replace(judged, figures=draw(ledger_figures), waivers=granted, risk=risk)


def _evidence(ids: list[str]) -> st.SearchStrategy[Evidence]:
    """Evidence from a year before the review to a few days after it."""
    dated = st.integers(-5, 260).map(days_before)
    backed = st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True)
    return st.builds(
        lambda criteria, kind, day, tested: Evidence(
            criteria[0], kind, "Test", day, cases=tested[0], passed=tested[1], also=tuple(criteria[1:])
        ),
        backed,
        st.sampled_from(EvidenceKind),
        dated,
        TESTED,
    )


def _changes() -> st.SearchStrategy[Change]:
    """A change from half a year before the review to a few days after it."""
    return st.builds(Change, st.integers(-5, 180).map(days_before), kinds, st.just("New"))


def actions(ids: list[str]) -> st.SearchStrategy[Action]:
    """An action in any state of planning."""
    return st.builds(
        Action,
        criterion=st.sampled_from(ids),
        title=st.sampled_from(["Act", "Test"]),
        target_level=st.none() | st.sampled_from(LEVELS),
        owner=st.sampled_from(["", " ", "A. Okafor"]),
        due=st.sampled_from([None, DUE, REVIEWED + timedelta(days=90)]),
        effort=st.none() | efforts,
        status=st.sampled_from(ActionStatus),
    )


def waivers_of(ids: list[str]) -> st.SearchStrategy[Waiver]:
    """A waiver that began before the review or begins after it; some are revoked, some not in order."""
    return st.builds(
        Waiver,
        st.sampled_from(ids),
        st.just("Audit is in May."),
        st.just("E. Lindqvist"),
        st.sampled_from(["R. Marsh", "R. Marsh", "e. lindqvist"]),
        granted=st.integers(-40, 60).map(days_before),
        until=st.integers(-90, 5).map(days_before),
        revoked=st.none() | st.integers(-30, 0).map(days_before),
    )


def _numbered(items: list[Recorded]) -> list[Recorded]:
    """The same items with the ids that a store would give them."""
    return [replace(item, id=number) for number, item in enumerate(items, 1)]
