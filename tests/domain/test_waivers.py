"""Waivers: in force or not, what they make of gate and verdict, what becomes of it on their last day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import (
    LATER,
    REVIEWED,
    WAIVED,
    action_for,
    case,
    criterion,
    initiative,
    rubric,
    waiver_for,
)
from comparing import compared, levels, side
from examples import times
from hypothesis import given
from strategies import cases

from fivegates.domain.comparison.comparison import Side
from fivegates.domain.economics.money import RateTable
from fivegates.domain.evidence_calendar import DueAnswer, calendar_of
from fivegates.domain.initiative.decisions import Decision, Outcome, reason_problems
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.initiative.waivers import (
    Waiver,
    WaiverState,
    check_waiver,
    last_day,
    same_person,
    waivable_problems,
    waiver_on,
)
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.facets import Facet, values_of
from fivegates.domain.portfolio.overview import BEST_FIRST, OverviewLine, ReviewMark, summarise_verdict
from fivegates.domain.review.fingerprint import canonical
from fivegates.domain.review.review import Case, InitiativeRecord, NotApplicable
from fivegates.domain.trend.bridge import Cause, CriterionMove, bridge_between
from fivegates.domain.two_days import assess_both, case_on
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.verdict.firmness import WithoutWaiver, _withdrawals
from fivegates.domain.verdict.path import path_to_ready
from fivegates.domain.verdict.reasons import reasons_of
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording.comparison import answer_headline, answer_sentences
from fivegates.domain.wording.evidence_calendar import (
    calendar_sentence,
    due_answer_text,
    until_text,
    waiver_end_text,
)
from fivegates.domain.wording.overview import review_word, summary_sentence, value_text
from fivegates.domain.wording.paths import firmness_sentence, path_sentence
from fivegates.domain.wording.proposals import decision_proposal
from fivegates.domain.wording.reasons import reason_detail
from fivegates.domain.wording.two_days import two_days_sentence
from fivegates.domain.wording.verdicts import (
    dated_headline,
    verdict_headline,
    verdict_sentence,
    verdict_summary,
)
from fivegates.domain.wording.waivers import (
    exceptions_finding,
    granted_text,
    revoked_text,
    waiver_state,
    waiver_state_word,
    waiver_text,
)
from fivegates.domain.wording.words import verdict_word

DAY = timedelta(days=1)
MUST, ALSO, MAY = criterion("must", required=True), criterion("also", required=True), criterion("may")
USED = rubric(MUST, ALSO, MAY)
WAIVER = waiver_for("must")
END = WAIVER.until
LEVELS = {"must": 1, "also": 3, "may": 4}


def waived(levels: dict[str, int | NotApplicable | None] | None = None, *waivers: Waiver) -> Case:
    return case(USED, levels or {**LEVELS}, waivers=waivers or (WAIVER,))


def on(judged: Case, day: date) -> Case:
    return replace(judged, review=replace(judged.review, dated=day))


# The record


def test_a_waiver_counts_from_its_first_day_to_its_last() -> None:
    days = (WAIVER.granted - DAY, WAIVER.granted, END, END + DAY)
    assert [WAIVER.in_force(day) for day in days] == [False, True, True, False]


def test_from_the_day_of_its_revocation_it_has_no_effect() -> None:
    revoked = replace(WAIVER, revoked=REVIEWED, revoked_by="R. Marsh", revoked_why="Audited.")
    assert revoked.in_force(REVIEWED - DAY)
    assert not revoked.in_force(REVIEWED)
    assert last_day(revoked) == REVIEWED - DAY


@pytest.mark.parametrize(
    "incomplete",
    [replace(WAIVER, reason=" "), replace(WAIVER, requester=""), replace(WAIVER, approver=" ")],
)
def test_one_that_another_program_left_incomplete_has_none(incomplete: Waiver) -> None:
    assert not incomplete.in_force(REVIEWED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("R. Marsh", " r.  MARSH"),
        ("Mara Feld, CFO", "mara feld"),
        ("Mara Feld", "Mara Feld, CFO"),
        ("\uff32. Marsh", "R. Marsh"),
        ("Mara Feld", "Ma\u200bra\u00ad Feld\u2060"),
    ],
)
def test_a_person_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert same_person(one, other)
    assert not replace(WAIVER, requester=one, approver=other).in_force(REVIEWED)
    (problem,) = check_waiver(replace(WAIVER, requester=one, approver=other))
    assert problem.place == "approver"
    assert problem.reason.text(ENGLISH) == (
        f"{one.strip()} asked for this waiver, so another person must approve it."
    )


def test_two_people_of_one_surname_are_two() -> None:
    assert not same_person("Feld, Mara", "Feld, Jonas")
    assert not same_person("Mara Feld", "Jonas Feld")


@pytest.mark.parametrize(
    ("changed", "place", "said"),
    [
        (
            {"until": WAIVER.granted - DAY},
            "until",
            (
                "A waiver ends on the day on which it is granted or later; this one is granted on 2 May 2026 "
                "and ends on 1 May 2026."
            ),
        ),
        ({"reason": " "}, "reason", "This must not be empty."),
        ({"requester": ""}, "requester", "This must not be empty."),
        ({"revoked_why": "Audited."}, "revoked", "Say on which day the waiver was revoked."),
        (
            {"revoked": WAIVER.granted - DAY, "revoked_by": "A", "revoked_why": "B"},
            "revoked",
            (
                "A waiver is revoked on the day on which it was granted or later; this one was granted on "
                "2 May 2026."
            ),
        ),
        ({"revoked": REVIEWED, "revoked_why": "B"}, "revoked_by", "Say who revoked the waiver."),
        ({"revoked": REVIEWED, "revoked_by": "A"}, "revoked_why", "Say why the waiver was revoked."),
    ],
)
def test_a_bad_waiver_is_refused_with_its_field(changed: dict[str, object], place: str, said: str) -> None:
    (problem,) = check_waiver(replace(WAIVER, **changed))  # type: ignore[arg-type]
    assert (problem.place, problem.reason.text(ENGLISH)) == (place, said)
    assert check_waiver(WAIVER) == ()


def test_only_a_required_criterion_can_be_waived() -> None:
    (problem,) = waivable_problems("criterion", "may", [USED])
    assert problem.reason.text(ENGLISH) == (
        "Only a required criterion needs a waiver, and “The may is settled” is not required."
    )
    assert waivable_problems("criterion", "must", [USED]) == ()
    assert waivable_problems("criterion", "unknown", [USED]) == ()
    optional = replace(WAIVER, criterion="may")
    assert judge(waived({**LEVELS, "must": 3, "may": 0}, optional)).criterion("may").waiver is None


def test_of_several_waivers_the_longest_counts() -> None:
    longer = waiver_for("must", days=90)
    assert waiver_on([WAIVER, longer], "must", REVIEWED) == longer
    assert waiver_on([WAIVER, longer], "also", REVIEWED) is None


# The verdict


def test_a_gate_whose_failure_is_waived_is_open_under_a_waiver_and_never_ready() -> None:
    verdict = judge(waived())
    assert (verdict.state, verdict.waived_until) == (VerdictState.WAIVED, END)
    assert verdict.gates[0].state is GateState.WAIVED
    assert verdict.readiness == judge(case(USED, {**LEVELS})).readiness
    assert judge(case(USED, {**LEVELS})).state is VerdictState.NOT_READY


def test_a_gate_notes_each_change_of_its_state_once() -> None:
    third = criterion("third", required=True)
    waivers = [waiver_for("must", days=10), waiver_for("also", days=20), waiver_for("third", days=30)]
    judged = case(
        rubric(MUST, ALSO, third),
        {"must": 2, "also": 1, "third": 1},
        waivers=waivers,
        actions=[action_for("must")],
    )
    (gate,) = judge(judged).gates
    assert gate.state is GateState.WAIVED
    assert gate.lapses[-1] == (waivers[1].until, GateState.CLOSED)


def test_a_gate_counts_no_waiver_that_ended_before_another() -> None:
    # Only the waiver of `must` would make it conditional once the other has ended; it ended first.
    waivers = [waiver_for("must", days=10), waiver_for("also", days=20)]
    judged = waived({"must": 1, "also": 2, "may": 4}, *waivers)
    (gate,) = judge(replace(judged, actions=(action_for("also"),))).gates
    assert gate.lapses == ((waivers[0].until, GateState.CLOSED),)


def test_only_a_failing_criterion_has_a_waiver_that_ended_and_only_its_own() -> None:
    late = on(waived({"must": 1, "also": 1, "may": 1}, WAIVER, waiver_for("may")), END + DAY)
    assert [end.criterion for end in calendar_of(late, END + DAY).waivers] == ["must"]
    passing = on(waived({"must": 4, "also": 4, "may": 4}), END + DAY)
    assert calendar_of(passing, END + DAY).waivers == ()


def test_a_waiver_of_one_day_ends_after_it_and_none_on_it() -> None:
    short = replace(WAIVER, granted=END)
    assert [end.last_day for end in calendar_of(on(waived(None, short), END + DAY), END).waivers] == [END]
    incomplete = replace(short, approver="")
    assert calendar_of(on(waived(None, incomplete), END), END).waivers == ()


def test_a_waiver_may_last_to_the_end_of_the_calendar() -> None:
    found = calendar_of(waived(None, replace(WAIVER, until=date(9999, 12, 31))), REVIEWED)
    assert [end.last_day for end in found.waivers] == [date.max]
    assert found.fall is not None
    assert found.fall.criteria == ("also", "may")


def test_without_one_of_its_waivers_a_gate_still_has_each_criterion_once() -> None:
    judged = waived({"must": 3, "also": 1, "may": 4}, waiver_for("also"))
    (gate,) = judge(judged).gates
    ((key, bare),) = _withdrawals(gate, USED.thresholds, frozenset())
    assert key == "also"
    assert [each.criterion.id for each in bare.criteria] == ["must", "also", "may"]
    assert bare.criteria[1].waiver is None


def test_it_lapses_by_itself_after_its_last_day() -> None:
    assert judge(on(waived(), END)).state is VerdictState.WAIVED
    assert judge(on(waived(), END + DAY)).state is VerdictState.NOT_READY


def test_what_passes_needs_no_waiver() -> None:
    verdict = judge(waived({"must": 3, "also": 3, "may": 4}))
    assert (verdict.state, verdict.waived_until) == (VerdictState.READY, None)


def test_what_is_not_answered_is_not_known_to_fail() -> None:
    assert judge(waived({**LEVELS, "must": None})).state is VerdictState.INCOMPLETE
    assert judge(waived({**LEVELS, "must": NotApplicable("None.")})).state is VerdictState.INCOMPLETE


def test_a_gate_that_would_not_open_even_so_is_not_waived() -> None:
    # (2·3 + 2·3 + 1·0) of 20 is 60 even if it passed; and another required criterion fails.
    assert judge(waived({**LEVELS, "may": 0})).state is VerdictState.CONDITIONAL
    assert judge(waived({**LEVELS, "also": 2})).state is VerdictState.NOT_READY


def test_a_gate_closed_for_its_score_in_spite_of_its_waiver_decides_itself() -> None:
    judged = waived({"must": 1, "also": 3, "may": 3})
    strict = replace(judged.rubric.thresholds, open_score=90, conditional_score=90)
    closed = replace(judged, rubric=replace(judged.rubric, thresholds=strict))
    assert judge(closed).state is VerdictState.NOT_READY
    (deciding,) = [reason for reason in reasons_of(closed) if reason.deciding]
    assert deciding.criterion is None
    said = reason_detail(deciding, closed.rubric, ENGLISH)
    assert said == (
        "Value · Every criterion passes or has a waiver, which raises no score; "
        "it is 55%, and it takes 90% to open."
    )


def test_conditions_may_rest_on_a_waiver_too() -> None:
    judged = replace(waived({"must": 2, "also": 2, "may": 4}), actions=(action_for("also"),))
    verdict = judge(judged)
    assert (verdict.state, verdict.waived_until) == (VerdictState.CONDITIONAL, END)
    assert verdict_word(verdict.state, ENGLISH, verdict.waived_until) == (
        "Ready with conditions, under a waiver until 11 June 2026"
    )
    assert judge(replace(judged, actions=(*judged.actions, action_for("must")))).waived_until is None


def test_of_two_waivers_the_first_to_end_is_reported() -> None:
    both = waived({**LEVELS, "also": 0}, waiver_for("must", days=90), waiver_for("also"))
    verdict = judge(both)
    assert (verdict.state, verdict.waived_until) == (VerdictState.WAIVED, END)
    assert judge(on(both, END + DAY)).state is VerdictState.NOT_READY


def test_a_closed_gate_elsewhere_outweighs_it() -> None:
    used = rubric(MUST, criterion("test", "trust", required=True))
    verdict = judge(case(used, {"must": 2, "test": 0}, waivers=[WAIVER]))
    assert (verdict.state, verdict.waived_until) == (VerdictState.NOT_READY, None)
    assert [gate.state for gate in verdict.gates] == [GateState.WAIVED, GateState.CLOSED]


@times(1.2)
@given(cases())
def test_until_its_day_no_end_of_a_waiver_lowers_the_verdict(judged: Case) -> None:
    """Brute force: the first end of a waiver after which those that are left uphold no more."""
    verdict = judge(judged)
    if verdict.waived_until is None:
        return
    held = {waiver for result in verdict.criteria if (waiver := result.waiver)}
    ends = sorted({last_day(waiver) for waiver in held})
    lower = [
        end
        for end in ends
        if BEST_FIRST.index(judge(replace(judged, waivers=tuple(w for w in held if last_day(w) > end))).state)
        > BEST_FIRST.index(verdict.state)
    ]
    assert verdict.waived_until == lower[0]
    assert verdict.state in {VerdictState.WAIVED, VerdictState.CONDITIONAL}
    assert judge(replace(judged, waivers=())).state is not verdict.state


@times(1.2)
@given(cases())
def test_the_waivers_on_which_it_hangs_are_those_without_which_it_is_another(judged: Case) -> None:
    verdict = judge(judged)
    waived_ones = [
        result.criterion.id for gate in verdict.gates for result in gate.criteria if result.waiver is not None
    ]
    expected = tuple(
        WithoutWaiver(key, state)
        for key in waived_ones
        if (state := judge(replace(judged, waivers=_but(judged, key))).state) is not verdict.state
    )
    assert assess(judged).without_waivers == expected


def _but(judged: Case, criterion_id: str) -> tuple[Waiver, ...]:
    """The waivers of all other criteria."""
    return tuple(waiver for waiver in judged.waivers if waiver.criterion != criterion_id)


# What is said of it


def test_headline_sentence_and_summary_say_until_when() -> None:
    found = assess(waived())
    until = found.verdict.waived_until
    assert verdict_word(found.verdict.state, ENGLISH, until) == "Ready, under a waiver until 11 June 2026"
    assert verdict_word(VerdictState.WAIVED, ENGLISH) == "Ready, under a waiver"
    headline = "Ready for production, under a waiver until 11 June 2026"
    assert verdict_headline(found.verdict.state, ENGLISH, until) == headline
    assert dated_headline(found.verdict.state, REVIEWED, ENGLISH, until) == f"{headline}, as of 12 May 2026"
    assert verdict_headline(VerdictState.CONDITIONAL, ENGLISH, until) == (
        "Ready for production, with conditions, under a waiver until 11 June 2026"
    )
    assert verdict_summary(found, ENGLISH) == "Value is open under a waiver."
    reported = [verdict_sentence(found, stage, ENGLISH) for stage in (None, Stage.PRODUCTION, Stage.RETIRED)]
    assert reported[0] == (
        "What fails is waived for a time, and it may go live until then: the must is only at 1."
    )
    assert reported[1].startswith(
        "What fails is waived for a time, and it may stay in production until then:"
    )
    assert reported[2].startswith("What fails is waived for a time, and it may return until then:")


def test_a_reason_names_its_waiver_and_decides() -> None:
    (first, *_) = reasons_of(waived())
    assert (first.criterion, first.deciding, first.waiver) == ("must", True, WAIVER)
    assert reason_detail(first, USED, ENGLISH).endswith("Waived until 11 June 2026, approved by R. Marsh.")
    closed = waived({**LEVELS, "also": 0})
    decide = {reason.criterion: reason.deciding for reason in reasons_of(closed)}
    assert decide == {"must": False, "also": True, "may": False}


def test_the_path_says_what_it_takes_and_what_the_waiver_covers() -> None:
    path = path_to_ready(waived())
    assert [step.criterion for step in path.steps] == ["must"]
    assert path.steps == tuple(
        replace(step, waiver=WAIVER) for step in path_to_ready(case(USED, {**LEVELS})).steps
    )
    assert path.waived == path.steps
    assert path_sentence(path, ENGLISH) == (
        "6 person-days in 1 step; no cheaper set opens every gate. "
        "A waiver covers 1 step until 11 June 2026; its effort is counted all the same."
    )


def test_firmness_says_that_it_hangs_on_the_waiver() -> None:
    assert firmness_sentence(assess(waived()), ENGLISH).endswith(
        "It depends on the waiver for the must: without it the verdict is “Not ready”."
    )
    both = waived({**LEVELS, "also": 0}, waiver_for("must"), waiver_for("also"))
    assert firmness_sentence(assess(both), ENGLISH).endswith(
        "It depends on each of the waivers for the must and the also: without one the verdict is “Not ready”."
    )


def test_the_bridge_has_a_part_for_waivers() -> None:
    before = case(USED, {**LEVELS})
    bridge = bridge_between(before, on(waived(), REVIEWED + DAY))
    (part,) = bridge.parts
    assert part.cause is Cause.WAIVED
    assert part.before == part.after
    assert (part.verdict_before, part.verdict_after) == (VerdictState.NOT_READY, VerdictState.WAIVED)
    assert part.criteria == (CriterionMove("must", 1, 1),)


def test_the_proposal_is_to_approve_until_it_ends() -> None:
    assert decision_proposal(assess(waived()), initiative(), Stage.PILOT, ENGLISH) == (
        "Approve production until 11 June 2026, the end of the waiver; have the step listed done by then."
    )


def test_two_days_say_that_it_has_ended() -> None:
    judged = waived()
    record = InitiativeRecord(initiative(), judged.evidence, reviews=(judged.review,), waivers=(WAIVER,))
    later = case_on(judged, record, "EUR", RateTable(), END + DAY)
    both = assess_both(judged, later).two_days
    assert [result.criterion.id for result in both.ended] == ["must"]
    assert two_days_sentence(both, ENGLISH) == (
        "Ready, under a waiver until 11 June 2026 as of the review of 12 May 2026; as of 12 June 2026 "
        "not ready: the waiver for the must has ended."
    )


# The calendar


def test_the_calendar_has_the_end_and_the_fall() -> None:
    found = calendar_of(waived(), REVIEWED)
    (end,) = found.waivers
    assert (end.criterion, end.last_day, end.needed) == ("must", END, True)
    assert waiver_end_text(end, REVIEWED, ENGLISH) == "waived until 11 June 2026"
    assert found.fall is not None
    assert (found.fall.last_day, found.fall.waived, found.fall.criteria) == (END, ("must",), ())
    assert calendar_sentence(found, USED, ENGLISH) == (
        "Ready, under a waiver until 11 June 2026, then Not ready: the waiver for the must ends."
    )


def test_an_unbroken_cover_ends_once() -> None:
    following = replace(waiver_for("must", days=90), granted=END + DAY)
    found = calendar_of(waived(None, WAIVER, following), REVIEWED)
    assert [end.last_day for end in found.waivers] == [following.until]
    assert found.fall is not None
    assert found.fall.last_day == following.until
    forever = replace(WAIVER, until=date.max)
    assert calendar_of(waived(None, forever), REVIEWED).waivers[0].last_day == date.max


def test_one_that_ended_is_behind_as_long_as_the_criterion_fails() -> None:
    found = calendar_of(waived(), LATER)
    (end,) = found.waivers
    assert waiver_end_text(end, LATER, ENGLISH) == "waived until 11 June 2026, and it fails since"
    assert calendar_of(waived({**LEVELS, "must": 3}), LATER).waivers == ()
    passing = calendar_of(waived({**LEVELS, "must": 3}), REVIEWED).waivers
    assert waiver_end_text(passing[0], REVIEWED, ENGLISH) == "waived until 11 June 2026; it passes"
    lasting = calendar_of(waived(None, replace(WAIVER, until=date.max)), REVIEWED)
    assert until_text(lasting, ENGLISH) == "Ready, under a waiver; this holds until 8 November 2026"


def test_what_does_not_apply_has_a_day_to_look_again() -> None:
    judged = waived({"must": replace(WAIVED, review_by=END), "also": 3, "may": WAIVED})
    found = calendar_of(judged, REVIEWED)
    assert found.answers == (DueAnswer("value", "must", END),)
    assert due_answer_text(found.answers[0], REVIEWED, ENGLISH) == (
        "“not applicable” is to be looked at again by 11 June 2026"
    )
    assert due_answer_text(found.answers[0], END + DAY, ENGLISH) == (
        "“not applicable” was to be looked at again by 11 June 2026"
    )


# Seals


def test_what_is_sealed_without_waivers_is_as_before() -> None:
    assert "waivers" not in canonical(case(USED, {"must": WAIVED}))
    assert "waivers" not in canonical(waived(None, replace(WAIVER, granted=REVIEWED + DAY)))
    assert canonical(waived())["waivers"] == [
        {
            "criterion": "must",
            "reason": "The audit is in May.",
            "requester": "E. Lindqvist",
            "approver": "R. Marsh",
            "granted": "2026-05-02",
            "until": "2026-06-11",
            "condition": "Every answer is checked by hand.",
        }
    ]


# Words


def test_a_waiver_in_words() -> None:
    revoked = replace(WAIVER, revoked=REVIEWED, revoked_by="A. Okafor", revoked_why="Audited.")
    states = [
        waiver_state(WAIVER, WAIVER.granted - DAY, ENGLISH),
        waiver_state(WAIVER, REVIEWED, ENGLISH),
        waiver_state(WAIVER, END + DAY, ENGLISH),
        waiver_state(revoked, REVIEWED, ENGLISH),
    ]
    assert states == [
        "begins on 2 May 2026",
        "in force until 11 June 2026",
        "ended after 11 June 2026",
        "revoked on 12 May 2026",
    ]
    assert granted_text(WAIVER, ENGLISH) == "Asked for by E. Lindqvist, approved on 2 May 2026 by R. Marsh"
    assert revoked_text(WAIVER, ENGLISH) == ""
    assert waiver_text("Must", revoked, REVIEWED, ENGLISH).splitlines() == [
        "Must: revoked on 12 May 2026",
        "  Asked for by E. Lindqvist, approved on 2 May 2026 by R. Marsh",
        "  The audit is in May.",
        "  Condition: Every answer is checked by hand.",
        "  Revoked on 12 May 2026 by A. Okafor: Audited.",
    ]
    bare = replace(WAIVER, condition="")
    assert len(waiver_text("Must", bare, REVIEWED, ENGLISH).splitlines()) == 3
    assert exceptions_finding([revoked], REVIEWED, ENGLISH) == "No waiver is in force on 12 May 2026."
    assert exceptions_finding([WAIVER, waiver_for("also", days=90)], REVIEWED, ENGLISH) == (
        "2 waivers are in force on 12 May 2026; the first ends after 11 June 2026."
    )


def waived_side(code: str, result: int = 100) -> Side:
    """A side whose one failure is waived."""
    found = side(code, levels(2, 4, 4), result=result)
    assert found.assessment
    return replace(found, assessment=assess(replace(found.assessment.case, waivers=(WAIVER,))))


def test_a_comparison_puts_it_between_ready_and_conditions() -> None:
    first, second, open_one = waived_side("A"), waived_side("B", 50), side("C", levels(4, 4, 4))
    assert answer_headline(compared(first, second), ENGLISH) == "Assistant A first, under a waiver"
    assert answer_sentences(compared(first, second), ENGLISH)[0].startswith(
        "Assistant A and Assistant B are both ready for production under a waiver."
    )
    assert answer_sentences(compared(first, open_one), ENGLISH)[0] == (
        "Assistant C is ready for production. Assistant A is ready for production under a waiver."
    )


def test_a_decision_without_conditions_says_why() -> None:
    decision = Decision(REVIEWED, Outcome.GO, "The board")
    (problem,) = reason_problems(decision, VerdictState.WAIVED)
    assert problem.reason.text(ENGLISH) == (
        "The verdict is “Ready, under a waiver”. Say why it goes ahead without conditions."
    )
    assert list(reason_problems(replace(decision, outcome=Outcome.CONDITIONS), VerdictState.WAIVED)) == []


def test_counts_tell_it_from_ready() -> None:
    found = summarise_verdict(judge(waived()))
    mark = ReviewMark(1, REVIEWED, found.verdict, found.readiness, found.gates, waived_until=END)
    line = OverviewLine(initiative(), mark)
    assert summary_sentence([line], ENGLISH) == "1 initiative · 1 ready, under a waiver"
    assert review_word(mark, ENGLISH) == "Ready, under a waiver until 11 June 2026"
    assert values_of(line, Facet.VERDICT) == ("ready-under-waiver",)
    assert value_text(Facet.VERDICT, "ready-under-waiver", ENGLISH) == "Ready, under a waiver"


def test_a_waiver_that_one_person_asked_for_and_approved_is_without_effect_in_words_too() -> None:
    alone = replace(waiver_for("owner"), requester="R. Marsh", approver="R. Marsh, CFO")
    assert alone.state_on(alone.granted) is WaiverState.NO_EFFECT
    assert "without effect" in waiver_state(alone, alone.granted, ENGLISH)
    assert {waiver_state_word(state, ENGLISH) for state in WaiverState} == {
        "To begin",
        "In force",
        "Ended",
        "Revoked",
        "Without effect",
    }
