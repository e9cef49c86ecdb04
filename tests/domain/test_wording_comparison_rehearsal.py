"""The questions that a director will ask of a comparison, each with its answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import comparison_cases as cases
import pytest
from builders import action_for, criterion, rubric
from comparing import THREE, compared, levels, side

from fivegates.domain.brief import Omission
from fivegates.domain.comparison.comparison import Comparison, Side, compare
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.wording.comparison import because_sentence, swap_text, unpriced_sentences
from fivegates.domain.wording.comparison_rehearsal import comparison_rehearsal
from fivegates.domain.wording.rehearsal import Question

MOST = 7


def asked(comparison: Comparison) -> dict[str, Question]:
    return {each.text: each for each in comparison_rehearsal(comparison, ENGLISH)}


def reviewed_on(of: Side, day: date) -> Side:
    assert of.assessment is not None
    case = of.assessment.case
    return replace(of, assessment=assess(replace(case, review=replace(case.review, dated=day))))


def case_day(of: Side) -> str:
    assert of.assessment is not None
    return ENGLISH.short_date(of.assessment.case.review.dated)


def test_why_the_first_is_first_is_answered_with_the_sentence_of_page_1() -> None:
    comparison = compared(side("B", levels(1)), side("A", levels()))
    first, *_ = asked(comparison).values()
    assert first.text == "Why is Assistant A first and not Assistant B?"
    assert first.answer == because_sentence(comparison, ENGLISH)
    day = case_day(comparison.sides[0])
    three = compared(side("C", levels(0)), *comparison.sides)
    assert next(iter(asked(three).values())) == first
    assert first.evidence == f"A: Draft, review of {day}; B: Draft, review of {day}"
    assert first.about == "answer"


def test_what_is_live_already_is_not_asked_about_as_what_to_do_first() -> None:
    first = side("A", levels())
    live = replace(first, initiative=replace(first.initiative, stage=Stage.PRODUCTION))
    why, *_ = asked(compared(live, side("B", levels(1))))
    assert why == "Why is Assistant A, which is live already, ahead of Assistant B?"


def test_a_level_first_place_and_none_are_asked_about_as_such() -> None:
    level = compared(side("C", levels(0)), side("A", levels()), side("B", levels()))
    found = asked(level)
    why = found["Why do Assistant A and Assistant B come level?"]
    assert "C:" not in why.evidence
    assert not any("to be first" in text or "speaks against" in text for text in found)
    none = compared(side("A", levels(None)), side("B", None))
    assert asked(none)["Why can none be put first?"].answer == (
        "No review of them is complete enough for a verdict."
    )
    assert asked(none)["Why can none be put first?"].evidence.endswith("B: Not reviewed")


def test_what_puts_another_first_names_one_move_and_counts_them() -> None:
    comparison = cases.three().comparison
    ranking = comparison.ranking
    second = ranking.order[1]
    swaps = [swap for swap in ranking.swaps if swap.winner == second]
    found = asked(comparison)["What would have to change for Policy search for brokers to be first?"]
    example = swap_text(comparison, swaps[0], ENGLISH)
    assert found.answer == (
        f"Each of {len(swaps)} single one-level changes is enough. One is this: {example}"
    )
    assert found.evidence == "Run of April, 22 Apr 2026"
    assert found.about == "criteria"


def test_only_moves_that_put_the_one_asked_about_first_are_counted() -> None:
    nearly = levels(2, 4, 4)
    comparison = compared(side("C", nearly, result=10), side("B", nearly, result=50), side("A", levels()))
    swaps = comparison.ranking.swaps
    winners = {swap.winner for swap in swaps}
    found = next(each for text, each in asked(comparison).items() if "to be first" in text)
    best = next(index for index in comparison.ranking.order if index in winners)
    assert comparison.sides[best].initiative.name in found.text
    assert len(winners) > 1
    count = sum(swap.winner == best for swap in swaps)
    assert found.answer.startswith(
        f"Each of {count} single" if count > 1 else "1 single one-level change is enough: with "
    )


def test_of_a_firm_order_it_is_said_that_it_is_firm() -> None:
    found = asked(cases.two().comparison)
    answer = found["What would have to change for Claims triage assistant to be first?"].answer
    assert answer == "The order is firm: no single one-level change puts another first."


def test_what_speaks_for_the_next_is_asked_only_where_something_does() -> None:
    against = asked(cases.three().comparison)["What speaks against Customer letters?"]
    assert against.answer == (
        "Something speaks for Policy search for brokers: The weakest gate of Policy search for brokers is at "
        "85%, that of Customer letters at 82%."
    )
    assert not any("speaks against" in text for text in asked(cases.two().comparison))


MEASURED = "Are they measured by the same rubric, and in reviews of the same day?"


def test_measures_that_are_not_alike_are_asked_about_before_the_figures() -> None:
    alike = compared(side("A", levels()), side("B", levels(1)))
    assert asked(alike)[MEASURED].answer.startswith("Yes: all are reviews of ")
    assert list(asked(alike))[-1] == MEASURED
    later = reviewed_on(side("B", levels(1), result=None), date(2026, 6, 30))
    apart = asked(compared(side("A", levels()), later))
    assert apart[MEASURED].answer.startswith("By the same, rubric ")
    assert apart[MEASURED].answer.endswith(" to 30 June 2026.")
    texts = list(apart)
    assert texts.index(MEASURED) < texts.index("Which figure rests on a forecast, or is not known?")
    own = side("B", {"own": 3}, used=replace(rubric(criterion("own")), id="own"))
    other = asked(compared(side("A", levels()), own))[MEASURED]
    assert other.answer == "Not all are reviewed against the same rubric: scores compare only roughly."
    assert MEASURED not in asked(compared(side("A", levels()), side("B", None)))


def test_figures_that_are_expected_or_unknown_are_named_and_no_others() -> None:
    text = "Which figure rests on a forecast, or is not known?"
    known = compared(side("A", levels()), side("B", levels(1)))
    assert text not in asked(known)
    unknown = compared(side("A", levels()), side("B", levels(1), result=None))
    assert asked(unknown)[text].answer == " ".join(unpriced_sentences(unknown, ENGLISH))
    expected = side("A", levels())
    expected = replace(expected, prospect=replace(expected.prospect, value_basis=Basis.FORECAST))
    found = asked(compared(expected, side("B", levels(1))))[text]
    assert found.answer == (
        "Assistant A: the value per unit is expected; the result at target volume rests on it."
    )
    assert found.evidence == "A: figures of April 2026; B: figures of April 2026"
    assert found.about == "money"


def test_an_expected_value_without_a_result_is_named_as_not_known_alone() -> None:
    unknown = side("B", levels(1), result=None)
    unknown = replace(unknown, prospect=replace(unknown.prospect, value_basis=Basis.FORECAST))
    comparison = compared(side("A", levels()), unknown)
    found = asked(comparison)["Which figure rests on a forecast, or is not known?"]
    assert found.answer == "Assistant B: what it brings at target volume is not known."


def test_the_weakest_gate_of_the_first_is_asked_about_unless_it_is_open() -> None:
    found = asked(cases.two().comparison)
    weakest = found["Why is Operations the weakest gate of Policy search for brokers, at 85%?"]
    assert weakest.answer == "Its response to failure has never been rehearsed."
    assert not any("weakest gate" in text for text in asked(cases.three().comparison))


def test_the_largest_step_of_all_paths_is_asked_about() -> None:
    comparison = cases.two().comparison
    dearest = next(each for text, each in asked(comparison).items() if text.startswith("Why does “"))
    paths = [each.assessment.path for each in comparison.sides if isinstance(each.assessment, Assessment)]
    most = max(step.effort for path in paths for step in path.steps)
    assert f"take {ENGLISH.days(most)} at Claims triage assistant?" in dearest.text
    assert "% of the path" in dearest.answer
    assert dearest.about == "path"


def test_a_path_of_one_step_or_without_effort_is_not_asked_about() -> None:
    one = compared(side("A", levels()), side("B", levels(1)))
    assert not any(text.startswith("Why does “") for text in asked(one))
    free = [replace(action_for(c.id), effort=Decimal(0), target_level=4) for c in THREE.criteria]
    without = compared(side("A", levels()), side("B", levels(1, 1, 1), actions=free))
    assert not any(text.startswith("Why does “") for text in asked(without))


def test_money_that_is_left_out_is_not_asked_about() -> None:
    comparison = cases.two().comparison
    found = comparison_rehearsal(comparison, ENGLISH, {Omission.MONEY})
    assert "money" not in {each.about for each in found}


@pytest.mark.parametrize("name", ["two", "three", "four", "unreviewed", "level", "other_rubric", "longest"])
def test_there_are_at_most_seven_and_none_twice(name: str) -> None:
    comparison = getattr(cases, name)().comparison
    found = list(comparison_rehearsal(comparison, ENGLISH))
    assert 0 < len(found) <= MOST
    assert len({each.text for each in found}) == len(found)
    assert all(each.answer.endswith((".", "…")) for each in found)


def test_the_order_in_which_they_were_chosen_does_not_matter() -> None:
    one = cases.three().comparison
    other = compare(tuple(reversed(one.sides)))
    assert list(comparison_rehearsal(one, ENGLISH)) == list(comparison_rehearsal(other, ENGLISH))
