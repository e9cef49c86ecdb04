"""Rule 1: which evidence a review sees, when it lapses, and what voids it."""

from dataclasses import replace
from datetime import date

import pytest
from builders import REVIEWED, case, change, criterion, days_before, evidence_for, rubric

from fivegates.domain.initiative.initiative import UNASSIGNED, Change, ChangeKind, Evidence
from fivegates.domain.verdict.evidence_rule import Proof, prove, weigh
from fivegates.domain.verdict.states import ProofState

TEST = replace(criterion("test"), validity_days=180, voided_by=(ChangeKind.MODEL, ChangeKind.PROMPT))


def proof_of(evidence: list[Evidence], changes: list[Change] | None = None) -> Proof:
    return prove(case(rubric(TEST, criterion("other")), {}, evidence=evidence, changes=changes or ()), TEST)


def test_no_evidence_is_missing_proof() -> None:
    assert proof_of([]) == Proof(ProofState.MISSING)


def test_evidence_for_another_criterion_is_no_proof() -> None:
    assert proof_of([evidence_for("other")]).state is ProofState.MISSING


@pytest.mark.parametrize(
    ("days_old", "state"),
    [
        (-1, ProofState.MISSING),
        (0, ProofState.CURRENT),
        (1, ProofState.CURRENT),
        (180, ProofState.CURRENT),
        (181, ProofState.EXPIRED),
        (4000, ProofState.EXPIRED),
    ],
)
def test_evidence_is_seen_from_its_date_and_lapses_when_older_than_its_validity(
    days_old: int, state: ProofState
) -> None:
    assert proof_of([evidence_for("test", days_old=days_old)]).state is state


def test_the_validity_is_the_criterions_own() -> None:
    brief = replace(TEST, validity_days=30)
    on_day_31 = case(rubric(brief), {}, evidence=[evidence_for("test", days_old=31)])
    assert prove(on_day_31, brief).state is ProofState.EXPIRED


@pytest.mark.parametrize(
    ("evidence_age", "change_age", "kind", "state"),
    [
        pytest.param(10, 9, ChangeKind.MODEL, ProofState.VOIDED, id="the day after the evidence"),
        pytest.param(10, 9, ChangeKind.PROMPT, ProofState.VOIDED, id="any of the listed kinds"),
        pytest.param(10, 10, ChangeKind.MODEL, ProofState.CURRENT, id="the same day: it stands"),
        pytest.param(10, 11, ChangeKind.MODEL, ProofState.CURRENT, id="before the evidence"),
        pytest.param(10, 0, ChangeKind.MODEL, ProofState.VOIDED, id="on the day of the review"),
        pytest.param(10, -1, ChangeKind.MODEL, ProofState.CURRENT, id="after the review"),
        pytest.param(10, 5, ChangeKind.PROVIDER, ProofState.CURRENT, id="a kind that is not listed"),
        pytest.param(0, 0, ChangeKind.MODEL, ProofState.CURRENT, id="all on the day of the review"),
    ],
)
def test_a_change_voids_older_evidence(
    evidence_age: int, change_age: int, kind: ChangeKind, state: ProofState
) -> None:
    changed = change(kind, days_old=change_age)
    proof = proof_of([evidence_for("test", days_old=evidence_age)], [changed])
    assert proof.state is state
    assert proof.change == (changed if state is ProofState.VOIDED else None)


def test_voided_outranks_expired_because_it_names_a_cause() -> None:
    assert proof_of([evidence_for("test", days_old=300)], [change(days_old=250)]).state is ProofState.VOIDED


def test_the_first_change_after_the_evidence_is_the_one_that_voided_it() -> None:
    first, later = change(ChangeKind.PROMPT, days_old=8), change(ChangeKind.MODEL, days_old=5)
    too_old = change(ChangeKind.MODEL, days_old=20)
    assert proof_of([evidence_for("test", days_old=10)], [later, first, too_old]).change == first


def test_of_two_changes_on_one_day_the_choice_does_not_depend_on_the_order() -> None:
    model, prompt = change(ChangeKind.MODEL, days_old=5), change(ChangeKind.PROMPT, days_old=5)
    old = [evidence_for("test", days_old=10)]
    assert proof_of(old, [model, prompt]).change == proof_of(old, [prompt, model]).change == model


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newest_evidence_speaks(*, newest_first: bool) -> None:
    old, new = evidence_for("test", days_old=200), evidence_for("test", days_old=20)
    assert proof_of([new, old] if newest_first else [old, new]) == Proof(
        ProofState.CURRENT, new, None, days_before(20 - 180)
    )


def test_where_all_has_lapsed_the_newest_is_named() -> None:
    old, new = evidence_for("test", days_old=400), evidence_for("test", days_old=200)
    assert proof_of([old, new]) == Proof(ProofState.EXPIRED, new, None, days_before(20))


def test_evidence_after_the_change_restores_the_proof() -> None:
    before, after = evidence_for("test", days_old=10), evidence_for("test", days_old=3)
    assert proof_of([before, after], [change(days_old=5)]).state is ProofState.CURRENT


def test_evidence_after_the_review_does_not_hide_what_the_review_sees() -> None:
    seen, unseen = evidence_for("test", days_old=10), evidence_for("test", days_old=-10)
    assert proof_of([seen, unseen]).evidence == seen


def test_of_two_items_on_one_day_the_choice_does_not_depend_on_the_order() -> None:
    one, two = evidence_for("test", item_id=1), evidence_for("test", item_id=2)
    assert proof_of([one, two]).evidence == proof_of([two, one]).evidence == two


def test_the_last_day_that_an_item_is_current_is_its_date_plus_its_validity() -> None:
    item = replace(evidence_for("test"), dated=date(2026, 3, 14))
    assert weigh(item, TEST, (), REVIEWED).lapses_on == date(2026, 9, 10)


def test_a_validity_beyond_the_calendar_ends_with_it() -> None:
    forever = replace(TEST, validity_days=10**7)
    assert weigh(evidence_for("test"), forever, (), REVIEWED).lapses_on == date.max


def test_a_change_recorded_for_a_later_day_ends_the_proof_the_day_before() -> None:
    first, second = change(days_old=-20), change(days_old=-40)
    proof = proof_of([evidence_for("test")], [second, first])
    assert (proof.state, proof.ending, proof.lapses_on) == (ProofState.CURRENT, first, days_before(-19))


def test_a_change_on_the_last_day_of_the_evidence_ends_it_a_day_earlier() -> None:
    last = change(days_old=-180)
    proof = proof_of([evidence_for("test")], [last])
    assert (proof.ending, proof.lapses_on) == (last, days_before(-179))


def test_a_change_after_the_evidence_has_expired_ends_nothing() -> None:
    proof = proof_of([evidence_for("test")], [change(days_old=-181)])
    assert (proof.ending, proof.lapses_on) == (None, days_before(-180))


def test_one_item_proves_each_criterion_that_it_backs_by_the_rules_of_each() -> None:
    brief = replace(criterion("brief"), validity_days=30)
    item = replace(evidence_for("test", days_old=40), also=("brief",))
    both = case(rubric(TEST, brief, criterion("other")), {}, evidence=[item], changes=[change(days_old=10)])
    assert prove(both, TEST).state is ProofState.VOIDED
    assert prove(both, brief).state is ProofState.EXPIRED
    assert prove(both, criterion("other")).state is ProofState.MISSING


def test_evidence_without_a_criterion_backs_none() -> None:
    assert evidence_for(UNASSIGNED).criteria == ()
    assert replace(evidence_for("test"), also=("other",)).criteria == ("test", "other")
