"""Sentences for forecasts with a probability: statement, outcome and calibration."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.initiative.initiative import Forecast, ForecastOutcome
from fivegates.domain.language import Language
from fivegates.domain.limits import WHOLE
from fivegates.domain.track_record.calibration import ANECDOTAL, Band, Calibration, is_overdue


def forecast_outcome_word(outcome: ForecastOutcome, language: Language) -> str:
    """Name whether a forecast came true."""
    return {
        ForecastOutcome.OPEN: language.pgettext("forecast", "Open"),
        ForecastOutcome.YES: language.pgettext("forecast", "Came true"),
        ForecastOutcome.NO: language.pgettext("forecast", "Did not"),
    }[outcome]


def probability_text(forecast: Forecast, language: Language) -> str:
    """Probability and statement: `80% sure: live by March`."""
    return language.gettext(
        "{percent} sure: {statement}",
        percent=language.percent(forecast.percent),
        statement=forecast.statement,
    )


def forecast_state_text(forecast: Forecast, day: date, language: Language) -> str:
    """State of a forecast on a day: its outcome, or overdue where none is recorded."""
    if forecast.resolved is not None:
        return language.gettext(
            "{outcome}, {day}",
            outcome=forecast_outcome_word(forecast.outcome, language),
            day=language.short_date(forecast.resolved),
        )
    due = language.short_date(forecast.due)
    if is_overdue(forecast, day):
        return language.gettext("Overdue since {day}", day=due)
    return language.gettext("Due {day}", day=due)


def with_replaced_outcome(held: Forecast, edited: Forecast, language: Language) -> Forecast:
    """An edited forecast whose note keeps the previous outcome where that is replaced."""
    outcome = (held.outcome, held.resolved)
    if held.resolved is None or (edited.outcome, edited.resolved) == outcome:
        return edited
    kept = language.gettext(
        "Replaced outcome: {outcome}, {day}.",
        outcome=forecast_outcome_word(held.outcome, language),
        day=language.short_date(held.resolved),
    )
    return replace(edited, note="\n".join(text for text in (edited.note, kept) if text))


def calibration_sentence(found: Calibration, language: Language) -> str:
    """Brier score over the resolved forecasts with their number, and the forecasts excluded."""
    rest = []
    if found.overdue:
        rest.append(language.ngettext("{count} is overdue", "{count} are overdue", found.overdue))
    if found.pending:
        rest.append(language.ngettext("{count} is not yet due", "{count} are not yet due", found.pending))
    others = language.gettext("Not counted: {others}.", others=language.listed(rest)) if rest else ""
    return " ".join(part for part in (_brier_sentence(found, language), others) if part)


def _brier_sentence(found: Calibration, language: Language) -> str:
    if found.brier is None:
        return language.gettext("No forecast with a probability is resolved yet.")
    text = language.ngettext(
        "Brier score {score} over {count} resolved forecast (0 is best; 50% each time gives 0.25).",
        "Brier score {score} over {count} resolved forecasts (0 is best; 50% each time gives 0.25).",
        found.resolved,
        score=score_figure(found.brier, language),
    )
    if not found.anecdotal:
        return text
    few = language.gettext(
        "Anecdotal: below {least} cases it says little about who forecast.", least=language.number(ANECDOTAL)
    )
    return f"{text} {few}"


def score_figure(score: Fraction, language: Language) -> str:
    """A Brier score with two decimals."""
    return language.number(round(Decimal(score.numerator) / score.denominator, 2), 2)


def band_text(band: Band, language: Language) -> str:
    """One calibration band: `80 to 100%: said 85% on average, 3 of 4 came true`."""
    return language.gettext(
        "{low} to {high}: said {mean} on average, {came} of {count} came true",
        low=language.percent(band.low),
        high=language.percent(band.high),
        mean=language.percent(band.mean * WHOLE),
        came=language.number(band.came),
        count=language.number(band.count),
    )
