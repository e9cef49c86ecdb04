"""Every numeric field of every form reads back what it shows, in the language of the window."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from assessed import of_gates
from builders import REVIEWED, initiative
from examples import times
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit, QWidget

import fivegates
from fivegates.domain.capacity.settings import CapacitySettings, OwnerCapacity
from fivegates.domain.economics.assumptions import (
    Assumptions,
    Bounds,
    Driver,
    ReviewAssumption,
    StepAssumption,
)
from fivegates.domain.economics.ledger import (
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    ModelPrice,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.scenarios import Scenario, Today
from fivegates.domain.initiative.decisions import WITHOUT_CURRENCY, LedgerFigure, LedgerStop
from fivegates.domain.initiative.initiative import Action, Evidence, EvidenceKind, Forecast
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import InitiativeRecord
from fivegates.languages import language
from fivegates.ui.capacity.form import CapacityForm
from fivegates.ui.context import Context
from fivegates.ui.dialogs.initiative_form import InitiativeForm
from fivegates.ui.dialogs.portfolio_settings import PortfolioSettingsForm
from fivegates.ui.initiative.costs.forms import BenefitForm, CostForm, UsageForm
from fivegates.ui.initiative.forms.action_form import ActionForm
from fivegates.ui.initiative.forms.decision_parts import StopFields
from fivegates.ui.initiative.forms.forecast_form import ForecastForm
from fivegates.ui.initiative.forms.record_forms import EvidenceForm
from fivegates.ui.initiative.scale.form import Ground, NumberField, ScenarioForm
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.prices.commands import PriceForm
from fivegates.ui.rates import RateForm
from fivegates.ui.settings import WindowSettings
from fivegates.ui.theme import default_palettes
from fivegates.ui.widgets.form_dialog import FormDialog

CODES = (
    "en_GB",
    "en_US",
    "de_DE",
    "fr_FR",
    "de_CH",
    "en_DE",
    "sv_SE",
    "hi_IN",
    "en_IN",
    "ar_EG",
    "fa_IR",
    "pl_PL",
)
MARCH = date(2026, 3, 1)
codes = st.sampled_from(CODES)
counts = st.integers(0, 10**12)
amounts = st.builds(lambda n, places: Decimal(n).scaleb(-places), st.integers(0, 10**12), st.integers(0, 9))
signed = st.builds(lambda amount, sign: amount * sign, amounts, st.sampled_from([1, -1]))


def context_in(code: str) -> Context:
    """The context of a window in another language."""
    settings = WindowSettings(QSettings("fivegates", "fivegates"))
    return Context(language(code), default_palettes().light, settings, lambda: REVIEWED)


def reads_back(code: str, make: Callable[[Context, QWidget], FormDialog], written: object) -> None:
    """Whether a form that is opened and saved untouched says what it was opened with."""
    parent = QWidget()
    form: Any = make(context_in(code), parent)
    assert form.value == written
    assert list(form.find_problems()) == []
    parent.deleteLater()


@pytest.mark.usefixtures("qapp")
@times(0.8)
@given(code=codes, amount=signed, billed=amounts)
def test_a_cost_is_read_back(code: str, amount: Decimal, billed: Decimal) -> None:
    line = CostLine(MARCH, CostCategory.MODEL, amount, "EUR", Phase.RUN, Behaviour.FIXED, billed=billed, id=1)
    reads_back(code, lambda context, parent: CostForm(context, line, parent), line)


@pytest.mark.usefixtures("qapp")
@times(0.8)
@given(code=codes, amount=amounts)
def test_a_benefit_is_read_back(code: str, amount: Decimal) -> None:
    line = BenefitLine(MARCH, amount, "EUR", "Saved", id=1)
    reads_back(code, lambda context, parent: BenefitForm(context, line, parent), line)


@pytest.mark.usefixtures("qapp")
@times(0.8)
@given(code=codes, units=counts, tokens=counts)
def test_usage_is_read_back(code: str, units: int, tokens: int) -> None:
    line = UsageLine(
        MARCH, units, "claims", successes=units, requests=tokens, tokens_in=tokens, tokens_out=tokens, id=1
    )
    reads_back(code, lambda context, parent: UsageForm(context, line, parent), line)


@pytest.mark.usefixtures("qapp")
@times(0.8)
@given(code=codes, volume=st.integers(1, 10**12))
def test_a_target_volume_is_read_back(code: str, volume: int) -> None:
    edited = replace(initiative("CLAIMS", 1), target_volume=volume)
    reads_back(code, lambda context, parent: InitiativeForm(context, edited, set(), parent), edited)


@pytest.mark.usefixtures("qapp")
@times(0.8)
@given(code=codes, value=amounts.filter(lambda value: 0 < value < 10**9))
def test_a_rate_is_read_back(code: str, value: Decimal) -> None:
    rate = Rate(Month(2026, 3), "USD", "EUR", value, id=1)
    reads_back(code, lambda context, parent: RateForm(context, rate, parent), rate)


@pytest.mark.usefixtures("qapp")
@times(0.8)
@given(code=codes, price=amounts)
def test_a_price_is_read_back(code: str, price: Decimal) -> None:
    one = price.scaleb(-9)
    model = ModelPrice("large", one, one, cached=one, id=1)
    reads_back(code, lambda context, parent: PriceForm(context, model, "EUR", parent), model)


@pytest.mark.usefixtures("qapp")
@times(0.8)
@given(code=codes, tenths=st.integers(0, 100_000))
def test_an_effort_is_read_back(code: str, tenths: int) -> None:
    action = Action("value", "Name an owner", effort=Decimal(tenths).scaleb(-1), id=1)
    subject = Subject(InitiativeRecord(initiative("CLAIMS", 1)), of_gates(3))
    reads_back(code, lambda context, parent: ActionForm(context, subject, action, parent), action)


@pytest.mark.usefixtures("qapp")
def test_a_script_reads_the_effort_that_the_form_shows() -> None:
    action = Action("value", "Name an owner", effort=Decimal(1200), id=1)
    subject, parent = Subject(InitiativeRecord(initiative("CLAIMS", 1)), of_gates(3)), QWidget()
    form = ActionForm(context_in("de_DE"), subject, action, parent)

    assert (form._effort.text(), form.value.effort) == ("1.200", Decimal(1200))
    parent.deleteLater()


@pytest.mark.usefixtures("qapp")
@times(0.4)
@given(code=codes, cases=st.integers(1, 10**9))
def test_tried_cases_are_read_back(code: str, cases: int) -> None:
    subject = Subject(InitiativeRecord(initiative("CLAIMS", 1)), of_gates(3))
    criterion = subject.rubric.criteria[0].id
    kind, passed = EvidenceKind.TEST_RESULT, cases - 1
    proof = Evidence(criterion, kind, "Fixed set", REVIEWED, cases=cases, passed=passed, id=1)
    reads_back(code, lambda context, parent: EvidenceForm(context, subject, proof, parent), proof)


@pytest.mark.usefixtures("qapp")
@times(0.6)
@given(code=codes, amount=amounts, share=st.integers(0, 1000), volume=st.integers(1, 10**9))
def test_a_scenario_is_read_back(code: str, amount: Decimal, share: int, volume: int) -> None:
    part = Decimal(share).scaleb(-3)
    own = replace(
        Assumptions("Spring", volume, "EUR", turns=amount, tokens_in=amount, tokens_out=amount, id=1),
        value_per_unit=amount,
        fixed=amount,
        other_unit_cost=amount,
        price_change=part,
        context_growth=part,
        retry_rate=part,
        cache_hit_rate=part,
        review=ReviewAssumption(part, amount, amount),
        steps=StepAssumption(volume, amount),
        bounds=(
            Bounds(Driver.VALUE, amount, amount + 1),
            Bounds(Driver.PRICE, 1 - part, 1 + part),
            Bounds(Driver.RETRY_RATE, part, part + part),
        ),
    )
    ground = Ground(Today(Scenario("EUR", Fraction(1_000)), Month(2026, 3)), Market(), "claims")
    parent = QWidget()
    form = ScenarioForm(context_in(code), own, ground, parent)
    assert replace(form.value, bounds=()) == replace(own, bounds=())
    assert {each.driver: each for each in form.value.bounds} == {each.driver: each for each in own.bounds}
    assert list(form._unreadable()) == []
    parent.deleteLater()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("written", ["12,5 %", "12,5%", "12,5\N{NO-BREAK SPACE}%"])
def test_a_share_is_read_with_its_percent_sign(written: str) -> None:
    field = NumberField(None, language("de_DE"), percent=True)
    field.setText(written)
    assert field.value == Decimal("0.125")


@pytest.mark.usefixtures("qapp")
def test_a_number_of_another_language_is_refused_beside_its_field() -> None:
    parent = QWidget()
    form = InitiativeForm(context_in("en_GB"), initiative("CLAIMS", 1), set(), parent)
    volume = form.rows["target_volume"].field
    assert isinstance(volume, QLineEdit)
    volume.setText("1,5")
    form.submit()
    assert form.rows["target_volume"].problem == "“1,5” is not a whole number here. Write it like 1,200."
    parent.deleteLater()


@pytest.mark.usefixtures("qapp")
@times(0.6)
@given(code=codes, at=amounts, units=st.integers(1, 10**12), figure=st.sampled_from(LedgerFigure))
def test_a_stop_figure_is_read_back(code: str, at: Decimal, units: int, figure: LedgerFigure) -> None:
    stop = LedgerStop(figure, at, "" if figure in WITHOUT_CURRENCY else "EUR", units)
    field = StopFields(context_in(code), stop, "EUR")
    assert (field.value, list(field.problems("stop"))) == (stop, [])
    field.deleteLater()


@pytest.mark.usefixtures("qapp")
@times(0.6)
@given(code=codes, percent=st.integers(0, 100))
def test_a_probability_is_read_back(code: str, percent: int) -> None:
    said = Forecast("Live", percent, REVIEWED, REVIEWED, "R. Marsh", id=1)
    reads_back(code, lambda context, parent: ForecastForm(context, said, parent), said)


@pytest.mark.usefixtures("qapp")
@times(0.6)
@given(code=codes, cents=st.integers(1, 10**9))
def test_a_day_rate_is_read_back(code: str, cents: int) -> None:
    held = Settings("Title", "", "five-gates", "1", day_rate=Decimal(cents).scaleb(-2))
    reads_back(code, lambda context, parent: PortfolioSettingsForm(context, held, parent), held)


@pytest.mark.usefixtures("qapp")
@times(0.6)
@given(code=codes, tenths=st.integers(1, 400), least=st.integers(1, 900))
def test_a_capacity_is_read_back(code: str, tenths: int, least: int) -> None:
    days = Decimal(tenths).scaleb(-1)
    people = (OwnerCapacity("Ana Ruiz", min(days, Decimal(7))),)
    wanted = CapacitySettings(
        days,
        date(2027, 3, 31),
        at_least=least,
        unassigned=min(days, Decimal(7)),
        per_unit=least,
        owners=people,
    )
    reads_back(code, lambda context, parent: CapacityForm(context, wanted, parent), wanted)


def test_no_form_with_a_number_is_left_out() -> None:
    made = re.compile(r"(?<!class )\b(?:Amount|Count|Decimal|Number)Field\(")
    held = Path(__file__).read_text(encoding="utf-8")
    for path in (Path(fivegates.__file__).parent / "ui").rglob("*.py"):
        if made.search(path.read_text(encoding="utf-8")) and path.name != "fields.py":
            module = ".".join(path.relative_to(Path(fivegates.__file__).parents[1]).with_suffix("").parts)
            assert f"from {module} import" in held, module
