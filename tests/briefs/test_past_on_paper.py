"""What a brief tells of the time before and after its review."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

from brief_cases import PALETTE, RUBRIC, brief, every, pilot, proof, ready, stretched
from builders import REVIEWED, days_before, decision, initiative
from pdf_reading import pages_of, words_of

from fivegates.briefs.initiative.brief import render
from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.initiative.history import history
from fivegates.briefs.typesetting.styles import frame_of, styles_of
from fivegates.charts.history.history import readiness_history
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import Extent, InitiativeBrief, PaperSize
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome
from fivegates.domain.initiative.initiative import Change, ChangeKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case, Seal
from fivegates.domain.review.seal import content_of
from fivegates.domain.trend.trend import trend_of

SEAL = Seal(1, "A. Okafor", datetime(2026, 2, 12, tzinfo=UTC), "0" * 64, "1" * 64, "{}")
"""Without the content; `made_final` adds it."""


def text(found: InitiativeBrief) -> str:
    """The words of the brief without its appendix."""
    bare = replace(found, extent=Extent(chapters=frozenset()))
    return words_of(render(bare, ENGLISH, PaperSize.A4, PALETTE).pdf)


def made_final(one: Case) -> Case:
    """The case with a seal over its content, of version 1: without the record beside it."""
    seal = replace(SEAL, content=content_of(one, initiative()))
    return replace(one, review=replace(one.review, seal=seal))


def held(one: Case, days: int, *, final: bool) -> Case:
    """The review as if it had been held so many days before."""
    dated = REVIEWED - timedelta(days=days)
    moved = tuple(replace(item, dated=item.dated - timedelta(days=days)) for item in one.evidence)
    earlier = replace(one, review=replace(one.review, dated=dated, seal=None), evidence=moved)
    return made_final(earlier) if final else earlier


def after(found: InitiativeBrief, earlier: Sequence[Case]) -> InitiativeBrief:
    return replace(found, earlier=tuple(earlier))


def test_a_first_review_has_no_past() -> None:
    reported = text(ready())
    assert "since the first review" not in reported
    assert "What moved it" not in reported


def test_two_reviews_make_a_history_and_a_draft_before_makes_no_bridge() -> None:
    reported = text(after(ready(), [held(pilot().assessment.case, 90, final=False)]))
    assert "Readiness since the first review" in reported
    assert "What moved it" not in reported


def test_from_the_last_final_review_a_bridge_says_what_moved_it() -> None:
    earlier = [
        held(brief(every(1)).assessment.case, 200, final=True),
        held(pilot().assessment.case, 90, final=True),
        held(brief(every(1)).assessment.case, 30, final=False),
    ]
    reported = text(after(ready(), earlier))
    assert "What moved it since the review of 11 February 2026" in reported
    assert "Work with new evidence" in reported
    assert (
        "The verdict went from “Not ready” to “Ready” on 12 May 2026, turned by work with new evidence."
        in reported
    )
    assert "more criteria" in reported


def test_what_was_decided_before_opens_the_next_review() -> None:
    found = ready()
    earlier = replace(decision(), dated=days_before(40), by="Claims board")
    same_day = replace(decision(), dated=REVIEWED, by="A later board")
    reported = text(replace(found, record=replace(found.record, decisions=(earlier, same_day))))
    for said in (
        "What was decided on 2 April 2026",
        "Go with conditions",
        "Claims board",
        "The pilot held,",
        "Bias is tested",
        "Report 12",
        "A fallback exists",
        "Claims without rework",
        "below 70%",
        "81%",
    ):
        assert said in reported, said
    assert "A later board" not in reported


def test_what_an_earlier_decision_left_open_is_reported_after_the_latest() -> None:
    found = ready()
    opened = Decision(
        days_before(90), Outcome.CONDITIONS, "The board", conditions=(Condition("Bias is tested"),)
    )
    latest = Decision(days_before(40), Outcome.GO, "The board")
    reported = text(replace(found, record=replace(found.record, decisions=(opened, latest))))
    assert reported.index("What was decided on 2 April 2026") < reported.index("Bias is tested")


def test_a_decision_against_the_verdict_is_reported_with_its_reason() -> None:
    found = after(ready(), [held(pilot().assessment.case, 90, final=True)])
    against = Decision(days_before(40), Outcome.GO, "The board", "The pilot is small.")
    reported = text(replace(found, record=replace(found.record, decisions=(against,))))
    assert "Decided against the verdict, “Not ready”." in reported
    assert reported.index("Decided against the verdict") < reported.index("The pilot is small.")
    held_up = replace(against, outcome=Outcome.STOP)
    reported = text(replace(found, record=replace(found.record, decisions=(held_up,))))
    assert "Decided against" not in reported


def test_a_decision_may_have_neither_conditions_nor_thresholds() -> None:
    found = ready()
    plain = Decision(days_before(40), Outcome.STOP, "The board", "")
    reported = text(replace(found, record=replace(found.record, decisions=(plain,))))
    assert "What was decided on" in reported
    assert "Condition" not in reported
    assert "What was decided on" not in text(found)


def test_a_condition_that_was_not_met_is_reported() -> None:
    found = ready()
    missed = Condition("Bias is tested", state=ConditionState.NOT_MET)
    made = Decision(days_before(40), Outcome.CONDITIONS, "The board", "", conditions=(missed,))
    assert "Not met" in text(replace(found, record=replace(found.record, decisions=(made,))))


def test_where_nothing_moved_the_sentence_stands_alone() -> None:
    one = ready()
    reported = text(after(one, [made_final(one.assessment.case)]))
    assert "nothing changed. The verdict of 12 May 2026 is “Ready”, as before." in reported
    assert "Each cause begins" not in reported


def test_what_happened_after_the_review_is_not_reported_of_it() -> None:
    one = after(ready(), [held(pilot().assessment.case, 90, final=True)])
    changes = [Change(date(2026, day, 2), ChangeKind.TERMS, f"Terms of month {day}") for day in (4, 8)]
    decisions = (
        Decision(date(2026, 3, 2), Outcome.HOLD, "Board"),
        Decision(date(2026, 7, 2), Outcome.GO, "Board"),
    )
    case = replace(one.assessment.case, changes=tuple(changes))
    found = replace(
        one,
        assessment=replace(one.assessment, case=case),
        record=replace(one.record, decisions=decisions),
    )
    reported = text(found)
    assert "Terms of month 4" in reported
    assert "Terms of month 8" not in reported
    assert "Hold" in reported


def test_the_stage_of_an_earlier_review_is_not_reported_for_it_is_not_known() -> None:
    found = ready()
    later = replace(found.record.reviews[0], dated=date(2026, 8, 2))
    older = replace(found, record=replace(found.record, reviews=(*found.record.reviews, later)))
    first, before = (pages_of(render(each, ENGLISH, PaperSize.A4, PALETTE).pdf)[0] for each in (found, older))
    assert "Pilot" in first
    assert "Pilot" not in before


def test_ready_until_a_day_is_reported_with_the_proofs() -> None:
    reported = text(ready())
    assert "How long the proofs hold" in reported
    assert "Ready until 21 June 2026, then Not ready" in reported


def test_without_a_claim_that_needs_proof_there_is_nothing_to_hold() -> None:
    assert "How long the proofs hold" not in text(brief(every(2)))


def test_the_longest_rubric_fits_the_smallest_page() -> None:
    one = stretched()
    earlier = [held(one.assessment.case, 30 * months, final=True) for months in (2, 1)]
    trend = trend_of([*earlier, one.assessment.case])
    frame = frame_of(PaperSize.LETTER)
    figure = readiness_history(trend, None, [], read_palettes(PALETTE).light, ENGLISH, width=frame.width)
    assert figure.get_size_inches()[1] * 72 < frame.height - 40


def test_a_history_that_has_no_room_is_not_drawn() -> None:
    found = after(ready(), [held(pilot().assessment.case, 90, final=False)])
    sheet, frame = Sheet(found, styles_of(read_palettes(PALETTE).light), ENGLISH), frame_of(PaperSize.A4)
    *_, chart = history(sheet, frame)
    tall = chart.height(frame.width)
    assert list(history(sheet, frame, tall + 0.01))
    with patch("fivegates.briefs.initiative.history.drawn", side_effect=AssertionError("drawn")):
        assert not list(history(sheet, frame, tall - 1))


def test_a_dropped_criterion_is_named_by_the_rubric_that_had_it() -> None:
    one = ready()
    old = replace(RUBRIC.criteria[0], id="old", title="Old question")
    more = replace(RUBRIC, version="0.9", criteria=(*RUBRIC.criteria, old))
    earlier = replace(held(one.assessment.case, 90, final=True), rubric=more)
    earlier = replace(earlier, evidence=(*earlier.evidence, proof("old", 100)))
    reported = text(after(one, [earlier]))
    assert "Another rubric" in reported
    assert "Like for like: 1 earlier review is restated" in reported
