"""What the ledger holds against a claim, with its figures."""

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from fivegates.domain.economics.amounts import telling_digits
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.language import Language, whole_percent
from fivegates.domain.rubric.rubric import LedgerCheck, Rubric
from fivegates.domain.verdict.ledger_rule import PERCENT, Contradiction

if TYPE_CHECKING:
    from fivegates.domain.verdict.ledger_figures import LedgerFigures

_IN_MONEY: Final = frozenset({LedgerCheck.VISIBILITY, LedgerCheck.RETURN})
"""The checks for which amounts are added up."""


def contradiction_clause(against: Contradiction, language: Language) -> str:
    """Say it inside a sentence: "at 40,000 claims a month each costs €0.31 more than it is worth"."""
    figures = against.figures
    match against.check:
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
    """Too few months of cost, or too much that nobody is known for."""
    figures = against.figures
    if against.too_few_months:
        if not figures.cost_months:
            return language.gettext("no actual cost is recorded")
        return language.ngettext(
            "actual cost is recorded for {count} month only",
            "actual cost is recorded for {count} months only",
            figures.cost_months,
        )
    share = _unattributed(against, language)
    return language.gettext("{share} of the cost is attributed to nobody", share=share)


def contradiction_text(against: Contradiction, language: Language) -> str:
    """Give the figures and what they are held against, without full stop."""
    match against.check:
        case LedgerCheck.RETURN:
            return _return_text(against.figures, language)
        case LedgerCheck.UNIT_COST:
            return language.gettext("no complete month has an actual usage line")
        case LedgerCheck.VISIBILITY:
            return _visibility_text(against, language)


def _return_text(figures: "LedgerFigures", language: Language) -> str:
    """Cost against value, and the month whose figures they are."""
    cost, value = figures.unit_cost or Fraction(0), figures.unit_value or Fraction(0)
    digits = telling_digits(cost, value, figures.currency)
    values = {
        "cost": language.money(cost, figures.currency, digits),
        "value": language.money(value, figures.currency, digits),
        "volume": volume_text(figures.target_volume or 0, figures.unit, language),
        "month": language.month(figures.month) if figures.month else "",
    }
    if figures.value_basis is Basis.FORECAST:
        return language.gettext(
            "{cost} cost against {value} expected value at {volume} a month, on the figures of {month}",
            **values,
        )
    return language.gettext(
        "{cost} cost against {value} value at {volume} a month, on the figures of {month}", **values
    )


def _visibility_text(against: Contradiction, language: Language) -> str:
    """What was found, and what it takes."""
    if against.too_few_months:
        return language.ngettext(
            "the ledger has {count} complete month of actual cost, and it takes {needed}",
            "the ledger has {count} complete months of actual cost, and it takes {needed}",
            against.figures.cost_months,
            needed=language.number(against.thresholds.cost_months),
        )
    return language.gettext(
        "of the last three months’ cost {share} is attributed to nobody; {most} is the most",
        share=_unattributed(against, language),
        most=language.percent(against.thresholds.most_unattributed),
    )


def _unattributed(against: Contradiction, language: Language) -> str:
    """The share in whole percent, or that it is above the limit where rounding would hide that."""
    share, most = (
        (against.figures.unattributed or Fraction(0)) * PERCENT,
        against.thresholds.most_unattributed,
    )
    if whole_percent(share) > most:
        return language.percent(share)
    return language.gettext("more than {most}", most=language.percent(most))


def unchecked_text(rubric: Rubric, figures: "LedgerFigures | None", language: Language) -> str:
    """Say that no money could be held against the claims, and which rate is missing; empty where it could."""
    gap = None if figures is None else figures.rate_gap
    if gap is None or not any(criterion.ledger_check in _IN_MONEY for criterion in rubric.criteria):
        return ""
    return language.gettext(
        "Its money could not be held against the claims. {reason}", reason=gap.error().text(language)
    )


def volume_text(volume: int, unit: str, language: Language) -> str:
    """`40,000 claims`, in the initiative's own word for its units."""
    number = language.number(volume)
    if not unit.strip():
        return language.gettext("{number} units", number=number)
    return language.gettext("{number} {unit}", number=number, unit=unit.strip())
