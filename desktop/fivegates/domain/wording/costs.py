"""The words of the ledger: categories of cost, and whether a figure is actual or forecast."""

from fivegates.domain.language import Language
from fivegates.domain.ledger import Basis, CostCategory


def cost_category_word(category: CostCategory, language: Language) -> str:
    """What money is spent on: `Model and tokens`."""
    return {
        CostCategory.MODEL: language.gettext("Model and tokens"),
        CostCategory.INFRASTRUCTURE: language.gettext("Infrastructure"),
        CostCategory.PEOPLE: language.gettext("People"),
        CostCategory.DATA: language.gettext("Data"),
        CostCategory.HUMAN_REVIEW: language.gettext("Human review"),
        CostCategory.LICENCES: language.gettext("Licences"),
        CostCategory.EVALUATION: language.gettext("Evaluation and monitoring"),
        CostCategory.OTHER: language.pgettext("cost category", "Other"),
    }[category]


def basis_word(basis: Basis, language: Language) -> str:
    """`actual` or `forecast`."""
    return {Basis.ACTUAL: language.gettext("actual"), Basis.FORECAST: language.gettext("forecast")}[basis]
