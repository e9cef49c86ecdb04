"""Forecasts with a probability: what may be recorded, how they are scored, and how that is said."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from builders import forecast, initiative
from examples import times
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.initiative.initiative import (
    Forecast,
    ForecastOutcome,
    check_forecast,
    future_outcome_problems,
)
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import InitiativeRecord
from fivegates.domain.track_record.calibration import (
    ANECDOTAL,
    Band,
    Calibration,
    calibration_of,
    forecasts_on,
)
from fivegates.domain.wording.forecasts import (
    band_text,
    calibration_sentence,
    forecast_outcome_word,
    forecast_state_text,
    probability_text,
    with_replaced_outcome,
)

MADE, DUE, TODAY = date(2026, 3, 2), date(2026, 6, 30), date(2026, 11, 30)
SAID = Forecast("Live by July", 80, DUE, MADE, "R. Marsh")


def resolved(percent: int, outcome: ForecastOutcome = ForecastOutcome.YES) -> Forecast:
    return replace(SAID, percent=percent, outcome=outcome, resolved=DUE)


def scored(*forecasts: Forecast, day: date = TODAY) -> Calibration:
    return calibration_of(forecasts_on(InitiativeRecord(initiative(), forecasts=forecasts), day), day)


@pytest.mark.parametrize(
    ("bad", "places"),
    [
        (replace(SAID, statement=" ", by=""), ["statement", "by"]),
        (replace(SAID, percent=101), ["percent"]),
        (replace(SAID, due=MADE - timedelta(1)), ["due"]),
        (replace(SAID, resolved=DUE), ["outcome"]),
        (replace(SAID, outcome=ForecastOutcome.NO), ["resolved"]),
        (replace(SAID, outcome=ForecastOutcome.NO, resolved=MADE - timedelta(1)), ["resolved"]),
    ],
)
def test_what_cannot_be_is_named(bad: Forecast, places: list[str]) -> None:
    assert [problem.place for problem in check_forecast(bad)] == places


def test_sound_ones_have_no_problem() -> None:
    for sound in (forecast(), SAID, replace(SAID, percent=0, due=MADE), resolved(100)):
        assert check_forecast(sound) == ()


def test_the_brier_score_is_the_mean_square_over_resolved_ones_alone() -> None:
    found = scored(resolved(80), resolved(60, ForecastOutcome.NO), SAID, replace(SAID, due=TODAY))
    assert found.brier == (Fraction(4, 100) + Fraction(36, 100)) / 2
    assert (found.resolved, found.overdue, found.pending, found.anecdotal) == (2, 1, 1, True)
    assert calibration_sentence(found, ENGLISH) == (
        "Brier score 0.20 over 2 resolved forecasts (0 is best; 50% each time gives 0.25). "
        "Anecdotal: below 10 cases it says little about who forecast. "
        "Not counted: 1 is overdue and 1 is not yet due."
    )


def test_ten_resolved_ones_are_no_anecdote() -> None:
    found = scored(*[resolved(50)] * ANECDOTAL)
    assert not found.anecdotal
    assert calibration_sentence(found, ENGLISH) == (
        "Brier score 0.25 over 10 resolved forecasts (0 is best; 50% each time gives 0.25)."
    )


def test_without_a_resolved_one_there_is_no_score() -> None:
    found = scored(SAID)
    assert found.brier is None
    assert calibration_sentence(found, ENGLISH) == (
        "No forecast with a probability is resolved yet. Not counted: 1 is overdue."
    )


def test_bands_say_how_often_it_came_true() -> None:
    found = scored(resolved(80), resolved(100), resolved(90, ForecastOutcome.NO), resolved(19))
    assert found.bands == (Band(0, 19, 1, 1, Fraction(19, 100)), Band(80, 100, 3, 2, Fraction(9, 10)))
    assert band_text(found.bands[1], ENGLISH) == "80% to 100%: said 90% on average, 2 of 3 came true"


def test_a_forecast_is_seen_as_of_a_day() -> None:
    assert scored(resolved(80), day=MADE - timedelta(1)).resolved == 0
    before = scored(resolved(80), day=DUE - timedelta(1))
    assert (before.resolved, before.pending) == (0, 1)
    assert scored(resolved(80), day=DUE).resolved == 1


def test_a_forecast_in_words() -> None:
    assert probability_text(SAID, ENGLISH) == "80% sure: Live by July"
    assert forecast_state_text(SAID, MADE, ENGLISH) == "Due 30 Jun 2026"
    assert forecast_state_text(SAID, TODAY, ENGLISH) == "Overdue since 30 Jun 2026"
    assert forecast_state_text(resolved(80), TODAY, ENGLISH) == "Came true, 30 Jun 2026"
    assert [forecast_outcome_word(each, ENGLISH) for each in ForecastOutcome] == [
        "Open",
        "Came true",
        "Did not",
    ]


@times(0.5)
@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from(ForecastOutcome)), max_size=8))
def test_each_forecast_counts_once(reported: list[tuple[int, ForecastOutcome]]) -> None:
    found = scored(
        *(SAID if came is ForecastOutcome.OPEN else resolved(percent, came) for percent, came in reported)
    )
    assert found.resolved + found.overdue + found.pending == len(reported)
    assert sum(band.count for band in found.bands) == found.resolved
    assert found.brier is None or 0 <= found.brier <= 1


def test_an_outcome_of_a_day_to_come_is_refused_and_a_replaced_one_is_kept_in_the_note() -> None:
    held = resolved(80)
    assert [each.place for each in future_outcome_problems(held, DUE - timedelta(days=1))] == ["resolved"]
    assert future_outcome_problems(held, DUE) == future_outcome_problems(SAID, DUE) == ()
    assert with_replaced_outcome(SAID, held, ENGLISH) == held
    assert with_replaced_outcome(held, replace(held, percent=70), ENGLISH).note == held.note
    other = with_replaced_outcome(held, replace(held, outcome=ForecastOutcome.NO, note="Late"), ENGLISH)
    assert other.note == f"Late\nReplaced outcome: Came true, {ENGLISH.short_date(DUE)}."
