"""Common causes: what blocking criteria are put down to, and what settling each alone would free."""

from dataclasses import replace
from random import Random

from builders import WAIVED, action_for, criterion, fresh_evidence, rubric
from hypothesis import given
from hypothesis import strategies as st
from insight_cases import PAIR, judged, named, of_case
from strategies import cases

from fivegates.domain.initiative.initiative import ActionStatus, ChangeKind, Stage
from fivegates.domain.insights.causes import Cause, CauseKind, cleared, common_causes
from fivegates.domain.insights.reviewed import Reviewed
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording.insights import cause_effect, causes_finding, held_text, kind_of_cause

FAILS_TEST = {"owner": 4, "test": 1}


def of_kind(kind: CauseKind, causes: tuple[Cause, ...]) -> dict[str, list[str]]:
    """The causes of one kind with the initiatives that they hold back."""
    return {c.name: [held.initiative.name for held in c.held] for c in causes if c.kind is kind}


def test_a_criterion_behind_two_initiatives_is_a_cause_and_behind_one_is_not() -> None:
    found = [judged(named("A"), FAILS_TEST), judged(named("B"), FAILS_TEST), judged(named("C"), {"owner": 0})]
    causes = common_causes(found)
    assert of_kind(CauseKind.CRITERION, causes) == {"The test is settled": ["A", "B"]}
    assert [[c.id for c in held.criteria] for held in causes[0].held] == [["test"], ["test"]]


def test_a_retired_initiative_is_held_back_by_nothing() -> None:
    retired = judged(named("B", stage=Stage.RETIRED), FAILS_TEST)
    assert common_causes([judged(named("A"), FAILS_TEST), retired]) == ()


def test_a_ready_initiative_is_held_back_by_nothing() -> None:
    assert common_causes([judged(named(name), {"owner": 4, "test": 4}) for name in "AB"]) == ()


def test_models_and_providers_are_behind_what_a_change_of_theirs_would_void() -> None:
    used = rubric(
        replace(criterion("limits", required=True), voided_by=(ChangeKind.PROVIDER,)),
        replace(criterion("price", "cost", required=True), voided_by=(ChangeKind.TERMS,)),
        replace(criterion("test", "trust", required=True), voided_by=(ChangeKind.MODEL,)),
    )
    a = named("A", providers=("Ostmere", " "), models=("m-1",))
    b = named("B", providers=("OSTMERE  ",), models=("m-1", "m-2"))
    nothing = {"limits": 1, "price": 1, "test": 1}
    causes = common_causes([judged(a, nothing, used=used), judged(b, nothing, used=used)])
    assert of_kind(CauseKind.MODEL, causes) == {"m-1": ["A", "B"]}
    assert list(of_kind(CauseKind.PROVIDER, causes).values()) == [["A", "B"]]
    provider = next(cause for cause in causes if cause.kind is CauseKind.PROVIDER)
    assert provider.name == "OSTMERE"
    assert [c.id for c in provider.held[0].criteria] == ["limits", "price"]


def test_whoever_has_an_open_action_is_behind_it_and_no_sponsor() -> None:
    acting = replace(action_for("test"), owner="R. Marsh", due=None)
    done = replace(acting, status=ActionStatus.DONE, owner="Somebody else")
    nameless, owned = replace(acting, owner=" "), replace(acting, owner="r. marsh")
    causes = common_causes(
        [
            judged(named("A", sponsor="A. Okafor"), FAILS_TEST, actions=[acting, done]),
            judged(named("B", sponsor="r. marsh"), FAILS_TEST, actions=[nameless, owned]),
            judged(named("C", sponsor="A. Okafor"), {"owner": 4, "test": 4}),
            judged(named("D", sponsor="R. Marsh"), FAILS_TEST),
        ]
    )
    assert of_kind(CauseKind.OWNER, causes) == {"R. Marsh": ["A", "B"]}


def test_one_criterion_of_two_rubrics_is_not_the_same() -> None:
    other = replace(PAIR, id="another")
    found = [judged(named("A"), FAILS_TEST), judged(named("B"), FAILS_TEST, used=other)]
    assert common_causes(found) == ()


def test_versions_of_a_rubric_share_their_criteria() -> None:
    newer = replace(PAIR, version="2.0", criteria=tuple(replace(c, title="Newer") for c in PAIR.criteria))
    found = [judged(named("A"), FAILS_TEST), judged(named("B"), FAILS_TEST, used=newer)]
    assert [cause.name for cause in common_causes(found)] == ["Newer"]


def test_what_frees_most_comes_first() -> None:
    both = {"owner": 1, "test": 1}
    found = [
        judged(named("A"), both),
        judged(named("B"), both),
        judged(named("C"), FAILS_TEST),
        judged(named("D"), {"owner": 1, "test": 4}),
        judged(named("E"), {"owner": 1, "test": 4}),
    ]
    causes = common_causes(found)
    assert [(c.name, len(c.freed), len(c.held)) for c in causes] == [
        ("The owner is settled", 2, 4),
        ("The test is settled", 1, 3),
    ]
    assert causes_finding(causes, ENGLISH) == (
        "The criterion “The owner is settled” holds back 4 initiatives; settling it alone would free 2"
    )
    assert cause_effect(causes[0], ENGLISH) == "Settling it alone makes 2 “Ready”."
    reported = [held_text(held, ENGLISH) for held in causes[0].held]
    assert reported[0] == "stays “Not ready”"
    assert reported[2] == "“Not ready” becomes “Ready”, readiness 25% → 75%"


def test_it_says_so_where_nothing_is_common_or_nothing_alone_frees() -> None:
    assert causes_finding((), ENGLISH) == "No cause is behind more than one initiative"
    causes = common_causes([judged(named(name), {"owner": 1, "test": 1}) for name in "AB"])
    assert causes_finding(causes, ENGLISH).endswith(
        "holds back 2 initiatives, but settling no single cause would free one"
    )
    assert cause_effect(causes[0], ENGLISH) == "Settling it alone changes no verdict."


def test_every_kind_has_its_word() -> None:
    words = [kind_of_cause(kind, ENGLISH) for kind in CauseKind]
    assert words == ["Criterion", "Provider", "Model", "Owner"]


@given(cases())
def test_clearing_is_what_judging_the_raised_claims_would_say(held: Case) -> None:
    """A case in which the blocking criteria are claimed and proven at the passing level is judged alike."""
    of = of_case("A", replace(held, figures=None))
    scores = dict(of.case.review.scores)
    for gate in of.verdict.gates:
        for result in gate.criteria:
            if result.criterion.id in of.blocking:
                level = max(result.needed, result.effective or 0)
                scores[result.criterion.id] = replace(result.score, level=level, not_applicable=None)
    proven = tuple(each for each in fresh_evidence(held.rubric) if each.criterion in of.blocking)
    raised = replace(
        of.case, review=replace(of.case.review, scores=scores), evidence=(*of.case.evidence, *proven)
    )
    # With as much proof as any class asks for: what else a case has on record is not known here.
    criteria = (
        replace(each, class_proof=()) if each.id in of.blocking else each for each in held.rubric.criteria
    )
    raised = replace(raised, changes=(), rubric=replace(held.rubric, criteria=tuple(criteria)))
    unchanged = replace(of.case, changes=())
    once = cleared(of_case("A", unchanged), of.blocking)
    assert [gate.state for gate in judge(raised).gates] == [gate.state for gate in once.gates]
    assert judge(raised).readiness == once.readiness


@given(cases())
def test_clearing_nothing_changes_nothing(held: Case) -> None:
    of = of_case("A", held)
    assert cleared(of, ()) == of.verdict


@given(st.lists(cases(), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_initiatives_never_matters(held: list[Case], random: Random) -> None:
    found: list[Reviewed] = [of_case(f"N{number}", each) for number, each in enumerate(held)]
    assert common_causes(random.sample(found, len(found))) == common_causes(found)


def test_a_waived_criterion_without_approval_is_cleared_too() -> None:
    of = judged(named("A"), {"owner": replace(WAIVED, approver=""), "test": 4})
    assert of.verdict.state is VerdictState.INCOMPLETE
    assert cleared(of, of.blocking).state is VerdictState.READY
