"""What earlier papers promised against what came: each kind, once, and nothing of a later day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from money_ledgers import benefit, cost, usage
from papers import PILOT, RUBRICS, Sealed, history

from fivegates.domain.economics.ledger import Basis, Behaviour, Ledger
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.projections import Market
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome
from fivegates.domain.initiative.initiative import (
    Action,
    ActionStatus,
    Evidence,
    EvidenceKind,
    Forecast,
    Stage,
)
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import InitiativeRecord
from fivegates.domain.track_record.kinds import MONEY_KINDS, Due, PromiseCase, PromiseKind
from fivegates.domain.track_record.papers import as_sealed, complete_months, known_by
from fivegates.domain.track_record.promises import cost_cases
from fivegates.domain.track_record.record import Summary, TrackRecord, combined, track_record_of
from fivegates.domain.wording.track_record import (
    actual_text,
    bias_text,
    biases_note,
    case_error_text,
    counts_text,
    kind_word,
    measure_text,
    nothing_sentence,
    promised_text,
    record_sentences,
    spread_text,
    summary_sentence,
)

TODAY = date(2026, 11, 30)
FEBRUARY, MAY, AUGUST = date(2026, 2, 10), date(2026, 5, 19), date(2026, 8, 18)
AT_TARGET: dict[str, Any] = {"target_volume": 1_000}


def cases(record: InitiativeRecord, kind: PromiseKind, day: date = TODAY) -> tuple[PromiseCase, ...]:
    return track_record_of(record, RUBRICS, Market(), day, [kind]).cases


def summary(kind: PromiseKind, *found: PromiseCase) -> Summary:
    return TrackRecord(TODAY, found).summary(kind)


def reported(case: PromiseCase) -> tuple[str, str, str]:
    return promised_text(case, ENGLISH), actual_text(case, ENGLISH), case_error_text(case, ENGLISH)


# Money


def months(*units: int, each: str = "0.50", value: str = "1") -> Ledger:
    """A ledger from January on: a variable cost and a benefit a unit, and 100 euros fixed a month."""
    named = [f"2026-{number:02}" for number in range(1, len(units) + 1)]
    fixed = [cost(month, "100", behaviour=Behaviour.FIXED) for month in named]
    variable = [cost(month, str(Decimal(each) * count)) for month, count in zip(named, units, strict=True)]
    brought = [benefit(month, str(Decimal(value) * count)) for month, count in zip(named, units, strict=True)]
    return Ledger((*fixed, *variable), tuple(map(usage, named, units)), tuple(brought))


PROJECTED = Sealed(FEBRUARY, fields=AT_TARGET, ledger=months(100))
GREW = InitiativeRecord(PILOT, ledger=months(100, 150, 400, 800, each="0.875", value="0.8"))


def test_unit_cost_is_compared_at_the_volume_of_the_first_month_with_half_the_target() -> None:
    (case,) = cases(history([PROJECTED], GREW), PromiseKind.UNIT_COST)
    assert (case.month, case.volume, case.by) == (Month(2026, 4), 800, "A. Okafor")
    assert (case.promised, case.came) == (Fraction(5, 8), Fraction(1))
    assert case.error == Fraction(-3, 8)
    assert reported(case) == ("€0.63 at 800 claims", "€1.00 in April 2026", "−37%")


def test_a_benefit_is_that_of_the_same_month() -> None:
    (case,) = cases(history([PROJECTED], GREW), PromiseKind.BENEFIT)
    assert (case.promised, case.came, case.error) == (Fraction(800), Fraction(640), Fraction(1, 4))
    assert reported(case) == ("€800 at 800 claims", "€640 in April 2026", "+25%")


def test_the_months_of_a_ledger_are_computed_once_for_all_promises() -> None:
    later = Sealed(MAY, fields=AT_TARGET, ledger=months(100, 150, 400, each="0.40"))
    record = history([PROJECTED, later], GREW)
    known = known_by(record, RUBRICS, Market(), TODAY)
    assert len(tuple(cost_cases(known))) == 2
    assert known.months("EUR") is known.months("EUR")
    assert known.months("EUR") == complete_months(record.ledger, "EUR", Market(), TODAY)


def test_a_forecast_that_several_papers_have_is_one() -> None:
    again = replace(PROJECTED, dated=MAY, ledger=months(100, 150))
    for kind in MONEY_KINDS:
        (case,) = cases(history([PROJECTED, again], GREW), kind)
        assert case.made == FEBRUARY
    other = replace(again, fields={"target_volume": 900})
    assert len(cases(history([PROJECTED, other], GREW), PromiseKind.UNIT_COST)) == 2


@pytest.mark.parametrize("kind", sorted(MONEY_KINDS))
def test_nothing_is_due_below_half_the_target_volume_or_before_the_month_is_over(kind: PromiseKind) -> None:
    record = history([PROJECTED], GREW)
    for of, day in ((replace(record, ledger=months(100, 499)), TODAY), (record, date(2026, 4, 29))):
        (case,) = cases(of, kind, day)
        assert (case.due, case.error, case.volume) == (Due.NOT_YET, None, 1_000)
        assert reported(case)[1:] == ("not yet due", "–")
    (case,) = cases(record, kind, date(2026, 4, 30))
    assert case.due is Due.MEASURED


def test_what_came_is_unknown_without_a_rate_an_actual_benefit_or_a_cost() -> None:
    record = history([PROJECTED], GREW)
    foreign = replace(cost("2026-03", "1"), currency="USD")
    in_dollars = replace(record, ledger=replace(GREW.ledger, costs=(*GREW.ledger.costs, foreign)))
    for kind in MONEY_KINDS:
        assert [case.due for case in cases(in_dollars, kind)] == [Due.UNKNOWN]
    hoped = tuple(replace(line, basis=Basis.FORECAST) for line in GREW.ledger.benefits)
    (case,) = cases(replace(record, ledger=replace(GREW.ledger, benefits=hoped)), PromiseKind.BENEFIT)
    assert (case.due, actual_text(case, ENGLISH)) == (Due.UNKNOWN, "not recorded")
    free = tuple(replace(line, amount=Decimal(0)) for line in GREW.ledger.costs)
    (case,) = cases(replace(record, ledger=replace(GREW.ledger, costs=free)), PromiseKind.UNIT_COST)
    assert case.due is Due.UNKNOWN


def test_a_paper_without_a_projection_or_of_version_1_promises_no_money() -> None:
    bare = [Sealed(FEBRUARY), Sealed(MAY, fields=AT_TARGET), replace(PROJECTED, dated=AUGUST, version=1)]
    without_value = replace(PROJECTED, ledger=replace(PROJECTED.ledger, benefits=()))
    for kind in MONEY_KINDS:
        assert cases(history(bare, GREW), kind) == ()
    assert cases(history([without_value], GREW), PromiseKind.BENEFIT) == ()


# Days and effort


def planned(day: date, dated: date = FEBRUARY, stage: Stage = Stage.PILOT) -> Sealed:
    return Sealed(dated, fields={"target_go_live": day, "stage": stage})


JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def test_go_live_is_the_day_that_the_first_paper_in_production_names() -> None:
    live = planned(JULY, AUGUST, Stage.PRODUCTION)
    (case,) = cases(history([planned(JUNE), planned(JUNE, MAY), live]), PromiseKind.GO_LIVE)
    assert (case.made, case.came, case.error) == (FEBRUARY, JULY, Fraction(30))
    assert reported(case) == ("1 Jun 2026", "1 Jul 2026", "+30 days")


def test_go_live_is_the_paper_s_own_day_where_what_it_names_was_not_then() -> None:
    for named in (FEBRUARY, date(2026, 12, 24)):
        (case,) = cases(
            history([planned(JUNE), planned(named, AUGUST, Stage.PRODUCTION)]), PromiseKind.GO_LIVE
        )
        assert case.came == AUGUST


def test_a_day_that_is_over_is_late_so_far_and_one_to_come_is_not_due() -> None:
    late, ahead = cases(history([planned(JUNE), planned(TODAY, MAY)]), PromiseKind.GO_LIVE)
    assert (late.due, late.so_far, late.error) == (Due.MEASURED, True, Fraction(182))
    assert reported(late) == ("1 Jun 2026", "not yet", "+182 days so far")
    assert ahead.due is Due.NOT_YET


def test_what_an_initiative_says_now_counts_where_no_review_is_of_a_later_day() -> None:
    record = history([planned(JUNE)])
    now = replace(record, initiative=replace(PILOT, stage=Stage.PRODUCTION, target_go_live=JULY))
    (case,) = cases(now, PromiseKind.GO_LIVE)
    assert case.came == JULY
    draft = replace(record.reviews[0], seal=None, dated=TODAY + timedelta(1))
    (case,) = cases(replace(now, reviews=(*now.reviews, draft)), PromiseKind.GO_LIVE)
    assert (case.came, case.so_far) == (None, True)


@pytest.mark.parametrize("stage", [Stage.PRODUCTION, Stage.RETIRED])
def test_live_since_an_unknown_day_or_retired_is_not_recorded(stage: Stage) -> None:
    record = history([planned(JUNE), planned(TODAY, MAY)])
    ended = replace(record, initiative=replace(PILOT, stage=stage))
    assert [case.due for case in cases(ended, PromiseKind.GO_LIVE)] == [Due.UNKNOWN, Due.NOT_YET]


def test_no_day_a_day_that_was_over_and_one_in_production_are_no_promise() -> None:
    papers = [Sealed(FEBRUARY), planned(FEBRUARY, MAY), planned(TODAY, AUGUST, Stage.PRODUCTION)]
    assert cases(history(papers), PromiseKind.GO_LIVE) == ()
    assert cases(history([replace(planned(JUNE), version=1)]), PromiseKind.GO_LIVE) == ()


WORK = Action("must", "Settle it", 3, "R. Marsh", JUNE, Decimal(4))
DONE = replace(WORK, status=ActionStatus.DONE, effort=Decimal(5))


def test_the_day_by_which_the_path_ends_is_held_against_the_first_paper_that_is_ready() -> None:
    first = Sealed(FEBRUARY, actions=(WORK,))
    papers = [first, replace(first, dated=MAY), Sealed(AUGUST, level=3, actions=(DONE,))]
    (case,) = cases(history(papers), PromiseKind.READY_BY)
    assert (case.promised, case.came, case.error) == (JUNE, AUGUST, Fraction(78))
    (case,) = cases(history(papers[:2]), PromiseKind.READY_BY)
    assert case.so_far
    (case,) = cases(history(papers), PromiseKind.READY_BY, MAY)
    assert case.due is Due.NOT_YET


def test_effort_is_that_of_the_steps_with_a_finished_action() -> None:
    first = Sealed(FEBRUARY, actions=(WORK,))
    papers = [first, replace(first, dated=MAY), Sealed(AUGUST, level=3, actions=(DONE,))]
    (case,) = cases(history(papers), PromiseKind.EFFORT)
    assert (case.promised, case.came, case.error) == (Fraction(4), Fraction(5), Fraction(-1, 5))
    assert reported(case) == ("4 person-days", "5 person-days", "−20%")
    (case,) = cases(history(papers[:2]), PromiseKind.EFFORT)
    assert case.due is Due.NOT_YET


@pytest.mark.parametrize(
    "done",
    [
        (),
        (replace(DONE, effort=None),),
        (replace(DONE, effort=Decimal(0)),),
        (replace(DONE, criterion="other"),),
    ],
)
def test_effort_is_unknown_where_it_is_not_recorded(done: tuple[Action, ...]) -> None:
    papers = [Sealed(FEBRUARY, actions=(WORK,)), Sealed(AUGUST, level=3, actions=done)]
    (case,) = cases(history(papers), PromiseKind.EFFORT)
    assert case.due is Due.UNKNOWN


def test_what_was_done_before_is_not_counted_and_a_paper_that_is_ready_promises_no_effort() -> None:
    papers = [Sealed(FEBRUARY, actions=(DONE,)), Sealed(AUGUST, level=3, actions=(DONE,))]
    (case,) = cases(history(papers), PromiseKind.EFFORT)
    assert (case.made, case.due) == (FEBRUARY, Due.UNKNOWN)


# Conditions and verdicts


def decided(dated: date, *conditions: Condition) -> Decision:
    return Decision(dated, Outcome.CONDITIONS, "The board", conditions=conditions)


def test_conditions_are_kept_missed_or_not_due() -> None:
    asked = (
        Condition("Bias is tested", "R. Marsh", JUNE, ConditionState.MET),
        Condition("An owner is named", "", JUNE, ConditionState.NOT_MET),
        Condition("A fallback exists", "", JULY),
        Condition("Costs are shown", "", TODAY, ConditionState.MET),
        Condition("Someday"),
        Condition("Without a day", state=ConditionState.MET),
    )
    record = InitiativeRecord(
        PILOT, decisions=(decided(MAY, *asked), decided(TODAY + timedelta(1), asked[0]))
    )
    found = cases(record, PromiseKind.CONDITION)
    assert [case.error for case in found] == [0, 1, 1, None, None, 0]
    assert [actual_text(case, ENGLISH) for case in found] == [
        *("met", "not met", "still open", "not yet due", "not yet due", "met")
    ]
    assert (found[0].by, promised_text(found[0], ENGLISH)) == ("R. Marsh", "Bias is tested (1 Jun 2026)")
    assert promised_text(found[4], ENGLISH) == "Someday"
    assert case_error_text(found[0], ENGLISH) == "–"
    assert summary_sentence(summary(PromiseKind.CONDITION, *found), ENGLISH) == (
        "2 of 4 conditions that were due were met. 4 cases are too few to rely on."
    )


def test_a_condition_that_a_later_decision_repeats_is_one() -> None:
    first = decided(MAY, Condition("Bias is tested", due=JUNE))
    again = decided(AUGUST, Condition("bias  is tested", due=TODAY, state=ConditionState.MET))
    (case,) = cases(InitiativeRecord(PILOT, decisions=(again, first)), PromiseKind.CONDITION)
    assert (case.made, case.promised, case.error) == (MAY, JUNE, Fraction(0))


def incident(dated: date, criterion: str = "must") -> Evidence:
    return Evidence(criterion, EvidenceKind.INCIDENT, "Outage", dated)


def test_a_verdict_to_go_ahead_holds_until_the_next_paper_or_a_quarter() -> None:
    record = history([Sealed(FEBRUARY, level=3), Sealed(MAY, level=3), Sealed(AUGUST)])
    shown = (incident(MAY), incident(MAY, "other"), incident(date(2026, 8, 18)), incident(TODAY))
    found = cases(replace(record, evidence=shown), PromiseKind.VERDICT)
    assert [(case.promised, case.error) for case in found] == [
        (date(2026, 5, 13), Fraction(0)),
        (AUGUST, Fraction(1)),
    ]
    assert reported(found[1]) == ("Ready, until 18 Aug 2026", "1 incident", "–")
    (first, second) = cases(replace(record, evidence=shown), PromiseKind.VERDICT, date(2026, 6, 1))
    assert (first.due, second.due) == (Due.MEASURED, Due.NOT_YET)
    assert record_sentences(TrackRecord(TODAY, found), ENGLISH) == [
        "1 of 2 verdicts to go ahead held without a recorded incident. 2 cases are too few to rely on."
    ]


# Papers


def test_a_paper_that_another_corrects_is_left_out_once_that_one_is_final() -> None:
    wrong, right = planned(JUNE), replace(planned(JULY, MAY), supersedes=1)
    record = history([wrong, right])
    assert [case.promised for case in cases(record, PromiseKind.GO_LIVE)] == [JULY]
    assert [case.promised for case in cases(record, PromiseKind.GO_LIVE, date(2026, 3, 1))] == [JUNE]


def test_a_record_can_be_put_back_to_what_was_sealed() -> None:
    record = history([PROJECTED, replace(PROJECTED, dated=MAY, ledger=GREW.ledger)])
    then = as_sealed(record, 1)
    assert then
    assert (len(then.reviews), then.ledger) == (1, PROJECTED.ledger)
    last = as_sealed(record, 2)
    assert last
    assert cases(last, PromiseKind.UNIT_COST)[0].due is Due.MEASURED
    assert as_sealed(record, 0) is None
    assert as_sealed(history([replace(PROJECTED, version=1)]), 1) is None


# Bias and spread


def case_with(error: Fraction, kind: PromiseKind = PromiseKind.UNIT_COST, by: str = "") -> PromiseCase:
    return PromiseCase(PILOT, kind, FEBRUARY, by, Due.MEASURED, error=error)


def with_errors(*percents: int, kind: PromiseKind = PromiseKind.UNIT_COST) -> Summary:
    return summary(kind, *(case_with(Fraction(each, 100), kind) for each in percents))


def test_bias_is_the_median_and_spread_the_quartiles() -> None:
    found = with_errors(-50, -40, -36, -20, 10, -45)
    assert (found.middle, found.low, found.high) == (
        Fraction(-38, 100),
        Fraction(-4375, 10_000),
        Fraction(-24, 100),
    )
    assert summary_sentence(found, ENGLISH) == "Earlier forecasts of unit cost were 38% too low, in 5 of 6."
    assert (bias_text(found, ENGLISH), spread_text(found, ENGLISH)) == ("−38%", "−44% to −24%")
    assert counts_text(found, ENGLISH) == "6 measured"


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (with_errors(30), "were 30% too high, in 1 of 1. 1 case is too few to rely on."),
        (with_errors(0, 0), "were right, in 2 of 2. 2 cases are too few to rely on."),
        (
            with_errors(-1, 0, 0, 0, 3),
            "were right in the median; of 5, 1 were too low and 1 too high.",
        ),
    ],
)
def test_the_side_and_few_cases_are_said(found: Summary, sentence: str) -> None:
    assert summary_sentence(found, ENGLISH) == f"Earlier forecasts of unit cost {sentence}"
    record = TrackRecord(TODAY, found.measured)
    for whole, of in ((True, "the portfolio"), (False, "this initiative")):
        note = biases_note(record.money_biases(whole=whole), ENGLISH)
        assert note == f"Track record of {of}: {summary_sentence(found, ENGLISH)}"
    assert biases_note((), ENGLISH) == ""


@pytest.mark.parametrize(
    ("errors", "sentence"),
    [
        ((3, 40, -1), "Go-live: 3 days late, in 2 of 3. 3 cases are too few to rely on."),
        ((-1, -1), "Go-live: 1 day early, in 2 of 2. 2 cases are too few to rely on."),
        (
            (-1, 0, 0, 0, 3),
            "Go-live: on the day in the median; of 5, 1 were late and 1 early.",
        ),
    ],
)
def test_days_are_late_early_or_kept(errors: tuple[int, ...], sentence: str) -> None:
    kind = PromiseKind.GO_LIVE
    found = summary(kind, *(case_with(Fraction(each), kind) for each in errors))
    assert summary_sentence(found, ENGLISH) == sentence


def test_a_delay_that_still_grows_is_one_so_far() -> None:
    kind = PromiseKind.GO_LIVE
    waiting = [replace(case_with(Fraction(each), kind), so_far=True) for each in (35, 41)]
    assert summary_sentence(summary(kind, *waiting), ENGLISH).startswith(
        "Go-live: 38 days late so far, in 2 of 2."
    )


def test_what_is_not_due_or_unknown_is_counted_apart() -> None:
    waiting = replace(case_with(Fraction(0)), due=Due.NOT_YET, error=None)
    unknown = replace(waiting, due=Due.UNKNOWN)
    assert counts_text(summary(PromiseKind.UNIT_COST, waiting, unknown), ENGLISH) == (
        "0 measured · 1 not yet due · 1 unknown"
    )
    only = summary(PromiseKind.UNIT_COST, waiting)
    assert summary_sentence(only, ENGLISH) == "Unit cost at volume: nothing is due yet."
    assert (bias_text(only, ENGLISH), spread_text(only, ENGLISH)) == ("–", "–")
    assert summary_sentence(
        summary(PromiseKind.BENEFIT, replace(unknown, kind=PromiseKind.BENEFIT)), ENGLISH
    ) == ("Benefit at volume: the records do not say what came.")
    kept = summary(PromiseKind.VERDICT, case_with(Fraction(2), PromiseKind.VERDICT))
    assert (bias_text(kept, ENGLISH), spread_text(kept, ENGLISH)) == ("0 of 1 held", "–")
    met = summary(PromiseKind.CONDITION, case_with(Fraction(0), PromiseKind.CONDITION))
    assert bias_text(met, ENGLISH) == "1 of 1 met"
    single = summary(PromiseKind.GO_LIVE, case_with(Fraction(35), PromiseKind.GO_LIVE))
    assert (bias_text(single, ENGLISH), spread_text(single, ENGLISH)) == ("+35 days", "–")


def test_every_kind_has_its_words() -> None:
    for say in (kind_word, measure_text):
        assert all(say(kind, ENGLISH) for kind in PromiseKind)
    assert "final review" in nothing_sentence(TrackRecord(TODAY), ENGLISH)
    waiting = TrackRecord(TODAY, (case_with(Fraction(0)),))
    assert "is due yet" in nothing_sentence(waiting, ENGLISH)
    for kind, word in ((PromiseKind.EFFORT, "effort"), (PromiseKind.BENEFIT, "benefit")):
        assert f"forecasts of {word} were 20%" in summary_sentence(with_errors(20, kind=kind), ENGLISH)


def test_records_are_reported_by_who_answers_for_the_estimates() -> None:
    said = Forecast("Live by March", 80, TODAY, MAY, "a. okafor")
    one = track_record_of(InitiativeRecord(PILOT, forecasts=(said,)), RUBRICS, Market(), TODAY)
    named = case_with(Fraction(1), by="A. Okafor"), case_with(Fraction(1), by=" ")
    whole = combined([one, TrackRecord(TODAY, named)], TODAY)
    ((name, theirs),) = whole.by_person
    assert (name, len(theirs.cases), len(theirs.forecasts)) == ("A. Okafor", 1, 1)
    with_role = TrackRecord(TODAY, (case_with(Fraction(1), by="A. Okafor, Claims director"),))
    ((name, theirs),) = combined([whole, with_role], TODAY).by_person
    assert (name, len(theirs.cases)) == ("A. Okafor, Claims director", 2)
    assert [len(each.measured) for each in whole.summaries] == [2]


# What holds of any history

PAPERS = st.lists(
    st.builds(
        lambda months_on, level, go_live, units: Sealed(
            date(2026, 1, 31) + timedelta(30 * months_on),
            level,
            {"target_go_live": go_live, **AT_TARGET},
            months(*([units] * (months_on + 1))),
            (WORK,),
        ),
        st.integers(0, 6),
        st.sampled_from([1, 3]),
        st.sampled_from([JUNE, JULY]),
        st.sampled_from([100, 600]),
    ),
    max_size=4,
    unique_by=lambda paper: paper.dated,
).map(lambda papers: sorted(papers, key=lambda paper: paper.dated))
CONDITIONS = st.sampled_from([Condition("Tested", due=JUNE), Condition("Named", due=JULY)])


def without_verdicts(found: TrackRecord) -> list[PromiseCase]:
    """What a paper promises again the next day, where each verdict is one of its own day."""
    return [case for case in found.cases if case.kind is not PromiseKind.VERDICT]


@settings(max_examples=3)
@given(PAPERS, st.lists(CONDITIONS, max_size=3), st.dates(date(2026, 3, 1), date(2026, 9, 30)))
def test_no_promise_counts_twice_and_nothing_of_a_later_day_is_used(
    papers: list[Sealed], asked: list[Condition], day: date
) -> None:
    record = history(papers, replace(GREW, decisions=tuple(decided(FEBRUARY, each) for each in asked)))
    found = track_record_of(record, RUBRICS, Market(), day)
    repeated = [each for of in papers for each in (of, replace(of, dated=of.dated + timedelta(1)))]
    again = track_record_of(history(repeated, record), RUBRICS, Market(), day)
    assert without_verdicts(again) == without_verdicts(found)
    after = day + timedelta(40)
    later = replace(
        record,
        evidence=(incident(after),),
        decisions=(*record.decisions, decided(after, Condition("Later", due=after))),
        ledger=Ledger(
            (*record.ledger.costs, replace(cost("2026-01", "9"), dated=after)),
            (*record.ledger.usage, replace(usage("2026-01", 5_000), dated=after)),
            record.ledger.benefits,
        ),
        forecasts=(Forecast("Later", 50, after, after, "R. Marsh"),),
    )
    assert track_record_of(later, RUBRICS, Market(), day) == found
    before = [paper for paper in papers if paper.dated < after]
    more = history([*before, Sealed(after, level=3)], record)
    assert track_record_of(more, RUBRICS, Market(), day).cases == found.cases
