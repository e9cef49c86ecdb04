"""The form for a user's own scenario: its assumptions, and the bounds of uncertain ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QWidget

from fivegates.domain.economics.amounts import rounded
from fivegates.domain.economics.assumptions import (
    Assumptions,
    Bounds,
    Driver,
    ReviewAssumption,
    StepAssumption,
    check_assumptions,
)
from fivegates.domain.economics.projections import (
    Market,
    bounds_problems,
)
from fivegates.domain.economics.scenarios import Today
from fivegates.domain.economics.sensitivity import driver_value
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Language
from fivegates.domain.wording.money import driver_text
from fivegates.ui.context import Context
from fivegates.ui.initiative.scale.model_box import ModelBox
from fivegates.ui.widgets.fields import CountField, DecimalField, ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import FormRow, TextField

_HUNDREDTHS: Final = 2
PERCENT_DRIVERS: Final = frozenset(
    {
        Driver.CONTEXT_GROWTH,
        Driver.RETRY_RATE,
        Driver.CACHE_HIT_RATE,
        Driver.PRICE,
        Driver.REVIEW_SHARE,
    }
)
"""The drivers that are entered in percent."""


class NumberField(DecimalField):
    """A number, or a share in percent; while it is empty the ledger's value counts, which `unsaid` shows."""

    def __init__(
        self, number: Decimal | None, language: Language, unsaid: str = "", *, percent: bool = False
    ) -> None:
        super().__init__(_shown(number, percent=percent), language)
        self._percent = percent
        self.setPlaceholderText(unsaid)

    def text(self) -> str:
        """The entered text, without a percent sign."""
        written = super().text()
        return written.strip().removesuffix("%").rstrip() if self._percent else written

    @property
    def value(self) -> Decimal | None:
        """The number, a share as a fraction; None where the field is empty or cannot be read."""
        number = super().value
        return None if number is None else number.scaleb(-_HUNDREDTHS) if self._percent else number


def _shown(number: Decimal | None, *, percent: bool) -> Decimal | None:
    """A share in percent, without trailing zeros."""
    if number is None or not percent:
        return number
    return Decimal(f"{number.scaleb(_HUNDREDTHS).normalize():f}")


@dataclass(frozen=True)
class BoundsFields:
    """The lowest and the highest value of a driver; both or none are written.

    The price of the model is written as a change of it, as it is where it is assumed.
    """

    driver: Driver
    low: NumberField
    high: NumberField

    @classmethod
    def of(cls, driver: Driver, found: Bounds | None, language: Language) -> "BoundsFields":
        """Fields for a driver, filled where it has bounds."""
        percent, base = driver in PERCENT_DRIVERS, _base(driver)
        ends = (found.low - base, found.high - base) if found else (None, None)
        low, high = (NumberField(end, language, percent=percent) for end in ends)
        return cls(driver, low, high)

    @property
    def value(self) -> Bounds | None:
        """The bounds; None where they are not both written."""
        low, high, base = self.low.value, self.high.value, _base(self.driver)
        return None if low is None or high is None else Bounds(self.driver, low + base, high + base)

    def places(self) -> tuple[str, str]:
        """The names of the two fields in problems."""
        return f"{self.driver}-low", f"{self.driver}-high"

    def problems(self) -> Iterator[Problem]:
        """Problems of a bound that cannot be read, or that lacks the other one."""
        low, high = self.places()
        yield from self.low.problems(low)
        yield from self.high.problems(high)
        if bool(self.low.text().strip()) != bool(self.high.text().strip()):
            missing = high if self.low.text().strip() else low
            yield Problem(missing, UserError("Write the lowest and the highest value, or neither."))


def _base(driver: Driver) -> Decimal:
    """The base of a relative change."""
    return Decimal(1) if driver is Driver.PRICE else Decimal(0)


def placed(problem: Problem, fields: dict[Driver, BoundsFields], order: list[Driver]) -> Problem:
    """A problem of bounds at the field where they were written."""
    if not problem.place.startswith("bounds["):
        return problem
    index, _, end = problem.place.removeprefix("bounds[").partition("].")
    driver = order[int(index)]
    if driver not in fields:
        return problem
    low, high = fields[driver].places()
    return replace(problem, place=low if end == "low" else high)


_SHARES: Final = (2, 1, 1)
_REVIEW: Final = ("review_share", "review_minutes", "hourly_rate")
_STEPS: Final = ("step_capacity", "step_cost")


@dataclass(frozen=True)
class Ground:
    """The basis of a scenario: today's month, the prices of models, and the unit of the initiative."""

    today: Today
    market: Market
    unit: str


class ScenarioForm(FormDialog):
    """Each assumption with its range beside it; what is left empty stays as in the ledger."""

    def __init__(self, context: Context, own: Assumptions, ground: Ground, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the scenario") if own.id else gettext("Add a scenario")
        super().__init__(context, title, gettext("Save") if own.id else gettext("Add scenario"), parent)
        self._original = own
        self._ground = ground
        self._name = TextField(own.name)
        self._model = ModelBox(context.language, ground.market, ground.today.model, own.model)
        self._note = ProseBox(own.note, 2)
        self._volume = CountField(own.volume, context.language)
        self._capacity = CountField(own.steps.capacity if own.steps else None, context.language)
        self._numbers = dict(self._number_fields())
        held = {each.driver: each for each in own.bounds}
        self._bounds = {
            driver: BoundsFields.of(driver, held.get(driver), context.language) for driver in _BOUNDED
        }
        self._lay_out()
        self._name.setFocus()
        self._name.selectAll()

    @property
    def value(self) -> Assumptions:
        """The scenario as entered; what is not readable stays as it was."""
        number = {place: field.value for place, field in self._numbers.items()}
        return replace(
            self._original,
            name=self._name.text().strip(),
            volume=self._original.volume if self._volume.value is None else self._volume.value,
            model=self._model.model_name,
            note=self._note.toPlainText().strip(),
            review=_review([number[place] for place in _REVIEW]),
            steps=_steps(self._capacity.value, number["step_cost"]),
            bounds=self._entered_bounds(),
            value_per_unit=number["value_per_unit"],
            fixed=number["fixed"],
            other_unit_cost=number["other_unit_cost"],
            price_change=number["price_change"],
            turns=number["turns"],
            tokens_in=number["tokens_in"],
            tokens_out=number["tokens_out"],
            context_growth=number["context_growth"],
            retry_rate=number["retry_rate"],
            cache_hit_rate=number["cache_hit_rate"],
            batch_share=number["batch_share"],
            flex_share=number["flex_share"],
            priority_share=number["priority_share"],
            off_peak_share=number["off_peak_share"],
        )

    def find_problems(self) -> Iterable[Problem]:
        """Values that cannot be read or are incomplete, the domain's checks, and ranges without a value."""
        unreadable = (*self._unreadable(), *self._halves())
        own = self.value
        problems = unreadable or check_assumptions(own) or self._range_problems(own)
        order = [each.driver for each in own.bounds]
        return [_own_place(placed(problem, self._bounds, order)) for problem in problems]

    def _entered_bounds(self) -> tuple[Bounds, ...]:
        """The bounds that are written, and those that this form has no field for."""
        written = [value for fields in self._bounds.values() if (value := fields.value) is not None]
        others = [each for each in self._original.bounds if each.driver not in self._bounds]
        return (*written, *others)

    def _unreadable(self) -> Iterator[Problem]:
        """Problems of numbers that cannot be read."""
        yield from self._volume.problems("volume")
        if not self._volume.text().strip():
            yield Problem("volume", UserError("Write how many units a month."))
        yield from self._capacity.problems("step_capacity")
        for place, field in self._numbers.items():
            yield from field.problems(place)
        for fields in self._bounds.values():
            yield from fields.problems()

    def _halves(self) -> Iterator[Problem]:
        """Problems of fields that need each other."""
        for places in (_REVIEW, _STEPS):
            empty = [place for place in places if not self._written(place)]
            if empty and len(empty) < len(places):
                yield Problem(empty[0], UserError("Fill in all of these, or none."))

    def _written(self, place: str) -> bool:
        field = self._capacity if place == "step_capacity" else self._numbers[place]
        return bool(field.text().strip())

    def _range_problems(self, own: Assumptions) -> tuple[Problem, ...]:
        """Problems of ranges; a scenario that cannot be computed is reported in the table."""
        try:
            return bounds_problems(self._ground.today, own, self._ground.market)
        except UserError:
            return ()

    def _number_fields(self) -> Iterator[tuple[str, NumberField]]:
        """A field for each number, with the ledger's value as its placeholder."""
        own, review, steps = self._original, self._original.review, self._original.steps
        numbers: dict[str, Decimal | None] = {
            "value_per_unit": own.value_per_unit,
            "fixed": own.fixed,
            "other_unit_cost": own.other_unit_cost,
            "price_change": own.price_change,
            "turns": own.turns,
            "tokens_in": own.tokens_in,
            "tokens_out": own.tokens_out,
            "context_growth": own.context_growth,
            "retry_rate": own.retry_rate,
            "cache_hit_rate": own.cache_hit_rate,
            "batch_share": own.batch_share,
            "flex_share": own.flex_share,
            "priority_share": own.priority_share,
            "off_peak_share": own.off_peak_share,
            "review_share": review.share if review else None,
            "review_minutes": review.minutes if review else None,
            "hourly_rate": review.hourly_rate if review else None,
            "step_cost": steps.cost if steps else None,
        }
        language = self.context.language
        for place, number in numbers.items():
            yield place, NumberField(number, language, self._unsaid(place), percent=place in _PERCENT)

    def _unsaid(self, place: str) -> str:
        """The placeholder of a number: the ledger's value."""
        today, language = self._ground.today, self.context.language
        if place in ("tokens_in", "tokens_out") and today.use is not None:
            tokens = today.use.tokens_in if place == "tokens_in" else today.use.tokens_out
            return language.number(rounded(tokens, 1).normalize())
        driver = _DRIVERS.get(place)
        if driver is None or driver is Driver.PRICE:
            return ""
        value = driver_value(today.scenario, driver)
        if value is None:
            return ""
        return driver_text(driver, value, today.scenario, self._ground.unit, language)

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        self.add_rows(self.row("name", gettext("Name"), self._name))
        hint = gettext("Units a month.")
        self._add_with_bounds(Driver.VOLUME, self.row("volume", gettext("Volume"), self._volume, hint))
        services: list[FormRow] = []
        for place, label in _labels(self.context.language, self._original.currency):
            if place == "model":
                hint = gettext("Of a price book; empty for today’s.")
                self.add_rows(self.row("model", gettext("Model"), self._model, hint))
            elif place == "step_capacity":
                hint = gettext("Units a month that the fixed cost carries.")
                self.add_rows(self.row(place, label, self._capacity, hint))
            elif place in _SERVICES:
                services.append(self.row(place, label, self._numbers[place]))
                if place == _SERVICES[-1]:
                    self.add_rows(*services, shares=_SERVICE_SHARES)
            elif place in _DRIVERS:
                self._add_with_bounds(_DRIVERS[place], self.row(place, label, self._numbers[place]))
            else:
                self.add_rows(self.row(place, label, self._numbers[place]), shares=(1,))
        self.add_rows(self.row("note", gettext("Note"), self._note))

    def _add_with_bounds(self, driver: Driver, row: FormRow) -> None:
        """An assumption, with its lowest and highest value beside it."""
        gettext, fields = self.context.language.gettext, self._bounds[driver]
        low, high = fields.places()
        label = row.field.accessibleName()
        lowest, highest = (
            self.row(low, gettext("Lowest"), fields.low),
            self.row(high, gettext("Highest"), fields.high),
        )
        fields.low.setAccessibleName(gettext("{label}, lowest", label=label))
        fields.high.setAccessibleName(gettext("{label}, highest", label=label))
        self.add_rows(row, lowest, highest, shares=_SHARES)


_DRIVERS: Final[dict[str, Driver]] = {
    "value_per_unit": Driver.VALUE,
    "fixed": Driver.FIXED,
    "other_unit_cost": Driver.OTHER,
    "price_change": Driver.PRICE,
    "turns": Driver.TURNS,
    "context_growth": Driver.CONTEXT_GROWTH,
    "retry_rate": Driver.RETRY_RATE,
    "cache_hit_rate": Driver.CACHE_HIT_RATE,
    "review_share": Driver.REVIEW_SHARE,
    "review_minutes": Driver.REVIEW_MINUTES,
    "hourly_rate": Driver.HOURLY_RATE,
    "step_cost": Driver.STEP_COST,
}
_BOUNDED: Final = (Driver.VOLUME, *_DRIVERS.values())
_SERVICE_SHARES: Final = (10, 10, 11, 13)
"""Of the width, as long as their labels are: a label of two lines would put its field below the others."""
_SERVICES: Final = ("batch_share", "flex_share", "priority_share", "off_peak_share")
_PERCENT: Final = {*_SERVICES, *(place for place, driver in _DRIVERS.items() if driver in PERCENT_DRIVERS)}


def _labels(language: Language, currency: str) -> tuple[tuple[str, str], ...]:
    """Every assumption but the volume with its words and unit, in the order of the form."""
    gettext = language.gettext
    return (
        ("value_per_unit", gettext("Value per unit, {currency}", currency=currency)),
        ("fixed", gettext("Fixed cost a month, {currency}", currency=currency)),
        ("other_unit_cost", gettext("Other variable cost per unit, {currency}", currency=currency)),
        ("model", ""),
        ("price_change", gettext("Change of the model’s price, %")),
        ("turns", gettext("Requests per unit")),
        ("tokens_in", gettext("Tokens in, first request")),
        ("tokens_out", gettext("Tokens out per request")),
        ("context_growth", gettext("Growth of context by request, %")),
        ("retry_rate", gettext("Requests sent again, %")),
        ("cache_hit_rate", gettext("Input read from a cache, %")),
        ("batch_share", gettext("Batch requests, %")),
        ("flex_share", gettext("Flex requests, %")),
        ("priority_share", gettext("Priority requests, %")),
        ("off_peak_share", gettext("Off-peak requests, %")),
        ("review_share", gettext("Units that people check, %")),
        ("review_minutes", gettext("Minutes per check")),
        ("hourly_rate", gettext("Hourly rate of those who check, {currency}", currency=currency)),
        ("step_capacity", gettext("Capacity of the fixed cost")),
        ("step_cost", gettext("Cost of each further block a month, {currency}", currency=currency)),
    )


def _review(numbers: Sequence[Decimal | None]) -> ReviewAssumption | None:
    """Human review where all of its fields are filled."""
    share, minutes, rate = numbers
    if share is None or minutes is None or rate is None:
        return None
    return ReviewAssumption(share, minutes, rate)


def _steps(capacity: int | None, cost: Decimal | None) -> StepAssumption | None:
    """Blocks of capacity where both fields are filled."""
    return None if capacity is None or cost is None else StepAssumption(capacity, cost)


def _own_place(problem: Problem) -> Problem:
    """A problem at the name of the form's row: parts of a whole are there side by side."""
    names = {
        "review.share": "review_share",
        "review.minutes": "review_minutes",
        "review.hourly_rate": "hourly_rate",
        "steps.capacity": "step_capacity",
        "steps.cost": "step_cost",
    }
    return replace(problem, place=names.get(problem.place, problem.place))
