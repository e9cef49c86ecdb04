"""Terms for kinds of money, assumptions and volumes, and rounded amounts."""

from fractions import Fraction
from typing import Final

from fivegates.domain.economics.amounts import Amount
from fivegates.domain.economics.ledger import Basis, Behaviour, CostCategory, Phase
from fivegates.domain.economics.scenarios import Scale
from fivegates.domain.economics.sensitivity import Driver
from fivegates.domain.language import Language
from fivegates.domain.wording.words import UNKNOWN

WHOLE_FROM: Final = 100
"""Smallest amount that is rounded to whole units."""


def rough_money(amount: Fraction, currency: str, language: Language, largest: Fraction | None = None) -> str:
    """An amount rounded by its size or that of the `largest` beside it: `€15,779`, `€1.12`, `€0.0031`."""
    if abs(amount if largest is None else largest) >= WHOLE_FROM:
        return language.money(amount, currency, 0)
    return language.unit_money(amount, currency)


def unit_text(amount: Amount | None, currency: str, language: Language) -> str:
    """Amount per unit, or a dash."""
    return UNKNOWN if amount is None else language.unit_money(amount, currency)


def category_word(category: CostCategory, language: Language) -> str:
    """Name a cost category."""
    return {
        CostCategory.MODEL: language.pgettext("cost", "Model and tokens"),
        CostCategory.INFRASTRUCTURE: language.pgettext("cost", "Infrastructure"),
        CostCategory.PEOPLE: language.pgettext("cost", "People"),
        CostCategory.DATA: language.pgettext("cost", "Data"),
        CostCategory.HUMAN_REVIEW: language.pgettext("cost", "Human review"),
        CostCategory.LICENCES: language.pgettext("cost", "Licences"),
        CostCategory.EVALUATION: language.pgettext("cost", "Evaluation and monitoring"),
        CostCategory.OTHER: language.pgettext("cost", "Other"),
    }[category]


def phase_word(phase: Phase, language: Language) -> str:
    """Name a phase: run or build."""
    return {
        Phase.RUN: language.pgettext("cost", "Run"),
        Phase.BUILD: language.pgettext("cost", "Build"),
    }[phase]


def behaviour_word(behaviour: Behaviour, language: Language) -> str:
    """Name a cost behaviour: fixed or variable."""
    return {
        Behaviour.FIXED: language.pgettext("cost", "Fixed"),
        Behaviour.VARIABLE: language.pgettext("cost", "Variable"),
    }[behaviour]


def basis_word(basis: Basis, language: Language) -> str:
    """Name the basis of a line: actual or forecast."""
    return {
        Basis.ACTUAL: language.pgettext("ledger", "Actual"),
        Basis.FORECAST: language.pgettext("ledger", "Forecast"),
    }[basis]


def scale_word(scale: Scale, language: Language) -> str:
    """Name a volume."""
    return {
        Scale.POC: language.pgettext("scale", "POC, 1% of target"),
        Scale.PILOT: language.pgettext("scale", "Pilot, 10% of target"),
        Scale.PRODUCTION: language.pgettext("scale", "Production, at target"),
        Scale.TENFOLD: language.pgettext("scale", "Ten times the target"),
    }[scale]


def driver_word(driver: Driver, language: Language) -> str:
    """Name a driver, for the start of a line or the middle of a sentence."""
    return {
        Driver.VOLUME: language.pgettext("driver", "monthly volume"),
        Driver.VALUE: language.pgettext("driver", "value per unit"),
        Driver.FIXED: language.pgettext("driver", "fixed cost a month"),
        Driver.STEP_COST: language.pgettext("driver", "cost of each further block"),
        Driver.TURNS: language.pgettext("driver", "requests per unit"),
        Driver.TOKENS: language.pgettext("driver", "tokens per request"),
        Driver.CONTEXT_GROWTH: language.pgettext("driver", "growth of context by turn"),
        Driver.RETRY_RATE: language.pgettext("driver", "retry rate"),
        Driver.CACHE_HIT_RATE: language.pgettext("driver", "cache-hit rate"),
        Driver.PRICE: language.pgettext("driver", "the model’s price"),
        Driver.REVIEW: language.pgettext("driver", "human review per unit"),
        Driver.REVIEW_SHARE: language.pgettext("driver", "share reviewed by people"),
        Driver.REVIEW_MINUTES: language.pgettext("driver", "minutes per review"),
        Driver.HOURLY_RATE: language.pgettext("driver", "hourly rate of reviewers"),
        Driver.OTHER: language.pgettext("driver", "other variable cost per unit"),
    }[driver]
