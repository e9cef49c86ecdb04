"""Sentences for stop figures of decisions, and for their comparison with the ledger."""

from fractions import Fraction
from typing import TYPE_CHECKING

from fivegates.domain.initiative.decisions import COSTS, LedgerFigure, LedgerStop, Threshold
from fivegates.domain.language import Language

if TYPE_CHECKING:  # the first window compares nothing
    from fivegates.domain.track_record.stops import MonthValue, StopCheck


def figure_word(figure: LedgerFigure, language: Language) -> str:
    """Name a monthly figure."""
    return {
        LedgerFigure.UNIT_COST: language.pgettext("figure", "Unit cost"),
        LedgerFigure.RUN_COST: language.pgettext("figure", "Run cost a month"),
        LedgerFigure.UNITS: language.pgettext("figure", "Units a month"),
        LedgerFigure.UNIT_VALUE: language.pgettext("figure", "Value of a unit"),
        LedgerFigure.MARGIN: language.pgettext("figure", "Margin of a unit"),
        LedgerFigure.SUCCESS_RATE: language.pgettext("figure", "Successful units"),
    }[figure]


def _value_text(value: Fraction, stop: LedgerStop, language: Language) -> str:
    match stop.figure:
        case LedgerFigure.UNITS:
            return language.number(int(value))
        case LedgerFigure.SUCCESS_RATE:
            return language.percent(value)
        case LedgerFigure.RUN_COST:
            return language.money(value, stop.currency, 0)
        case _:
            return language.unit_money(value, stop.currency)


def stop_figure_text(stop: LedgerStop, language: Language) -> str:
    """A stop figure, `Unit cost from €0.60` or `Successful units down to 75%`, with its minimum volume."""
    values = {
        "figure": figure_word(stop.figure, language),
        "at": _value_text(Fraction(stop.at), stop, language),
    }
    text = (
        language.gettext("{figure} of {at} or more", **values)
        if stop.figure in COSTS
        else language.gettext("{figure} of {at} or less", **values)
    )
    if stop.from_units is None:
        return text
    return language.gettext(
        "{figure}, from {units} units a month", figure=text, units=language.number(stop.from_units)
    )


def stop_sentence(check: "StopCheck", language: Language) -> str:
    """Comparison of a stop figure with the ledger: reached, and when; else the latest month."""
    text = stop_figure_text(check.stop, language)
    if check.unknown:
        return language.gettext("{stop}: not compared, for a rate is missing.", stop=text)
    if check.latest is None:
        return language.gettext("{stop}: the ledger has no month to compare since the decision.", stop=text)
    if not check.reached:
        return language.gettext(
            "{stop}: not reached; {value} in {month}.",
            stop=text,
            **_month_values(check.latest, check, language),
        )
    first, last = check.reached[0], check.reached[-1]
    if first == last:
        return language.gettext(
            "Stop figure reached in {month}: {value} ({stop}).",
            stop=text,
            **_month_values(last, check, language),
        )
    return language.gettext(
        "Stop figure reached in {month}: {value} ({stop}); first in {first}.",
        stop=text,
        first=first.month,
        **_month_values(last, check, language),
    )


def _month_values(found: "MonthValue", check: "StopCheck", language: Language) -> dict[str, object]:
    return {"value": _value_text(found.value, check.stop, language), "month": found.month}


def measured_text(threshold: Threshold, checks: "tuple[StopCheck, ...]", language: Language) -> str:
    """Measured value of a threshold: as recorded, else from the ledger; empty without either.

    `checks` are of the stop figures of the same decision.
    """
    if threshold.result.strip():
        return threshold.result.strip()
    latest = ((check, check.latest) for check in checks if check.threshold == threshold)
    for check, month in latest:
        if month is not None:
            return language.gettext("{value} in {month}", **_month_values(month, check, language))
    return ""


def reached_text(check: "StopCheck", language: Language) -> str:
    """A reached stop figure, with its measure."""
    return f"{check.threshold.measure}: {stop_sentence(check, language)}"
