"""The charts of money: what they say, where their marks stand, and what they leave out."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from brief_cases import PALETTE
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from money_ledgers import benefit, cost, in_euros, sample_ledger, usage

from fivegates.charts.drawing.amounts import money, tick_amounts
from fivegates.charts.drawing.plot import spread
from fivegates.charts.drawing.text import BOLD, TEXT_SIZE, text_width
from fivegates.charts.money.at_volume import Target, at_volume
from fivegates.charts.money.monthly_cost import monthly_cost
from fivegates.charts.money.sensitivity import sensitivity
from fivegates.charts.money.titles import at_volume_finding, monthly_cost_finding, sensitivity_finding
from fivegates.charts.money.unit_cost import unit_cost
from fivegates.charts.palette import read_palettes
from fivegates.domain.economics.ledger import Basis, CostCategory, Ledger, Phase
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.scenarios import FixedSteps, Scenario
from fivegates.domain.economics.sensitivity import sensitivity as effects_of
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.money import unit_cost_finding
from fivegates.domain.wording.money_terms import driver_word

LIGHT = read_palettes(PALETTE).light
WIDTH = 493.0
FORECAST = Basis.FORECAST
LETTERS = in_euros(sample_ledger("customer-letters"))
SERVICE = Scenario(
    "EUR", Fraction(400), Fraction(5, 2), Fraction(1000), other_unit_cost=Fraction(1, 2), month=Month(2026, 4)
)


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in (*figure.texts, *figure.axes[0].texts)]


def bars(figure: Figure) -> list[Rectangle]:
    """The pieces of bars, without the swatches, which stand right of the plot."""
    axes = figure.axes[0]
    found = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    return [patch for patch in found if patch.get_transform().contains_branch(axes.transData)]


def labels(figure: Figure) -> list[str]:
    """What is named below the plot."""
    axes = figure.axes[0]
    hanging = [text for text in axes.texts if text.get_verticalalignment() == "top"]
    return [text.get_text() for text in hanging if text.get_position()[1] < 0]


# The grid


def test_the_grid_is_one_line_and_no_tick_is_made() -> None:
    figure = monthly_cost(LETTERS, LIGHT, ENGLISH, width=WIDTH)
    axes = figure.axes[0]
    (grid,) = [line for line in axes.lines if line.get_color() == LIGHT.hairline]
    left = [text for text in axes.texts if text.get_position()[0] < 0]
    heights = np.asarray(grid.get_ydata(), dtype=float)
    assert [text.get_position()[1] for text in left] == sorted(set(heights[np.isfinite(heights)]))
    assert [text.get_text() for text in left][:2] == ["€0", "€10,000"]
    assert not axes.axison


# Monthly cost


def test_bars_add_up_to_the_cost_of_their_month() -> None:
    figure = monthly_cost(LETTERS, LIGHT, ENGLISH, width=WIDTH)
    october = [bar for bar in bars(figure) if round(bar.get_x() + bar.get_width() / 2) == 9]
    assert sum(bar.get_height() for bar in october) == pytest.approx(15_779)
    for below, above in pairwise(october):
        assert above.get_y() == pytest.approx(below.get_y() + below.get_height())


def test_the_largest_category_is_at_the_bottom_and_the_small_ones_are_added_up() -> None:
    reported = words(monthly_cost(LETTERS, LIGHT, ENGLISH, width=WIDTH))
    assert "People €8,200" in reported
    assert "2 smaller categories €1,050" in reported
    assert "Build, once" in reported


@pytest.mark.parametrize("months", [1, 2, 3, 5])
def test_names_within_the_plot_of_a_short_history_take_no_room_beside_it(months: int) -> None:
    costs = tuple(cost(f"2026-0{n}", "10") for n in range(1, months + 1))
    used = tuple(usage(f"2026-0{n}", 5) for n in range(1, months + 1))
    economics = in_euros(Ledger(costs, used))
    for figure in (
        monthly_cost(economics, LIGHT, ENGLISH, width=WIDTH),
        unit_cost(economics, "claims", LIGHT, ENGLISH, width=WIDTH),
    ):
        plot = figure.axes[0].get_position()
        right = [text for text in figure.axes[0].texts if text.get_position()[0] > 0]
        name = next(text for text in right if "€" in text.get_text())
        end = (plot.x0 + name.get_position()[0] * plot.width) * WIDTH
        end += text_width(name.get_text(), TEXT_SIZE, BOLD)
        assert end <= WIDTH
        assert plot.x1 == pytest.approx(1) or end == pytest.approx(WIDTH, abs=20)


def test_forecast_is_hatched_and_actual_is_not() -> None:
    ledger = Ledger((cost("2026-03", "10"), cost("2026-04", "12", basis=FORECAST)))
    figure = monthly_cost(in_euros(ledger), LIGHT, ENGLISH, width=WIDTH)
    assert [bool(bar.get_hatch()) for bar in bars(figure)] == [False, True]
    assert "forecast" in words(figure)
    assert "Hatched: forecast" in words(figure)[1]
    assert "Hatched" not in words(monthly_cost(LETTERS, LIGHT, ENGLISH, width=WIDTH))[1]


def test_a_credit_goes_below_zero() -> None:
    ledger = Ledger((cost("2026-03", "10"), cost("2026-03", "-4", CostCategory.OTHER)))
    figure = monthly_cost(in_euros(ledger), LIGHT, ENGLISH, width=WIDTH)
    assert sorted((bar.get_y(), bar.get_height()) for bar in bars(figure)) == [(0, -4), (0, 10)]
    assert figure.axes[0].get_ylim()[0] < -4


def test_a_month_without_a_line_keeps_its_place() -> None:
    ledger = Ledger((cost("2025-11", "10"), cost("2026-02", "12")))
    figure = monthly_cost(in_euros(ledger), LIGHT, ENGLISH, width=WIDTH)
    assert labels(figure) == ["Nov\n2025", "Dec", "Jan\n2026", "Feb"]
    assert len(bars(figure)) == 2


def test_names_of_many_months_do_not_touch() -> None:
    ledger = Ledger(tuple(cost(str(Month(2019, 1).plus(month)), "10") for month in range(80)))
    figure = monthly_cost(in_euros(ledger), LIGHT, ENGLISH, width=WIDTH)
    assert 5 <= len(labels(figure)) <= 14


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        (
            [cost("2026-03", "10"), cost("2026-04", "14")],
            "Run cost rose €4.00 (40%) since March 2026, to €14.00 a month",
        ),
        (
            [cost("2026-03", "10"), cost("2026-04", "5")],
            "Run cost fell €5.00 (50%) since March 2026, to €5.00 a month",
        ),
        (
            [cost("2026-03", "1000"), cost("2026-04", "1001")],
            "Run cost has stayed at €1,001 a month since March 2026",
        ),
        (
            [cost("2026-03", "1000"), cost("2026-05", "1001")],
            "Run cost was €1,001 in May 2026, much as in March 2026",
        ),
        (
            [cost("2026-03", "1000"), cost("2026-04", "20"), cost("2026-05", "1000")],
            "Run cost was €1,000 in May 2026, much as in March 2026",
        ),
        ([cost("2026-03", "10")], "Running it cost €10.00 in March 2026"),
        ([cost("2026-03", "10", basis=FORECAST)], "Running it is expected to cost €10.00 in March 2026"),
        (
            [cost("2026-03", "1500", phase=Phase.BUILD)],
            "Building it costs €1,500; running it is not in the ledger",
        ),
    ],
)
def test_the_title_of_monthly_cost_is_worked_out(lines: list[object], finding: str) -> None:
    economics = in_euros(Ledger(tuple(lines)))  # type: ignore[arg-type]
    assert monthly_cost_finding(economics, ENGLISH) == finding


# Unit cost


def test_unit_cost_stands_against_value() -> None:
    told = words(unit_cost(LETTERS, "letters", LIGHT, ENGLISH, width=WIDTH))
    assert told[0] == "Unit cost fell €8.27 (88%) since February 2026, to €1.12, against €2.50 of value"
    assert "(letters)" in told[1]
    assert {"Unit cost", "€1.12", "Value per unit", "€2.50"} <= set(told)


def test_what_is_drawn_is_reported_whole_beside_another_chart() -> None:
    """Two charts share the width of a window of 1,280 pixels."""
    claims = in_euros(sample_ledger("claims-triage"))
    told = words(unit_cost(claims, "claims", LIGHT, ENGLISH, width=360))
    assert told[1].endswith("Light: gain. Dark: loss. Dashed: forecast.")


def test_without_a_benefit_there_is_no_value() -> None:
    ledger = Ledger((cost("2026-03", "10"),), (usage("2026-03", 40),))
    figure = unit_cost(in_euros(ledger), "", LIGHT, ENGLISH, width=WIDTH)
    assert unit_cost_finding(in_euros(ledger), ENGLISH) == "Unit cost was €0.25 in March 2026"
    assert "Value per unit" not in words(figure)
    assert "value" not in words(figure)[1]


def test_a_forecast_is_hollow_and_reported_so() -> None:
    ledger = Ledger(
        (cost("2026-03", "10", basis=FORECAST),), (usage("2026-03", 40),), (benefit("2026-03", "20"),)
    )
    figure = unit_cost(in_euros(ledger), "", LIGHT, ENGLISH, width=WIDTH)
    marks = [line for line in figure.axes[0].lines if line.get_marker() in {"o", "D"}]
    assert [line.get_markerfacecolor() for line in marks] == [LIGHT.page, LIGHT.accent]
    assert "Dashed: forecast." in words(figure)[1]
    assert words(figure)[0].startswith("Unit cost is expected at €0.25 in March 2026")


# At volume


def volume_chart(scenario: Scenario, target: int | None = 900) -> Figure:
    return at_volume(scenario, Target(target, "claims"), LIGHT, ENGLISH, width=WIDTH)


def test_the_ring_stands_where_the_lines_meet() -> None:
    figure = volume_chart(SERVICE)
    rings = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert [np.asarray(line.get_xydata()).tolist() for line in rings] == [[[500, 1250]]]
    assert {"April 2026: 400", "break-even 500", "target 900", "Cost", "Value"} <= set(words(figure))


def test_the_amounts_at_the_ends_are_named_with_their_volume() -> None:
    figure = volume_chart(SERVICE)
    named = next(text for text in words(figure) if "Amounts named: at " in text)
    volume = int(named.partition("Amounts named: at ")[2].split()[0].replace(",", ""))
    assert figure.axes[0].get_xlim()[1] == volume
    cost = 1000 + volume / 2  # fixed, and 0.50 a unit
    assert f"€{cost:,.0f}" in words(figure)


def test_a_break_even_far_away_is_reported_and_not_drawn() -> None:
    figure = volume_chart(replace(SERVICE, fixed=Fraction(100_000)))
    assert words(figure)[0] == "It pays from 50,000 claims a month; the target is only 900"
    assert not any("break-even" in text for text in words(figure)[1:])
    assert figure.axes[0].get_xlim()[1] < 1000


def test_cost_jumps_where_capacity_ends() -> None:
    stepped = replace(SERVICE, steps=FixedSteps(300, Fraction(200)))
    drawn = volume_chart(stepped).axes[0].lines
    line = np.asarray(next(each for each in drawn if each.get_linewidth() > 1).get_xydata())
    assert line[1].tolist() == [300, 1150]
    assert line[2] == pytest.approx([300, 1350], abs=0.01)


@pytest.mark.parametrize(
    ("today", "target", "value", "finding"),
    [
        (400, 900, Fraction(5, 2), "It pays from 500 claims a month; the target is 900"),
        (600, 900, Fraction(5, 2), "It pays from 500 claims a month; in April 2026 it did 600"),
        (400, 450, Fraction(5, 2), "It pays from 500 claims a month; the target is only 450"),
        (400, None, Fraction(5, 2), "It pays from 500 claims a month; in April 2026 it did only 400"),
        (400, 900, Fraction(1, 2), "It never pays: one more unit costs €0.50 and brings €0.50"),
        (400, 900, None, "At 900 claims a month it costs €1,450; what it brings is not in the ledger"),
    ],
)
def test_the_title_says_from_where_it_pays(
    today: int, target: int | None, value: Fraction | None, finding: str
) -> None:
    scenario = replace(SERVICE, volume=Fraction(today), value_per_unit=value)
    assert at_volume_finding(scenario, target, "claims", ENGLISH) == finding
    assert words(volume_chart(scenario, target))[0] == finding


def test_without_fixed_cost_it_pays_at_once_and_there_is_no_ring() -> None:
    figure = volume_chart(replace(SERVICE, fixed=Fraction(0)))
    assert words(figure)[0] == "It pays at any volume: there is no fixed cost to cover"
    assert not any(line.get_marker() == "o" for line in figure.axes[0].lines)


# Sensitivity


def test_the_largest_effect_comes_first() -> None:
    scenario = replace(SERVICE, volume=Fraction(550))
    effects = effects_of(scenario)
    figure = sensitivity(scenario, effects[::-1], LIGHT, ENGLISH, width=WIDTH)
    texts = {text.get_text(): text.get_position()[1] for text in figure.axes[0].texts}
    heights = [texts[driver_word(effect.driver, ENGLISH)] for effect in effects]
    assert len(heights) > 1
    assert heights == sorted(heights)
    assert "€100" in texts


def test_the_title_counts_the_drivers_that_would_break_it() -> None:
    scenario = replace(SERVICE, volume=Fraction(550))
    found = sensitivity_finding(scenario, effects_of(scenario), ENGLISH)
    most, turning = found.split("; ")
    assert most == "What matters most at 550 a month: value per unit"
    assert turning == "each of 3 drivers would turn the result negative"
    losing = sensitivity_finding(SERVICE, effects_of(SERVICE), ENGLISH)
    assert "negative" not in losing


# What they share


@pytest.mark.parametrize(
    ("amount", "text"), [("0.0031", "€0.0031"), ("1.124", "€1.12"), ("15778.50", "€15,779"), ("-3", "−€3.00")]
)
def test_amounts_have_the_decimals_that_they_need(amount: str, text: str) -> None:
    assert money(Fraction(amount), "EUR", ENGLISH) == text


def test_ticks_have_the_same_decimals() -> None:
    assert tick_amounts([0.0, 0.1, 0.30000000000000004], "EUR", ENGLISH) == ["€0.00", "€0.10", "€0.30"]
    assert tick_amounts([0.0, 5000.0], "EUR", ENGLISH) == ["€0", "€5,000"]


def test_labels_part_and_stay_in_order() -> None:
    places = spread([50, 52, 10, 51], [10, 10, 10, 10])
    assert places[2] == 10
    assert [places[0], places[3], places[1]] == pytest.approx([41, 51, 61])
    assert spread([1, 2], [10, 10]) == [5, 15]


def test_headings_leave_out_a_name_of_units_that_would_be_cut() -> None:
    unit = "extraordinarily complicated household and travel claims of all lines"
    drawn = at_volume(SERVICE, Target(500, unit), LIGHT, ENGLISH, width=WIDTH)
    title, subtitle = words(drawn)[:2]
    assert title == at_volume_finding(SERVICE, 500, "", ENGLISH)
    assert subtitle.startswith("Cost and value a month in EUR, by volume. Dashed: projected.")
    months = unit_cost(LETTERS, f"{unit}, {unit}", LIGHT, ENGLISH, width=WIDTH)
    assert words(months)[1].startswith("Run cost for each unit by month, in EUR.")
    assert not any(text.endswith("…") for text in (*words(drawn), *words(months)))
