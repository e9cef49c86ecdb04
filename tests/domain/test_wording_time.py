"""Words about time: the bridge between reviews, the calendar of proofs, the trend."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import (
    LATER,
    REVIEWED,
    WAIVED,
    Answer,
    action_for,
    case,
    change,
    criterion,
    evidence_for,
    fresh_evidence,
    initiative,
    rubric,
    two_gates,
)
from hypothesis import given
from strategies import cases

from fivegates.domain.evidence_calendar import ProofsOf, calendar_of
from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case
from fivegates.domain.trend.bridge import Bridge, Cause, bridge_between
from fivegates.domain.trend.trend import trend_of
from fivegates.domain.wording.evidence_calendar import (
    calendar_finding,
    calendar_sentence,
    fall_text,
    lapse_text,
    portfolio_calendar_sentence,
    rest_of_proofs_text,
    until_text,
)
from fivegates.domain.wording.trend import (
    bridge_finding,
    bridge_sentence,
    cause_phrase,
    cause_word,
    move_text,
    points_text,
    restated_sentence,
    shown_points,
    trend_finding,
)
from fivegates.domain.wording.words import whole_score

PAIR = rubric(criterion("must", required=True), criterion("may"))


def later(one: Case, day: date = LATER) -> Case:
    return replace(one, review=replace(one.review, dated=day))


def said(
    first: dict[str, Answer],
    then: dict[str, Answer],
    evidence: Iterable[Evidence] | None = None,
    day: date = LATER,
) -> Bridge:
    return bridge_between(case(PAIR, first), later(case(PAIR, then, evidence=evidence), day))


# The bridge


def test_a_rise_is_reported_with_what_added_and_what_took() -> None:
    fresh = [*fresh_evidence(PAIR), evidence_for("must", days_old=-30)]
    bridge = said({"must": 2, "may": 3}, {"must": 4, "may": 2}, fresh)
    assert bridge_sentence(bridge, ENGLISH) == (
        "Readiness rose from 58% to 83% since the review of 12 May 2026: judgement without new evidence took "
        "8 points and work with new evidence added 33 points. The verdict went from “Not ready” to “Ready” "
        "on 10 August 2026, turned by work with new evidence."
    )
    assert bridge_finding(bridge, ENGLISH) == (
        "Readiness rose from 58% to 83%: work with new evidence added 33 points"
    )
    assert [points_text(part, ENGLISH) for part in bridge.parts] == ["−8", "+33"]
    assert [move_text(move, bridge, ENGLISH) for part in bridge.parts for move in part.criteria] == [
        "The may is settled: level 2 now, 3 before",
        "The must is settled: level 4 now, 2 before",
    ]


def test_a_fall_is_reported_too() -> None:
    bridge = said({"must": 3, "may": 3}, {"must": 3, "may": 3}, day=REVIEWED + timedelta(days=200))
    assert bridge_sentence(bridge, ENGLISH) == (
        "Readiness fell from 75% to 50% since the review of 12 May 2026: proof that lapsed or was voided "
        "took 25 points. The verdict went from “Ready” to “Not ready” on 28 November 2026, "
        "turned by proof that lapsed or was voided."
    )


def test_the_title_names_what_moved_it_that_way() -> None:
    fresh = [*fresh_evidence(PAIR), evidence_for("may", days_old=-30)]
    bridge = said({"must": 4, "may": 2}, {"must": 2, "may": 3}, fresh)
    assert bridge_finding(bridge, ENGLISH) == (
        "Readiness fell from 83% to 58%: judgement without new evidence took 33 points"
    )


def test_what_cancels_out_is_reported() -> None:
    fresh = [*fresh_evidence(PAIR), evidence_for("may", days_old=-30)]
    bridge = said({"must": 4, "may": 2}, {"must": 3, "may": 4}, fresh)
    assert bridge_sentence(bridge, ENGLISH).startswith(
        "Readiness is 83%, as at the review of 12 May 2026: judgement without new evidence took 17 points "
        "and work with new evidence added 17 points. The verdict of 10 August 2026 is “Ready”, as before."
    )
    assert bridge_sentence(bridge, ENGLISH).startswith(bridge_finding(bridge, ENGLISH))


def test_where_nothing_changed_it_says_so() -> None:
    bridge = said({"must": 3, "may": 3}, {"must": 3, "may": 3})
    assert bridge_finding(bridge, ENGLISH) == (
        "Readiness is 75%, as at the review of 12 May 2026: nothing changed"
    )


def test_work_off_the_lowest_gate_moves_nothing() -> None:
    used = two_gates()
    answers: dict[str, Answer] = {"owner": 3, "funding": 3, "test": 1, "bias": 1}
    evidence = [*fresh_evidence(used), evidence_for("owner", days_old=-30)]
    then = later(case(used, answers | {"owner": 4}, evidence=evidence))
    assert bridge_sentence(bridge_between(case(used, answers), then), ENGLISH) == (
        "Readiness is 25%, as at the review of 12 May 2026: work with new evidence did not move the lowest "
        "gate. The verdict of 10 August 2026 is “Not ready”, as before."
    )


@pytest.mark.parametrize(
    ("first", "then", "sentence"),
    [
        ({"must": 3}, {"must": 2}, "Readiness has no figure, as at the review of 12 May 2026: "),
        (
            {"must": 3},
            {"must": 3, "may": 3},
            "Readiness is 75%; at the review of 12 May 2026 it had no figure, for a gate had no score.",
        ),
        (
            {"must": 3, "may": 3},
            {"must": 3},
            "Readiness has no figure, for a gate has no score; at the review of 12 May 2026 it was 75%.",
        ),
    ],
)
def test_no_figure_is_not_zero(first: dict[str, Answer], then: dict[str, Answer], sentence: str) -> None:
    bridge = said(first, then)
    assert bridge_sentence(bridge, ENGLISH).startswith(sentence)
    assert bridge_finding(bridge, ENGLISH)
    assert {points_text(part, ENGLISH) for part in bridge.parts} == {"–"}


def test_a_criterion_without_a_level_is_reported_as_one() -> None:
    gone = said({"must": 3, "may": 3}, {"must": 3, "may": WAIVED})
    assert move_text(gone.parts[0].criteria[0], gone, ENGLISH) == (
        "The may is settled: not applicable now, level 3 before"
    )
    back = said({"must": 3, "may": WAIVED}, {"must": 3, "may": 3})
    assert move_text(back.parts[0].criteria[0], back, ENGLISH) == (
        "The may is settled: level 3 now, not applicable before"
    )
    neither = said({"must": 3, "may": WAIVED}, {"must": 3})
    assert move_text(neither.parts[0].criteria[0], neither, ENGLISH) == (
        "The may is settled: unanswered now, not applicable before"
    )
    promised = replace(case(PAIR, {"must": 2, "may": 4}), actions=(action_for("must"),))
    plan = bridge_between(case(PAIR, {"must": 2, "may": 4}), promised)
    assert points_text(plan.parts[0], ENGLISH) == "0"
    assert move_text(plan.parts[0].criteria[0], plan, ENGLISH) == "The must is settled: level 2 as before"


def test_a_criterion_that_only_one_rubric_has_is_reported_as_such() -> None:
    smaller = replace(PAIR, version="2", criteria=PAIR.criteria[:1])
    dropped = bridge_between(case(PAIR, {"must": 3, "may": 2}), later(case(smaller, {"must": 3})))
    assert move_text(dropped.parts[0].criteria[0], dropped, ENGLISH) == (
        "The may is settled: not asked now, level 2 before"
    )
    added = bridge_between(case(smaller, {"must": 3}), later(case(PAIR, {"must": 3, "may": 2})))
    assert move_text(added.parts[0].criteria[0], added, ENGLISH) == (
        "The may is settled: level 2 now, not asked before"
    )


def test_every_cause_has_words() -> None:
    assert len({cause_word(cause, ENGLISH) for cause in Cause}) == len(Cause)
    assert len({cause_phrase(cause, ENGLISH) for cause in Cause}) == len(Cause)


@given(cases(), cases())
def test_shown_points_add_up_to_the_shown_difference(first: Case, then: Case) -> None:
    bridge = bridge_between(first, then)
    start, end = bridge.start.readiness, bridge.end.readiness
    if start is not None and end is not None:
        points = sum(shown_points(part) or 0 for part in bridge.parts)
        assert points == whole_score(end) - whole_score(start)


# The calendar


def test_ready_until_a_day() -> None:
    judged = case(PAIR, {"must": 3, "may": 4})
    calendar = calendar_of(judged, REVIEWED)
    assert calendar_sentence(calendar, PAIR, ENGLISH) == (
        "Ready until 8 November 2026, then Not ready: the proofs of the must and the may lapse."
    )
    assert fall_text(calendar, ENGLISH) == "Ready until 8 November 2026, then Not ready"
    assert until_text(calendar, ENGLISH) == "Ready until 8 November 2026"
    assert calendar_finding(calendar, ENGLISH) == fall_text(calendar, ENGLISH)
    assert lapse_text(calendar.lapses[0], calendar, ENGLISH) == "good until 8 November 2026"


def test_a_calendar_of_another_day_than_what_is_around_it_names_its_own() -> None:
    calendar = calendar_of(case(PAIR, {"must": 3, "may": 4}), REVIEWED)
    reported = calendar_sentence(calendar, PAIR, ENGLISH, REVIEWED - timedelta(days=9))
    assert reported.startswith("As of 12 May 2026. Ready until 8 November 2026")
    assert calendar_sentence(calendar, PAIR, ENGLISH, REVIEWED).startswith("Ready until 8 November 2026")


def test_proofs_that_a_chart_leaves_out_and_that_have_lapsed_are_not_said_to_hold() -> None:
    items = [evidence_for("must", days_old=300), evidence_for("may", days_old=200)]
    lapsed = calendar_of(case(PAIR, {"must": 3, "may": 3}, evidence=items), REVIEWED)
    assert rest_of_proofs_text(lapsed, 1, ENGLISH) == "1 more proof, lapsed too"
    assert rest_of_proofs_text(lapsed, 2, ENGLISH) == "2 more proofs, 2 of them lapsed"
    held = calendar_of(case(PAIR, {"must": 3, "may": 3}), REVIEWED)
    assert rest_of_proofs_text(held, 1, ENGLISH) == "1 more proof holds at least as long"


def test_one_proof_of_many_is_named_by_itself() -> None:
    items = [evidence_for("must", days_old=9), evidence_for("may")]
    calendar = calendar_of(case(PAIR, {"must": 3, "may": 3}, evidence=items), REVIEWED)
    assert calendar_sentence(calendar, PAIR, ENGLISH).endswith(
        "then Not ready: the proof of the must lapses."
    )


def test_not_ready_names_the_next_to_lapse_and_what_has() -> None:
    judged = case(
        two_gates(),
        {"owner": 1, "funding": 3, "test": 3, "bias": 3},
        evidence=[
            evidence_for("funding"),
            evidence_for("test", days_old=40),
            evidence_for("bias", days_old=300),
        ],
        changes=[change(days_old=20)],
    )
    calendar = calendar_of(judged, REVIEWED)
    assert calendar_sentence(calendar, two_gates(), ENGLISH) == (
        "Not ready as it is; the next proof to lapse is that of the funding, good until 8 November 2026. "
        "2 claims rest on proof that is no longer current."
    )
    assert [lapse_text(lapse, calendar, ENGLISH) for lapse in calendar.behind] == [
        "lapsed after 12 January 2026",
        "was good until 21 April 2026, then voided",
    ]
    assert fall_text(calendar, ENGLISH) == "Not ready"
    assert (
        calendar_finding(calendar, ENGLISH) == "Not ready; 2 claims rest on proof that is no longer current"
    )


def test_a_change_ahead_is_reported() -> None:
    judged = case(
        two_gates(), {"owner": 3, "funding": 3, "test": 3, "bias": 3}, changes=[change(days_old=-30)]
    )
    calendar = calendar_of(judged, REVIEWED)
    reported = lapse_text(calendar.lapses[0], calendar, ENGLISH)
    assert reported == "good until 10 June 2026, then voided"


def test_a_verdict_that_no_lapse_lowers() -> None:
    easy = case(PAIR, {"must": 2, "may": 3}, actions=[action_for("must")])
    assert calendar_sentence(calendar_of(easy, REVIEWED), PAIR, ENGLISH) == (
        "Ready with conditions, whatever lapses; the next proof to do so is that of the may, good until "
        "8 November 2026."
    )
    assert calendar_finding(calendar_of(easy, REVIEWED), ENGLISH) == (
        "Ready with conditions; the next proof lapses after 8 November 2026"
    )
    none = case(PAIR, {"must": 1, "may": 1})
    assert calendar_finding(calendar_of(none, REVIEWED), ENGLISH) == "Not ready"
    assert calendar_sentence(calendar_of(none, REVIEWED), PAIR, ENGLISH) == (
        "Not ready; no proof lapses from here on."
    )


def proofs_of(name: str, one: Case) -> ProofsOf:
    return ProofsOf(replace(initiative(), name=name), one.rubric, calendar_of(one, REVIEWED))


def test_the_portfolio_names_the_first_verdict_to_fall() -> None:
    good = case(PAIR, {"must": 3, "may": 4})
    sooner = replace(
        good, evidence=tuple(replace(e, dated=e.dated - timedelta(days=9)) for e in good.evidence)
    )
    none = case(PAIR, {"must": 1, "may": 3}, evidence=[evidence_for("may", days_old=200)])
    assert portfolio_calendar_sentence([proofs_of("Bills", none)], ENGLISH) == (
        "No verdict falls by time alone. 1 claim rests on proof that is no longer current."
    )
    assert portfolio_calendar_sentence([proofs_of("Bills", good)], ENGLISH) == (
        "1 verdict falls if nothing is renewed: that on Bills, after 8 November 2026."
    )
    assert portfolio_calendar_sentence([proofs_of("Bills", good), proofs_of("Mail", sooner)], ENGLISH) == (
        "2 verdicts fall if nothing is renewed; the first is that on Mail, after 30 October 2026."
    )


# The trend


def history(*answers: dict[str, Answer]) -> list[Case]:
    days = [REVIEWED + timedelta(days=90 * number) for number in range(len(answers))]
    return [later(case(PAIR, given_), day) for given_, day in zip(answers, days, strict=True)]


@pytest.mark.parametrize(
    ("first", "last", "finding"),
    [
        (1, 2, "Readiness rose from 25% on 12 May 2026 to 50% on 10 August 2026; Value was lowest"),
        (2, 1, "Readiness fell from 50% on 12 May 2026 to 25% on 10 August 2026; Value was lowest"),
        (2, 2, "Readiness was 50% on 10 August 2026, as on 12 May 2026; Value was lowest"),
    ],
)
def test_the_trend_names_both_ends(first: int, last: int, finding: str) -> None:
    trend = trend_of(history({"must": first, "may": first}, {"must": last, "may": last}))
    assert trend_finding(trend, ENGLISH) == finding
    assert restated_sentence(trend, ENGLISH) == ""


def test_the_trend_names_all_gates_that_are_lowest() -> None:
    used = rubric(*(criterion(name, name) for name in ("value", "trust", "ops")))

    def finding(*last: int) -> str:
        days = (REVIEWED, REVIEWED + timedelta(days=90))
        levels = ((1, 1, 1), last)
        found = [
            later(case(used, dict(zip(("value", "trust", "ops"), each, strict=True))), day)
            for each, day in zip(levels, days, strict=True)
        ]
        return trend_finding(trend_of(found), ENGLISH).partition("; ")[2]

    assert finding(2, 2, 2) == "all gates were level"
    assert finding(2, 2, 4) == "Value and Trust were lowest"


def test_without_a_figure_it_counts_open_gates() -> None:
    assert trend_finding(trend_of(history({"must": 3, "may": 3})), ENGLISH) == "1 of 1 gates is open"
    two = trend_of(history({"must": 3, "may": 3}, {"must": 3}))
    assert trend_finding(two, ENGLISH) == "0 of 1 gates are open; on 12 May 2026 it was 1"


def test_a_restated_history_says_so() -> None:
    other = replace(rubric(criterion("must")), version="0.9")
    alien = rubric(criterion("alien"))
    old = [case(other, {"must": 2}), case(alien, {"alien": 2})]
    trend = trend_of([*old, later(case(PAIR, {"must": 3, "may": 3}))])
    assert restated_sentence(trend, ENGLISH) == (
        "Like for like: 2 earlier reviews are restated under rubric version 1.0; a thin line shows them as "
        "judged then."
    )
    assert trend_finding(trend_of([old[1], later(case(PAIR, {"must": 3}))]), ENGLISH).startswith("0 of 1")
