"""Costs at scale in the window: scenarios, the form that asks for them, ranges, another model."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea
from scoring import Desk

from fivegates.actions.importing.prices import add_book
from fivegates.actions.ledger import add_lines
from fivegates.actions.records import add_scenario
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
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    UsageLine,
)
from fivegates.domain.language import Message
from fivegates.ui.initiative.costs.tab import CostsTab
from fivegates.ui.initiative.scale.form import ScenarioForm
from fivegates.ui.initiative.scale.view import ScaleView
from fivegates.ui.prices.dialog import PricesDialog
from fivegates.ui.theme import Theme
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.labels import EmptyState, PlainLabel

pytestmark = pytest.mark.slow

KEY = Qt.Key
MARCH = date(2026, 3, 1)
OWN = Assumptions("Spring", 5_000, "EUR", note="Kept")
BOOK = PriceBook(
    date(2026, 2, 1),
    "EUR",
    (
        ModelPrice("large", Decimal("0.000003"), Decimal("0.00001")),
        ModelPrice("small", Decimal("0.0000015"), Decimal("0.000005")),
    ),
    "List",
)


@pytest.fixture
def tab(desk: Desk) -> CostsTab:
    """The Costs tab with a month that earns: 1,000 claims cost €2.00 each and bring €5.00."""
    desk.session.run(add_lines, {desk.subject.initiative_id: a_ledger()}, Message("Import"))
    QApplication.processEvents()
    desk.press(KEY.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    return desk.page.tabs.costs


def a_ledger() -> Ledger:
    """€3.00 for tokens by the list, of which €1,500.00 were paid; €500.00 fixed."""
    model = CostLine(MARCH, CostCategory.MODEL, Decimal(1500), "EUR", Phase.RUN, Behaviour.VARIABLE)
    fixed = replace(
        model, category=CostCategory.INFRASTRUCTURE, amount=Decimal(500), behaviour=Behaviour.FIXED
    )
    used = UsageLine(
        MARCH, 1_000, "claims", requests=1_000, tokens_in=700_000, tokens_out=90_000, model="large"
    )
    return Ledger((model, fixed), (used,), (BenefitLine(MARCH, Decimal(5000), "EUR"),))


def at_scale(tab: CostsTab) -> ScaleView:
    """Bring the view to the front."""
    tab.views.setCurrentIndex(tab.views.count() - 1)
    assert tab.scale.isVisible()
    return tab.scale


def cells(view: ScaleView) -> list[list[str]]:
    """The table as it is shown."""
    model = view.table.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def form_of(desk: Desk) -> ScenarioForm:
    form = desk.form()
    assert isinstance(form, ScenarioForm)
    return form


def enter(form: ScenarioForm, **texts: str) -> None:
    for place, text in texts.items():
        field = form.rows[place.replace("__", "-")].field
        assert isinstance(field, QLineEdit)
        field.setText(text)


def reported(form: ScenarioForm) -> dict[str, str]:
    return {place: row.problem for place, row in form.rows.items() if row.problem}


def add(desk: Desk, own: Assumptions = OWN) -> int:
    changes = desk.session.run(add_scenario, desk.subject.initiative_id, own)
    assert changes is not None
    assert changes.created is not None
    return changes.created


def test_the_columns_of_units_name_them(tab: CostsTab) -> None:
    model = at_scale(tab).table.table.model()
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert [title for title in titles if "claims" in title] == ["Volume, claims", "Break-even, claims"]


def test_without_an_actual_month_it_says_what_it_takes(desk: Desk) -> None:
    desk.press(KEY.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    view = at_scale(desk.page.tabs.costs)
    (empty,) = [state for state in view.findChildren(EmptyState) if state.isVisible()]
    words = [label.text() for label in empty.findChildren(PlainLabel)]
    assert words[0] == "Nothing to project yet"
    assert "actual run cost" in words[1]


def test_all_of_it_scrolls_with_the_band_and_there_is_one_scroll_bar(desk: Desk, tab: CostsTab) -> None:
    desk.page.window().resize(1280, 560)
    view = at_scale(tab)
    (outer,) = [area for area in tab.findChildren(QScrollArea) if area.isAncestorOf(tab.summary)]
    desk.qtbot.waitUntil(lambda: outer.verticalScrollBar().isVisible())
    desk.qtbot.waitUntil(lambda: not view.page.verticalScrollBar().isVisible())
    tab.views.setCurrentIndex(0)
    desk.qtbot.waitUntil(lambda: not outer.verticalScrollBar().isVisible())


def test_the_usual_volumes_stand_in_their_order(tab: CostsTab) -> None:
    view = at_scale(tab)
    assert [row[:4] for row in cells(view)] == [
        ["POC, 1% of target", "400", "€1,100", "€2.75"],
        ["Pilot, 10% of target", "4,000", "€6,500", "€1.63"],
        ["Production, at target", "40,000", "€60,500", "€1.51"],
        ["Ten times the target", "400,000", "€600,500", "€1.50"],
    ]
    assert cells(view)[0][4:] == ["€2.25", "143", "82%", "–"]
    assert (
        view.notes.text()
        == "At 40,000 claims a month it stops paying with value per unit at €1.51 instead of €5.00."
    )


def test_the_usual_volumes_cannot_be_edited(desk: Desk, tab: CostsTab) -> None:
    view = at_scale(tab)
    view.enter(Qt.FocusReason.OtherFocusReason)
    buttons = {b.text(): b for b in view.table.findChildren(QPushButton) if b.isVisible()}
    assert not buttons["Edit…"].isEnabled()
    assert not buttons["Remove"].isEnabled()
    desk.press(KEY.Key_Return, KEY.Key_Delete)
    assert desk.dialog is None
    assert len(cells(view)) == 4


def test_a_scenario_is_added_by_the_form_with_defaults_of_the_ledger(desk: Desk, tab: CostsTab) -> None:
    view = at_scale(tab)
    view.enter(Qt.FocusReason.OtherFocusReason)
    desk.press(KEY.Key_Insert)
    form = form_of(desk)
    assert form.value == Assumptions("Scenario 1", 40_000, "EUR")
    value = form.rows["value_per_unit"].field
    assert isinstance(value, QLineEdit)
    assert value.placeholderText() == "€5.00"
    enter(form, name="Merger", volume="10,000", fixed="900", price_change="-20%", retry_rate="5")
    enter(
        form, review_share="10", review_minutes="6", hourly_rate="40", step_capacity="5000", step_cost="100"
    )
    enter(form, volume__low="8000", volume__high="12000")
    enter(form, **{"price-level__low": "-50", "price-level__high": "10"})
    form.submit()
    desk.closed(form)
    (own,) = desk.record.scenarios
    assert replace(own, id=0) == Assumptions(
        "Merger",
        10_000,
        "EUR",
        fixed=Decimal(900),
        price_change=Decimal("-0.20"),
        retry_rate=Decimal("0.05"),
        review=ReviewAssumption(Decimal("0.10"), Decimal(6), Decimal(40)),
        steps=StepAssumption(5_000, Decimal(100)),
        bounds=(
            Bounds(Driver.VOLUME, Decimal(8_000), Decimal(12_000)),
            Bounds(Driver.PRICE, Decimal("0.5"), Decimal("1.1")),
        ),
    )
    assert cells(view)[4][:2] == ["Merger", "10,000"]
    desk.qtbot.waitUntil(lambda: "Merger: The result of a month lies between €" in view.notes.text())
    assert "seed 1" in view.notes.text()
    desk.session.undo()
    assert desk.record.scenarios == ()
    assert len(cells(view)) == 4
    assert "Merger" not in view.notes.text()


def test_the_shares_of_services_are_in_one_line(desk: Desk, tab: CostsTab) -> None:
    at_scale(tab).enter(Qt.FocusReason.OtherFocusReason)
    desk.press(KEY.Key_Insert)
    form = form_of(desk)
    shares = [form.rows[f"{each}_share"].field for each in ("batch", "flex", "priority", "off_peak")]
    QApplication.processEvents()
    assert len({share.mapTo(form, QPoint(0, 0)).y() for share in shares}) == 1
    form.reject()


def test_a_scenario_is_edited_as_it_was(desk: Desk, tab: CostsTab) -> None:
    full = replace(
        OWN,
        cache_hit_rate=Decimal("0.4"),
        review=ReviewAssumption(Decimal("0.125"), Decimal("2.5"), Decimal(40)),
        bounds=(
            Bounds(Driver.PRICE, Decimal("0.8"), Decimal("1.5")),
            Bounds(Driver.TOKENS, Decimal(1), Decimal(10**6)),
        ),
    )
    number = add(desk, full)
    view = at_scale(tab)
    view.table.table.choose(number)
    view.table.table.setFocus()
    desk.press(KEY.Key_Return)
    form = form_of(desk)
    assert form.value == replace(full, id=number)
    enter(form, volume="6000")
    form.submit()
    desk.closed(form)
    assert desk.record.scenarios == (replace(full, id=number, volume=6_000),)


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        ({"name": ""}, {"name"}),
        ({"volume": ""}, {"volume"}),
        ({"volume": "many"}, {"volume"}),
        ({"turns": "0"}, {"turns"}),
        ({"retry_rate": "101"}, {"retry_rate"}),
        ({"review_share": "10"}, {"review_minutes"}),
        ({"step_cost": "10"}, {"step_capacity"}),
        ({"review_share": "200", "review_minutes": "1", "hourly_rate": "1"}, {"review_share"}),
        ({"volume__low": "1"}, {"volume-high"}),
        ({"volume__low": "6000", "volume__high": "7000"}, {"volume-low"}),
        ({"volume__low": "7", "volume__high": "6"}, {"volume-high"}),
        ({"step_capacity": "10", "step_cost": "x"}, {"step_cost"}),
        ({"hourly-rate__low": "1", "hourly-rate__high": "2"}, {"hourly-rate-low"}),
    ],
)
def test_what_is_wrong_is_reported_beside_its_field(
    desk: Desk, tab: CostsTab, texts: dict[str, str], places: set[str]
) -> None:
    number = add(desk)
    view = at_scale(tab)
    view.table.table.choose(number)
    view.table.table.setFocus()
    desk.press(KEY.Key_Return)
    form = form_of(desk)
    enter(form, **texts)
    form.submit()
    assert set(reported(form)) == places
    form.reject()
    assert desk.record.scenarios == (replace(OWN, id=number),)


def test_a_scenario_is_duplicated_and_removed(desk: Desk, tab: CostsTab) -> None:
    number = add(desk)
    view = at_scale(tab)
    view.table.table.choose(number)
    (duplicate,) = [b for b in view.table.findChildren(ShrinkingButton) if b.text() == "Duplicate"]
    duplicate.click()
    assert [own.name for own in desk.record.scenarios] == ["Spring", "Spring, copy"]
    view.table.table.choose(number)
    view.table.table.setFocus()
    desk.press(KEY.Key_Delete)
    assert [own.name for own in desk.record.scenarios] == ["Spring, copy"]
    desk.session.undo()
    assert len(desk.record.scenarios) == 2


def test_a_scenario_that_cannot_be_worked_out_says_why(desk: Desk, tab: CostsTab) -> None:
    add(desk, replace(OWN, model="unheard-of"))
    view = at_scale(tab)
    assert cells(view)[4] == ["Spring", "5,000", *["–"] * 6]
    assert "Spring: No price book lists the model “unheard-of”." in view.notes.text()


def test_another_model_is_answered_at_the_target_volume(desk: Desk, tab: CostsTab) -> None:
    view = at_scale(tab)
    assert not view.other.box.isVisible()
    assert "Import or write down what models cost" in view.other.answer.text()
    desk.session.run(add_book, BOOK)
    assert view.other.box.isVisible()
    assert [view.other.box.itemText(n) for n in range(view.other.box.count())] == ["large", "small"]
    view.other.box.setEditText("small")
    assert view.other.answer.text() == (
        "With small, 40,000 claims a month cost €30,500 instead of €60,500, €30,000 less: €0.76 each instead "
        "of €1.51."
    )
    view.other.box.setEditText("smal")
    assert view.other.answer.text() == "No price book lists the model “smal”."


def test_in_large_text_no_sentence_is_wider_than_the_page(desk: Desk, tab: CostsTab, theme: Theme) -> None:
    desk.session.run(add_book, BOOK)
    view = at_scale(tab)
    theme.set_text_scale(200)
    desk.qtbot.waitUntil(lambda: view._body.width() <= view.page.viewport().width())


def test_the_way_to_the_prices_is_there(desk: Desk, tab: CostsTab) -> None:
    view = at_scale(tab)
    (button,) = [b for b in view.other.findChildren(QPushButton) if b.isVisible()]
    button.click()
    assert isinstance(desk.dialog, PricesDialog)
    desk.dialog.reject()


def test_tokens_that_are_priced_are_said_to_be(desk: Desk, tab: CostsTab) -> None:
    later = replace(a_ledger().usage[0], dated=date(2026, 4, 1))
    desk.session.run(add_book, BOOK)
    desk.session.run(add_lines, {desk.subject.initiative_id: Ledger(usage=(later,))}, Message("Import"))
    words = " ".join(label.text() for label in tab.summary.findChildren(PlainLabel))
    assert "€3.00 of the cost of 1 month is priced from its tokens, not billed (List 2026-02-01)." in words
