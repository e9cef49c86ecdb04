"""Claims contradicted by the ledger, with its figures."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from fivegates.domain.economics.amounts import distinguishing_digits
from fivegates.domain.economics.ledger import Basis, Gap
from fivegates.domain.language import Language, whole_percent
from fivegates.domain.rubric.rubric import LedgerCheck, Rubric
from fivegates.domain.verdict.ledger_rule import PERCENT, Contradiction
from fivegates.domain.wording.words import sentence

if TYPE_CHECKING:
    from fivegates.domain.verdict.ledger_rule import LedgerFigures

MOST_NAMED: Final = 3
_IN_MONEY: Final = frozenset({LedgerCheck.VISIBILITY, LedgerCheck.RETURN})
"""Checks that add up amounts."""


def contradiction_clause(against: Contradiction, language: Language) -> str:
    """Clause for use inside a sentence: "at 40,000 claims a month each costs €0.31 more than it is worth"."""
    figures = against.figures
    match against.check:
        case LedgerCheck.RETURN if against.unknown:
            return language.gettext("its return is not known: {gap}", gap=_gap_text(figures, language))
        case LedgerCheck.RETURN:
            loss = (figures.unit_cost or Fraction(0)) - (figures.unit_value or Fraction(0))
            return language.gettext(
                "at {volume} a month each costs {loss} more than it is worth",
                volume=volume_text(figures.target_volume or 0, figures.unit, language),
                loss=language.unit_money(loss, figures.currency),
            )
        case LedgerCheck.UNIT_COST:
            return language.gettext("no usage is recorded from which to work out a unit cost")
        case LedgerCheck.VISIBILITY:
            return _visibility_clause(against, language)


def _visibility_clause(against: Contradiction, language: Language) -> str:
    """Too few months of cost, or too much unattributed cost."""
    figures = against.figures
    if against.too_few_months:
        if not figures.cost_months:
            return language.gettext("no actual cost is recorded")
        return language.ngettext(
            "actual cost is recorded for {count} month only",
            "actual cost is recorded for {count} months only",
            figures.cost_months,
        )
    if against.unknown:
        return language.gettext("what part of the cost is attributed to nobody is not known")
    share = _unattributed(against, language)
    return language.gettext("{share} of the cost is attributed to nobody", share=share)


def _gap_text(figures: "LedgerFigures", language: Language) -> str:
    """Figures missing for the return."""
    month = language.month(figures.gap_month) if figures.gap_month else ""
    match figures.gap:
        case Gap.RATE:
            return unconverted_text(figures, language)
        case Gap.UNITS:
            return language.gettext("no units are recorded for {month}", month=month)
        case Gap.BENEFIT:
            return language.gettext("no benefit is recorded for {month}", month=month)
        case Gap.VOLUME:
            return language.gettext("no target volume is set")
        case _ if month:
            return language.gettext("no actual cost is recorded for {month}", month=month)
        case _:
            return language.gettext("no actual cost is recorded")


def unconverted_text(figures: "LedgerFigures", language: Language) -> str:
    """Months with amounts that have no rate, the latest first; empty where every amount has one."""
    if not figures.unconverted:
        return ""
    named = [language.month(month) for month in figures.unconverted[: -MOST_NAMED - 1 : -1]]
    more = len(figures.unconverted) - len(named)
    if more:
        named.append(language.ngettext("{count} earlier month", "{count} earlier months", more))
    months = language.listed(named)
    return language.gettext(
        "{months} cannot be converted to {currency} in full", months=months, currency=figures.currency
    )


def contradiction_text(against: Contradiction, language: Language) -> str:
    """The figures and their limits, without full stop."""
    match against.check:
        case LedgerCheck.RETURN if against.unknown:
            return _unknown_return_text(against.figures, language)
        case LedgerCheck.RETURN:
            return _return_text(against.figures, language)
        case LedgerCheck.UNIT_COST:
            return language.gettext("no complete month has actual units above zero")
        case LedgerCheck.VISIBILITY:
            return _visibility_text(against, language)


def _unknown_return_text(figures: "LedgerFigures", language: Language) -> str:
    """Missing figures, and the rate that would supply them."""
    missing = _gap_text(figures, language)
    gap = figures.rate_gap
    if figures.gap is not Gap.RATE or gap is None:
        return missing
    return language.gettext(
        "{missing}: the first rate that is missing is from {base} to {quote} for {month}",
        missing=missing,
        base=gap.base,
        quote=gap.quote,
        month=language.month(gap.month),
    )


def _return_text(figures: "LedgerFigures", language: Language) -> str:
    """Cost against value, and the month of these figures."""
    cost, value = figures.unit_cost or Fraction(0), figures.unit_value or Fraction(0)
    digits = distinguishing_digits(cost, value, figures.currency)
    values = {
        "cost": language.money(cost, figures.currency, digits),
        "value": language.money(value, figures.currency, digits),
        "volume": volume_text(figures.target_volume or 0, figures.unit, language),
        "month": language.month(figures.month) if figures.month else "",
    }
    if figures.unconverted:
        return language.gettext(
            "{compared}; {unconverted}",
            compared=_compared(figures, values, language),
            unconverted=unconverted_text(figures, language),
        )
    return _compared(figures, values, language)


def _compared(figures: "LedgerFigures", values: Mapping[str, str], language: Language) -> str:
    """Cost against value: exact, forecast, or as far as amounts can be converted."""
    if figures.bounds:
        return language.gettext(
            "at least {cost} cost against at most {value} value at {volume} a month, "
            "on the figures of {month} that can be converted",
            **values,
        )
    if figures.value_basis is Basis.FORECAST:
        return language.gettext(
            "{cost} cost against {value} expected value at {volume} a month, on the figures of {month}",
            **values,
        )
    return language.gettext(
        "{cost} cost against {value} value at {volume} a month, on the figures of {month}", **values
    )


def _visibility_text(against: Contradiction, language: Language) -> str:
    """The figures found, and those required."""
    if against.too_few_months:
        return language.ngettext(
            "the ledger has {count} complete month of actual cost, and it takes {needed}",
            "the ledger has {count} complete months of actual cost, and it takes {needed}",
            against.figures.cost_months,
            needed=language.number(against.thresholds.cost_months),
        )
    if against.unknown:
        return _unknown_share_text(against, language)
    return language.gettext(
        "of the last three months’ cost {share} is attributed to nobody; {most} is the most",
        share=_unattributed(against, language),
        most=language.percent(against.thresholds.most_unattributed),
    )


def _unknown_share_text(against: Contradiction, language: Language) -> str:
    """Months that hide the share, and its upper bound."""
    most = language.percent(against.thresholds.most_unattributed)
    uncosted = against.figures.uncosted
    if not uncosted:
        unconverted = unconverted_text(against.figures, language)
        return language.gettext(
            "{unconverted}, so more than {most} may be attributed to nobody",
            unconverted=unconverted,
            most=most,
        )
    return language.gettext(
        "no actual cost is recorded for {month}, so more than {most} may be attributed to nobody",
        month=language.month(uncosted[-1]),
        most=most,
    )


def _unattributed(against: Contradiction, language: Language) -> str:
    """The share in whole percent, or "above the limit" where rounding would hide that it is."""
    share, most = (
        (against.figures.unattributed or Fraction(0)) * PERCENT,
        against.thresholds.most_unattributed,
    )
    if whole_percent(share) > most:
        return language.percent(share)
    return language.gettext("more than {most}", most=language.percent(most))


def unchecked_text(
    rubric: Rubric, figures: "LedgerFigures | None", language: Language, before: str = ""
) -> str:
    """Claims not checked against money for want of a rate; empty where all were checked.

    Months that the sentence before, `before`, has named are not named again. A review made final before
    months were distinguished names none.
    """
    gap = None if figures is None else figures.rate_gap
    if figures is None or gap is None:
        return ""
    if not any(criterion.ledger_check in _IN_MONEY for criterion in rubric.criteria):
        return ""
    reason = gap.error().text(language)
    unconverted = unconverted_text(figures, language)
    if not unconverted:
        return language.gettext("Its money could not be compared with the claims. {reason}", reason=reason)
    if unconverted in before:
        return reason
    return f"{sentence(unconverted)} {reason}"


def volume_text(volume: int, unit: str, language: Language) -> str:
    """A volume in the initiative's own unit: `40,000 claims`."""
    number = language.number(volume)
    if not unit.strip():
        return language.gettext("{number} units", number=number)
    return language.gettext("{number} {unit}", number=number, unit=unit.strip())
