"""When proofs lapse, and when the verdict falls with them."""

from dataclasses import replace
from datetime import date, timedelta

from builders import (
    REVIEWED,
    WAIVED,
    action_for,
    case,
    change,
    criterion,
    days_before,
    evidence_for,
    rubric,
    two_gates,
)
from examples import times
from hypothesis import given
from hypothesis import strategies as st
from strategies import cases

from fivegates.domain.evidence_calendar import Fall, Lapse, calendar_of
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case
from fivegates.domain.verdict.evidence_rule import prove
from fivegates.domain.verdict.states import ProofState, VerdictState
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording.evidence_calendar import calendar_sentence

PAIR = rubric(criterion("must", required=True), criterion("may"))
THREE = rubric(criterion("must", required=True), criterion("may"), criterion("more"))
ORDER = [
    VerdictState.NOT_READY,
    VerdictState.INCOMPLETE,
    VerdictState.CONDITIONAL,
    VerdictState.WAIVED,
    VerdictState.READY,
]


def in_days(days: int) -> date:
    return REVIEWED + timedelta(days=days)


def held_on(one: Case, day: date) -> Case:
    return replace(one, review=replace(one.review, dated=day))


def test_the_first_proof_to_lapse_comes_first_and_takes_the_verdict_with_it() -> None:
    items = [evidence_for("must", days_old=10), evidence_for("may", days_old=30)]
    found = calendar_of(case(PAIR, {"must": 4, "may": 3}, evidence=items), REVIEWED)
    assert found.verdict is VerdictState.READY
    assert [(lapse.criterion, lapse.last_day) for lapse in found.ahead] == [
        ("may", in_days(150)),
        ("must", in_days(170)),
    ]
    assert found.behind == ()
    # The optional one alone leaves 10 of 12; the required one then counts as 2, and nobody has promised more.
    unproven = judge(case(PAIR, {"must": 2, "may": 2}))
    assert found.fall == Fall(in_days(170), VerdictState.NOT_READY, unproven.readiness, ("must",))


def test_with_an_action_promised_it_falls_to_conditional() -> None:
    ready = case(PAIR, {"must": 3, "may": 4}, actions=[action_for("must")])
    fall = calendar_of(ready, REVIEWED).fall
    assert fall is not None
    assert (fall.last_day, fall.verdict, fall.criteria) == (
        in_days(180),
        VerdictState.CONDITIONAL,
        ("must", "may"),
    )


def test_a_claim_that_needs_no_proof_has_no_lapse() -> None:
    found = calendar_of(case(PAIR, {"must": 2, "may": WAIVED}), REVIEWED)
    assert found.lapses == ()
    assert found.fall is None


def test_a_proof_that_was_never_there_does_not_lapse() -> None:
    assert calendar_of(case(PAIR, {"must": 3, "may": 3}, evidence=[]), REVIEWED).lapses == ()


def test_what_has_lapsed_is_reported_with_the_day() -> None:
    used = two_gates()
    old = [evidence_for("owner", days_old=200), evidence_for("test", days_old=40)]
    judged = case(used, {"owner": 3, "test": 3}, evidence=old, changes=[change(days_old=20)])
    found = calendar_of(judged, REVIEWED)
    assert found.ahead == ()
    assert found.behind == (
        Lapse(("test",), old[1], days_before(21), voided=True),
        Lapse(("owner",), old[0], days_before(20), voided=False),
    )


def test_a_change_after_its_time_did_not_end_a_proof() -> None:
    judged = case(two_gates(), {"test": 3}, evidence=[evidence_for("test", days_old=300)], changes=[change()])
    (lapse,) = calendar_of(judged, REVIEWED).behind
    assert (lapse.last_day, lapse.voided) == (days_before(120), False)


def test_a_change_known_beforehand_ends_a_proof_on_its_day() -> None:
    used = two_gates()
    judged = case(used, {"owner": 3, "funding": 3, "test": 3, "bias": 3}, changes=[change(days_old=-30)])
    found = calendar_of(judged, REVIEWED)
    assert (found.ahead[0].criterion, found.ahead[0].last_day) == ("test", in_days(29))
    assert found.ahead[0].voided
    assert found.fall is not None
    assert found.fall.criteria == ("test",)


def test_it_is_seen_from_a_later_day_never_from_before_the_review() -> None:
    judged = case(PAIR, {"must": 3, "may": 4})
    assert calendar_of(judged, days_before(90)) == calendar_of(judged, REVIEWED)
    late = calendar_of(judged, in_days(181))
    assert late.verdict is VerdictState.NOT_READY
    assert (late.ahead, late.fall) == ((), None)


def test_evidence_dated_ahead_takes_over_in_time() -> None:
    items = [evidence_for("must"), evidence_for("must", days_old=-100), evidence_for("may")]
    found = calendar_of(case(PAIR, {"must": 3, "may": 3}, evidence=items), REVIEWED)
    assert [(lapse.criterion, lapse.last_day) for lapse in found.lapses] == [
        ("may", in_days(180)),
        ("must", in_days(280)),
    ]


def test_a_change_on_the_day_of_new_evidence_leaves_it_standing() -> None:
    used = two_gates()
    items = [evidence_for("test"), evidence_for("test", days_old=-30)]
    judged = case(used, {"test": 3}, evidence=items, changes=[change(days_old=-30)])
    (lapse,) = calendar_of(judged, REVIEWED).ahead
    assert (lapse.last_day, lapse.voided) == (in_days(210), False)


def test_at_the_end_of_time_nothing_lapses() -> None:
    last = evidence_for("must", days_old=(REVIEWED - date.max).days)
    judged = case(PAIR, {"must": 3, "may": 2}, evidence=[last])
    assert calendar_of(judged, date.max).lapses == ()


@times(0.8)
@given(cases(), st.integers(0, 60))
def test_the_fall_is_the_one_that_judging_every_day_finds(judged: Case, later: int) -> None:
    found = calendar_of(judged, REVIEWED + timedelta(days=later))
    today = judge(held_on(judged, found.on)).state
    assert found.verdict is today
    days = [found.on + timedelta(days=days) for days in range(1, 290)]
    falls = [day for day in days if ORDER.index(judge(held_on(judged, day)).state) < ORDER.index(today)]
    if falls:
        assert found.fall is not None
        assert found.fall.last_day == falls[0] - timedelta(days=1)
        assert found.fall.verdict is judge(held_on(judged, falls[0])).state
        assert found.fall.criteria or found.fall.waived
    else:
        assert found.fall is None


@given(cases())
def test_on_its_last_day_a_proof_holds_and_on_the_next_it_does_not(judged: Case) -> None:
    for lapse in calendar_of(judged, REVIEWED).ahead:
        asked = judged.rubric.criterion(lapse.criterion)
        after = held_on(judged, lapse.last_day + timedelta(days=1))
        assert prove(held_on(judged, lapse.last_day), asked).state is ProofState.CURRENT
        assert prove(after, asked).state is not ProofState.CURRENT


def test_one_proof_for_several_criteria_lapses_once_and_takes_all_claims_with_it() -> None:
    item, of_two = replace(evidence_for("must"), also=("may",)), replace(evidence_for("more"), also=("may",))
    found = calendar_of(case(PAIR, {"must": 4, "may": 3}, evidence=[item]), REVIEWED)
    assert found.lapses == (Lapse(("must", "may"), item, in_days(180), voided=False),)
    assert found.fall is not None
    assert found.fall.criteria == ("must", "may")
    assert found.claims_behind == 0
    late = calendar_of(case(PAIR, {"must": 4, "may": 3}, evidence=[item]), in_days(200))
    assert (len(late.behind), late.claims_behind) == (1, 2)
    assert "2 claims rest on proof" in calendar_sentence(late, PAIR, ENGLISH)
    low = calendar_of(case(THREE, {"must": 1, "may": 3, "more": 3}, evidence=[of_two]), REVIEWED)
    assert "that of the may and the more, good until" in calendar_sentence(low, THREE, ENGLISH)


def test_criteria_that_give_one_proof_different_ends_make_two_lapses() -> None:
    used = rubric(criterion("must", required=True), replace(criterion("may"), validity_days=30))
    item = replace(evidence_for("must"), also=("may",))
    found = calendar_of(case(used, {"must": 3, "may": 3}, evidence=[item]), REVIEWED)
    assert [(lapse.criteria, lapse.last_day) for lapse in found.lapses] == [
        (("may",), in_days(30)),
        (("must",), in_days(180)),
    ]
