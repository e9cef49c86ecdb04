"""One notation in every chart: actual solid, forecast hatched or dashed, plan outlined, earlier lighter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from brief_cases import PALETTE
from builders import case, criterion, evidence_for, rubric
from capacity_cases import candidate, problem, work
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.typing import ColorType
from money_ledgers import benefit, cost, in_euros, usage

from fivegates.actions.capacity.solver import HighsSolver
from fivegates.charts.history.waterfall import waterfall
from fivegates.charts.money.at_volume import Target, at_volume
from fivegates.charts.money.monthly_cost import monthly_cost
from fivegates.charts.money.sensitivity import sensitivity
from fivegates.charts.money.unit_cost import unit_cost
from fivegates.charts.palette import read_palettes
from fivegates.charts.portfolio.capacity_timeline import capacity_timeline
from fivegates.domain.capacity.planning import make_plan
from fivegates.domain.economics.ledger import Basis, Ledger, Phase
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.economics.sensitivity import sensitivity as effects_of
from fivegates.domain.language import ENGLISH
from fivegates.domain.trend.bridge import bridge_between

LIGHT = read_palettes(PALETTE).light
WIDTH = 480.0
SCENARIO = Scenario(
    "EUR", Fraction(400), Fraction(5, 2), Fraction(1000), other_unit_cost=Fraction(1, 2), month=Month(2026, 4)
)
LEDGER = Ledger(
    (
        cost("2026-02", "20", phase=Phase.BUILD),
        cost("2026-02", "10"),
        cost("2026-03", "30"),
        cost("2026-04", "12", basis=Basis.FORECAST),
    ),
    (usage("2026-02", 10), usage("2026-03", 10), usage("2026-04", 10, basis=Basis.FORECAST)),
    (benefit("2026-02", "20"), benefit("2026-03", "20"), benefit("2026-04", "20")),
)


def lightness(colour: ColorType) -> float:
    """L* of a colour (0 black, 100 white), by the sRGB curve."""
    parts = np.array(to_rgb(colour))
    light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(116 * np.cbrt(light @ (0.2126, 0.7152, 0.0722)) - 16)


def bars(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def outlined(patch: Patch) -> bool:
    return to_rgb(patch.get_facecolor()) == to_rgb(LIGHT.page) and not patch.get_hatch()


@cache
def costs() -> Figure:
    return monthly_cost(in_euros(LEDGER), LIGHT, ENGLISH, width=WIDTH)


@cache
def drivers() -> Figure:
    return sensitivity(SCENARIO, effects_of(SCENARIO), LIGHT, ENGLISH, width=WIDTH)


@cache
def units() -> Figure:
    return unit_cost(in_euros(LEDGER), "", LIGHT, ENGLISH, width=WIDTH)


@cache
def volumes() -> Figure:
    return at_volume(SCENARIO, Target(900, "claims"), LIGHT, ENGLISH, width=WIDTH)


@cache
def plan() -> Figure:
    made = make_plan(problem([candidate("A", work("Ann", 10))], {}), HighsSolver(5))
    return capacity_timeline(made, LIGHT, ENGLISH, width=WIDTH)


@cache
def bridge() -> Figure:
    used = rubric(criterion("must", required=True), criterion("may"))
    first = case(used, {"must": 3, "may": 4})
    later = first.review.dated + timedelta(days=60)
    fresh = [replace(evidence_for("must"), dated=later), replace(evidence_for("may"), dated=later)]
    then = case(used, {"must": 4, "may": 1}, evidence=fresh)
    return waterfall(
        bridge_between(first, replace(then, review=replace(then.review, dated=later))),
        LIGHT,
        ENGLISH,
        width=WIDTH,
    )


def words(figure: Figure) -> str:
    return " ".join(text.get_text() for text in (*figure.texts, *figure.axes[0].texts))


def test_forecast_bars_are_hatched_and_actual_ones_are_not() -> None:
    by_month = {round(bar.get_x() + bar.get_width() / 2): bar for bar in bars(costs())[:3]}
    assert [bool(bar.get_hatch()) for _, bar in sorted(by_month.items())] == [False, False, True]
    assert "Hatched: forecast." in words(costs())
    assert {bool(bar.get_hatch()) for bar in bars(drivers())} == {True}
    assert "Hatched: projected." in words(drivers())


def test_lines_are_dashed_where_they_end_in_a_forecast() -> None:
    def dashed(figure: Figure) -> list[bool]:
        lines = [line for line in figure.axes[0].lines if line.get_linestyle() != "None"]
        return [line.get_linestyle() == "--" for line in lines if line.get_linewidth() > 1]

    assert dashed(units()) == [False, True, False, True]
    assert set(dashed(volumes())) == {True}
    assert "Dashed: projected." in words(volumes())


@pytest.mark.parametrize("draw", [costs, drivers, units, volumes, bridge])
def test_only_a_plan_is_an_outline(draw: Callable[[], Figure]) -> None:
    areas = [area.get_facecolor() for area in draw().axes[0].collections]
    blank = [to_rgb(np.asarray(colours)[0]) == to_rgb(LIGHT.page) for colours in areas if len(colours)]
    assert {*blank, *map(outlined, bars(draw()))} == {False}
    assert {outlined(bar) for bar in bars(plan())} == {True}
    assert "Outlined: planned." in words(plan())


def test_the_earlier_review_is_lighter_and_what_was_taken_darker_than_what_was_added() -> None:
    drawn = [lightness(bar.get_facecolor()) for bar in bars(bridge())]
    assert drawn[0] > drawn[-1] + 15
    gain, loss = LIGHT.open, LIGHT.closed
    assert abs(lightness(gain) - lightness(loss)) < 10  # as they are in colour, one grey


@pytest.mark.parametrize("draw", [units, volumes])
def test_a_loss_is_shaded_darker_than_a_gain(draw: Callable[[], Figure]) -> None:
    shades = [lightness(to_rgb(np.asarray(area.get_facecolor())[0])) for area in draw().axes[0].collections]
    assert shades[0] > shades[1] + 8


@pytest.mark.parametrize(("draw", "told"), [(costs, "rose €20.00 (200%)"), (units, "rose €2.00 (200%)")])
def test_a_change_is_in_amount_and_percent(draw: Callable[[], Figure], told: str) -> None:
    assert told in words(draw())
