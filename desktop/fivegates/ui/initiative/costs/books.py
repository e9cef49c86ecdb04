"""The figures of a ledger in the reporting currency, as the Costs tab shows them."""

from dataclasses import dataclass

from fivegates.domain.economics.ledger import Basis, Ledger
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.reconciliation import Reconciliation, reconciliation
from fivegates.domain.economics.scenarios import scenario_from
from fivegates.domain.economics.unit_economics import Economics, base_month, economics_of, rate_gaps
from fivegates.domain.language import Language
from fivegates.domain.review.review import InitiativeRecord
from fivegates.domain.wording.money import break_even_sentence, split_sentence, success_sentence
from fivegates.domain.wording.money_terms import unit_text
from fivegates.domain.wording.projections import priced_sentences
from fivegates.domain.wording.reconciliation import reconciliation_sentences
from fivegates.domain.wording.words import UNKNOWN


@dataclass(frozen=True, slots=True)
class Books:
    """A ledger, its currency of report, and its months; `economics` is None while a rate is missing.

    `reconciled` compares what tokens cost by the price books with what was billed, where both are known.
    """

    ledger: Ledger
    currency: str
    unit: str
    gaps: tuple[RateGap, ...]
    economics: Economics | None
    reconciled: Reconciliation | None = None

    @property
    def empty(self) -> bool:
        """Whether there is no line at all."""
        return not (self.ledger.costs or self.ledger.usage or self.ledger.benefits)

    @property
    def month(self) -> MonthFigures | None:
        """The last actual month: with units where there is one, else with a run cost alone."""
        if self.economics is None:
            return None
        spent = [month for month in self.economics.months if month.run_basis is Basis.ACTUAL]
        return base_month(self.economics) or next(reversed(spent), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its label; a dash for one that is not known."""

    name: str
    text: str


def books_of(record: InitiativeRecord, currency: str, market: Market) -> Books:
    """Compute the figures, as far as rates exist; price books replace missing model costs."""
    gaps = rate_gaps(record.ledger, currency, market.rates)
    economics = None if gaps else economics_of(record.ledger, currency, market.rates, market.books)
    reconciled = reconciliation(record.ledger, currency, market.rates, market.books)
    return Books(record.ledger, currency, record.initiative.unit, gaps, economics, reconciled)


def figures_of(books: Books, language: Language) -> tuple[Figure, ...]:
    """Run cost, unit cost, value per unit and margin of the last actual month."""
    month, gettext = books.month, language.gettext
    run = None if month is None else month.run_cost
    one = [None] * 3 if month is None else [month.unit_cost, month.value_per_unit, month.margin]
    names = (gettext("Unit cost"), gettext("Value per unit"), gettext("Margin per unit"))
    spent = UNKNOWN if run is None else language.money(run, books.currency)
    return (
        Figure(gettext("Run cost a month"), spent),
        *(
            Figure(name, unit_text(amount, books.currency, language))
            for name, amount in zip(names, one, strict=True)
        ),
    )


def month_sentence(books: Books, language: Language) -> str:
    """The month of the figures, or why there are none."""
    if books.gaps:
        return language.gettext(
            "Without that rate no figure in {currency} is known.", currency=books.currency
        )
    if books.month is None:
        return language.gettext("No month has an actual run cost yet, so nothing is known.")
    month = language.month(books.month.month)
    if books.month.benefit_basis is Basis.FORECAST:
        return language.gettext(
            "Figures of {month}, the last actual month; its value is a forecast.", month=month
        )
    return language.gettext("Figures of {month}, the last actual month.", month=month)


def month_details(books: Books, language: Language) -> tuple[str, ...]:
    """That month's cost in its parts, and by what succeeded; what is not known is left out."""
    if books.month is None:
        return ()
    split = split_sentence(books.month, books.currency, language)
    success = success_sentence(books.month, books.currency, books.unit, language)
    return tuple(filter(None, (split, success)))


def priced_text(books: Books, language: Language) -> str:
    """Sentences on estimated costs, tokens without a price, and prices against the bill."""
    if books.economics is None:
        return ""
    lines = list(priced_sentences(books.economics, language))
    if books.reconciled is not None:
        lines += reconciliation_sentences(books.reconciled, books.currency, language)
    return " ".join(lines)


def break_even_text(books: Books, language: Language) -> str:
    """The break-even volume; what is missing, while that is unknown."""
    if books.economics is None:
        return ""
    scenario = scenario_from(books.economics)
    if scenario is None:
        return language.gettext("Break-even is known once a month has actual run costs and units.")
    return break_even_sentence(scenario, books.unit, language)


def gap_sentences(books: Books, language: Language) -> str:
    """Each missing rate, by month and pair, a line each."""
    return "\n".join(gap.error().text(language) for gap in books.gaps)
