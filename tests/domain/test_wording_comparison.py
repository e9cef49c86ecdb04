"""Which first, and why, in words; and the cells of every row."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from builders import WAIVED, action_for, criterion, evidence_for, rubric
from comparing import THREE, bringing, compared, levels, promised, renamed, side
from pseudo import PSEUDO, untranslated

from fivegates.domain.comparison.comparison import Comparison, Side, compare, in_order
from fivegates.domain.economics.break_even import Never
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.settings import DayRate
from fivegates.domain.review.review import Seal
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.comparison import (
    answer_headline,
    answer_sentences,
    firmness_of_answer,
    rule_sentence,
)
from fivegates.domain.wording.comparison_facts import (
    Cell,
    Row,
    asked_row,
    comparison_drafts_text,
    criterion_rows,
    deciding_headlines,
    differing_title,
    not_sealed_sentence,
    path_rows,
    place_text,
    recorded_sentence,
    same_lines,
    same_title,
    status_rows,
)
from fivegates.domain.wording.comparison_money import (
    break_even_text,
    build_rows,
    money_note,
    money_rows,
)

READY, CLOSED = side("READY", levels(4, 4, 4)), side("CLOSED", levels(1, 4, 4))
INCOMPLETE, NEW = side("PART", levels(4, 4, None)), side("NEW", None)


def said(comparison: Comparison) -> str:
    return " ".join(answer_sentences(comparison, ENGLISH))


def headline(*sides: Side) -> str:
    return answer_headline(compared(*sides), ENGLISH)


def test_figures_beside_a_final_review_are_not_the_sealed_ones() -> None:
    found = READY.assessment
    assert found
    seal = Seal(7, "R. Marsh", datetime(2026, 5, 13, tzinfo=UTC), "0" * 64, "1" * 64, "{}")
    final = replace(found, case=replace(found.case, review=replace(found.case.review, seal=seal)))
    sides = compared(CLOSED, replace(READY, assessment=final))
    assert recorded_sentence(sides, date(2026, 11, 30), ENGLISH) == (
        "As recorded by 30 November 2026, and not as sealed with final review no. 7, whose brief prints that."
    )
    sealed = compared(CLOSED, replace(READY, assessment=final, as_sealed=True))
    assert not_sealed_sentence(sealed, date(2026, 11, 30), ENGLISH).endswith(
        "as recorded by 30 November 2026, and not as sealed with a final review."
    )
    assert not_sealed_sentence(compared(CLOSED, READY), date(2026, 11, 30), ENGLISH) == ""
    assert recorded_sentence(sealed, date(2026, 11, 30), ENGLISH) == ""
    assert recorded_sentence(compared(CLOSED, READY), date(2026, 11, 30), ENGLISH) == ""


def test_the_headline_says_which_and_under_what_reserve() -> None:
    assert headline(CLOSED, READY) == "Assistant READY first"
    assert headline(promised("COND", 3, 2, 2), CLOSED) == "Assistant COND first, with conditions"
    assert headline(CLOSED, NEW) == "Assistant CLOSED first, once it is ready"
    assert headline(INCOMPLETE, NEW) == "None can be put first yet"
    assert headline(READY, side("B", levels(4, 4, 4))) == "Assistant READY and Assistant B come level"


def test_each_verdict_is_reported_with_the_name() -> None:
    conditional = promised("COND", 3, 2, 2)
    assert said(compared(READY, conditional)).startswith(
        "Assistant READY is ready for production. Assistant COND is ready for production with conditions."
    )
    assert "Assistant CLOSED is not ready for production." in said(compared(READY, CLOSED))
    assert "Assistant PART is not fully scored." in said(compared(READY, INCOMPLETE))
    assert "Assistant NEW has not been reviewed." in said(compared(READY, NEW))


def test_readiness_is_reported_with_both_figures_or_that_it_is_within_a_point() -> None:
    both = said(compared(side("A", levels(3, 4, 4)), side("B", levels(3, 3, 4))))
    assert both.startswith(
        "Assistant A and Assistant B are both ready for production. "
        "The weakest gate of Assistant A is at 83%, that of Assistant B at 75%."
    )
    wide = rubric(replace(criterion("must", required=True), weight=400), criterion("may"))
    close = compared(
        *(side(code, {"must": 3, "may": level}, used=wide) for code, level in (("A", 3), ("B", 4)))
    )
    assert "of Assistant B is ahead of that of Assistant A by less than one point, at 75%." in said(close)


def test_the_verdict_that_both_share_is_reported_first() -> None:
    pair = compared(promised("A", 3, 2, 2), promised("B", 3, 2, 3))
    assert said(pair).startswith("Assistant B and Assistant A are both ready for production with conditions.")
    both_closed = compared(CLOSED, side("B", levels(0, 4, 4)))
    assert said(both_closed).startswith("Neither Assistant CLOSED nor Assistant B is ready for production.")


def test_a_gate_without_a_score_is_reported_as_such() -> None:
    assert "Assistant B has a gate without a score." in said(compared(CLOSED, side("B", levels(1, None, 4))))


def test_effort_is_reported_in_person_days_or_that_no_step_helps() -> None:
    by_days = compared(side("A", levels(2, 2, 1)), side("B", levels(3, 3, 1)))
    assert "Assistant B is 6 person-days from ready, Assistant A 14 person-days." in said(by_days)
    stuck = compared(side("A", levels(1, 4, WAIVED)), side("B", levels(1, 4, None)))
    assert "no step opens every gate of Assistant A" in said(stuck)


def test_the_result_is_reported_for_a_month_or_that_it_is_not_known() -> None:
    pair = compared(side("A", levels(), result=100), side("B", levels(), result=-50))
    assert "At its target volume Assistant A comes to €100 a month, Assistant B to −€50." in said(pair)
    unknown = said(compared(side("A", levels(), result=100), side("B", levels(), result=None)))
    assert "comes to €100 a month; of Assistant B that is not known." in unknown
    assert "Assistant B: what it brings at target volume is not known." in unknown


def test_what_speaks_for_the_next_is_not_kept_back() -> None:
    found = said(compared(promised("A", 3, 2, 2, result=10), side("B", levels(2, 4, 4), result=20)))
    assert "Something speaks for Assistant B: The weakest gate of Assistant B is at" in found
    assert "At its target volume Assistant B comes to €20 a month, Assistant A to €10." in found


def test_a_tie_is_reported_as_a_tie() -> None:
    assert said(compared(side("A", levels()), side("B", levels()))).startswith("They are level in verdict")


def test_whether_the_order_hangs_on_judgement_is_said() -> None:
    firm = firmness_of_answer(compared(READY, side("B", levels(1, 1, 1))), ENGLISH)
    assert firm == "The order is firm: no single one-level change puts another first."
    narrow = firmness_of_answer(compared(side("A", levels(3, 4, 4)), side("B", levels(3, 3, 4))), ENGLISH)
    assert narrow.startswith("The order depends on judgement: each of ")
    assert "with the must of Assistant A at level 2 instead of 3, Assistant B comes first." in narrow
    assert firmness_of_answer(compared(NEW, INCOMPLETE), ENGLISH) == ""


def test_one_judgement_alone_is_named() -> None:
    only = rubric(criterion("must", required=True))
    unproven = side("B", {"must": 2}, used=only, evidence=[], result=20)
    found = firmness_of_answer(compared(side("A", {"must": 3}, used=only, result=10), unproven), ENGLISH)
    assert found == (
        "The order depends on one judgement: "
        "with the must of Assistant A at level 2 instead of 3, Assistant B comes first."
    )


def test_what_is_not_known_is_said() -> None:
    found = said(compared(CLOSED, INCOMPLETE, NEW))
    assert "Assistant NEW: not reviewed, so last." in found
    assert "Assistant PART: not fully scored, so no verdict;" in found
    other = side("B", levels(), used=replace(THREE, version="2.0"))
    assert "against the same rubric" in said(compared(side("A", levels()), other))
    assert said(compared(NEW, INCOMPLETE)).startswith("No review of them is complete enough")


def test_a_long_name_gives_way_to_the_code_in_the_headline() -> None:
    assert headline(renamed(READY, "x" * 400), CLOSED) == "READY first"


def test_the_rule_is_reported_once_for_all() -> None:
    assert "what is not known comes last" in rule_sentence(ENGLISH)


def row(rows: tuple[Row, ...], label: str) -> tuple[Cell, ...]:
    (found,) = [each for each in rows if each.label == label]
    return found.cells


def test_place_verdict_and_readiness() -> None:
    rows = status_rows(compared(CLOSED, READY, NEW), ENGLISH)
    assert row(rows, "Place") == (Cell("2"), Cell("1", strong=True), Cell("–"))
    assert row(rows, "Verdict") == (
        Cell("Not ready", VerdictState.NOT_READY, "Draft, review of 12 May 2026"),
        Cell("Ready", VerdictState.READY, "Draft, review of 12 May 2026"),
        Cell("Not reviewed", VerdictState.INCOMPLETE),
    )
    assert [cell.text for cell in row(rows, "Readiness")] == ["50%", "100%", "–"]


def test_a_shared_place_says_so_and_without_a_verdict_there_is_none() -> None:
    found = compared(READY, CLOSED, side("B", levels(1, 4, 4)), INCOMPLETE)
    texts = [place_text(found, index, ENGLISH) for index in range(4)]
    assert texts == ["1", "2, shared", "2, shared", "–"]


def test_gates_by_state_and_score() -> None:
    cells = row(status_rows(compared(CLOSED, INCOMPLETE, NEW), ENGLISH), "2\u00a0\u00a0Trust")
    assert cells == (
        Cell("100% · Open", GateState.OPEN),
        Cell("1 to answer", GateState.INCOMPLETE),
        Cell("–"),
    )


def test_the_way_to_ready() -> None:
    planned = side("A", levels(1, 4, 4), actions=[action_for("must", target_level=3, effort="2")])
    stuck = side("B", levels(1, 4, WAIVED))
    rows = path_rows(compared(planned, stuck, INCOMPLETE, READY), ENGLISH)
    assert row(rows, "Effort to ready") == (
        Cell("2 person-days", note="1 step"),
        Cell("–", note="No step opens every gate"),
        Cell("7 person-days", note="1 step, 1 answer missing"),
        Cell("none"),
    )
    assert [cell.text for cell in row(rows, "Ready by")] == ["30 Jun 2026", "–", "no date", "already"]
    assert row(path_rows(compared(NEW, READY), ENGLISH), "Effort to ready")[0] == Cell("–")


def test_the_path_has_a_price_at_a_day_rate() -> None:
    planned = side("A", levels(1, 4, 4), actions=[action_for("must", target_level=3, effort="2")])
    sides = (planned, side("B", levels(1, 4, WAIVED)), READY, NEW)
    found = compare(sides, DayRate(Decimal("812.50"), "EUR"))
    dash = Cell("–")
    expected = (Cell("€1,625", note="at €812.50 a day"), dash, dash, dash)
    assert row(path_rows(found, ENGLISH), "Price of the path") == expected
    assert row(path_rows(in_order(found), ENGLISH), "Price of the path")[1] == expected[0]


def test_drafts_among_the_reviews_are_counted() -> None:
    assert comparison_drafts_text(compared(CLOSED, READY, NEW), ENGLISH) == "2 of 2 are drafts"


def priced(code: str, prospect: Prospect) -> Side:
    return replace(side(code, levels()), prospect=prospect)


def test_money_today_and_at_target_volume() -> None:
    expected = replace(bringing(20), value_basis=Basis.FORECAST)
    gap = Prospect("EUR", gap=RateGap(Month(2026, 3), "USD", "EUR"))
    rows = money_rows(compared(priced("A", expected), priced("B", bringing(None)), priced("C", gap)), ENGLISH)
    assert row(rows, "Unit cost")[:2] == (Cell("€3.00", note="April 2026"), Cell("–"))
    assert "rate from USD to EUR" in row(rows, "Unit cost")[2].note
    assert row(rows, "Value per unit")[0] == Cell("€3.00", note="expected")
    assert [cell.text for cell in row(rows, "Target volume a month")] == ["10 claims", "–", "–"]
    assert row(rows, "Unit cost there")[0].text == "€1.00"
    assert row(rows, "Margin of a unit there")[0].text == "€2.00"
    assert [cell.text for cell in row(rows, "Result of a month at target volume")] == ["€20", "–", "–"]
    assert [cell.text for cell in row(rows, "Breaks even at")] == ["4 claims a month", "–", "–"]


def test_what_was_built_is_reported_with_its_payback_and_what_is_asked() -> None:
    at_target = Scenario("EUR", Fraction(10), Fraction(10), fixed=Fraction(80), build=Fraction(200))
    found = compared(
        priced("A", replace(bringing(20), at_target=at_target)), priced("B", bringing(None)), NEW
    )
    rows = build_rows(found, ENGLISH)
    assert [cell.text for cell in row(rows, "Build cost")] == ["€200", "–", "–"]
    assert row(rows, "Payback at target volume")[0].text == "10 months"
    asked = [cell.text for cell in asked_row(found, 12, ENGLISH).cells]
    assert asked[0].endswith("…")
    assert asked[2] == "–"
    assert not asked_row(found, 4000, ENGLISH).cells[0].text.endswith("…")


@pytest.mark.parametrize(
    ("even", "text"),
    [(None, "–"), (Never.NO_MARGIN, "never"), (Fraction(0), "any volume"), (Fraction(5), "5 units a month")],
)
def test_break_even_in_a_cell(even: Fraction | Never | None, text: str) -> None:
    found = Prospect("EUR", "claims of a kind that nobody can say in short", break_even=even)
    assert break_even_text(found, ENGLISH) == text


def test_criteria_tell_three_kinds_of_nothing_apart() -> None:
    other = side("B", {"run": 3}, used=rubric(criterion("run", "ops")))
    found = compared(side("A", levels(None, WAIVED, 3), evidence=[]), other, NEW)
    rows = criterion_rows(found, found.differing, ENGLISH)
    assert row(rows, "The must is settled")[0] == Cell("Not answered", GateState.INCOMPLETE)
    assert row(rows, "The may is settled")[0] == Cell("Not applicable")
    assert row(rows, "The test is settled") == (
        Cell("3 claimed → 2 Designed", GateState.CONDITIONAL, "no proof"),
        Cell("Not in its rubric"),
        Cell("–"),
    )
    assert [each.note for each in rows][:2] == ["Value · required", "Value"]


def test_a_claim_that_is_proven_has_no_note_even_where_the_ledger_caps_it() -> None:
    found = compared(
        side("A", levels(3, 2, 3), evidence=[evidence_for("must"), evidence_for("test")]),
        side("B", levels(4, 4, 4)),
    )
    assert row(criterion_rows(found, found.differing, ENGLISH), "The may is settled")[0].note == ""


def test_how_many_differ_and_how_many_are_folded_away() -> None:
    found = compared(READY, CLOSED, NEW)
    assert differing_title(found, ENGLISH) == "1 of 3 criteria differs"
    assert same_title(found, ENGLISH) == "2 criteria are the same"
    assert differing_title(compared(READY, side("B", levels(4, 4, 4))), ENGLISH) == "No criterion differs"


def test_what_is_the_same_is_listed_by_what_it_stands_at() -> None:
    found = compared(NEW, side("A", levels(3, WAIVED, 3)), side("B", levels(3, WAIVED, 3)))
    assert same_lines(found, ENGLISH) == (
        ("3 Demonstrated", ("The must is settled", "The test is settled")),
        ("Not applicable", ("The may is settled",)),
    )


def test_where_the_figures_of_money_come_from_is_reported() -> None:
    assert "or of a final review as they were sealed with it" in money_note(ENGLISH)


def test_the_deciding_reasons_as_headlines() -> None:
    assert deciding_headlines(CLOSED, ENGLISH) == ("The must is only at 1",)
    assert deciding_headlines(NEW, ENGLISH) == ()


def test_every_word_can_be_translated() -> None:
    found = compared(
        promised("A", 3, 2, 2, result=10), side("B", levels(2, 4, 4), result=20), INCOMPLETE, NEW
    )
    texts = [answer_headline(found, PSEUDO), *answer_sentences(found, PSEUDO), rule_sentence(PSEUDO)]
    outside = " ".join(untranslated(text) for text in texts)
    for name in ("Assistant A", "Assistant B", "Assistant PART", "Assistant NEW", "the must", "the may"):
        outside = outside.replace(name, "")
    assert not [word for word in outside.split() if word.strip(".:;,").isalpha()]


def test_what_is_live_already_is_not_put_first_anew() -> None:
    live = side("A", levels(4, 4, 4))
    live = replace(live, initiative=replace(live.initiative, stage=Stage.PRODUCTION))
    found = compared(live, side("B", levels()))
    assert answer_headline(found, ENGLISH) == "Assistant A is live already"
    rows = status_rows(found, ENGLISH)
    assert [cell.text for cell in row(rows, "Stage")] == ["Production", "POC"]


def test_how_long_each_verdict_holds_has_its_row() -> None:
    found = compared(side("A", levels()), side("B", levels(1)), NEW)
    assert row(status_rows(found, ENGLISH), "Holds until") == (
        Cell("8 Nov 2026", note="then Not ready"),
        Cell("–"),
        Cell("–"),
    )


def test_both_verdicts_stand_in_the_cell_where_they_differ() -> None:
    before, now = side("A", levels()), side("A", levels(must=2), actions=[action_for("must")])
    then = replace(now, at_review=before.assessment)
    (cell, _) = row(status_rows(compared(then, side("B", levels())), ENGLISH), "Verdict")
    assert cell.text == "Ready with conditions on 12 May 2026, ready at the review"
