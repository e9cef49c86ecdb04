"""The charts of a portfolio: what they say, where marks and names stand, what they leave out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from brief_cases import PALETTE
from examples import slow_after
from hypothesis import given
from hypothesis import strategies as st
from insight_cases import figures, judged, line, mark, named
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fivegates.charts.drawing.figures import png, wrapped
from fivegates.charts.palette import read_palettes
from fivegates.charts.portfolio.heatmap import portfolio_heatmap, rows_of_a_page
from fivegates.charts.portfolio.readiness_margin import (
    MOST_NAMED,
    Box,
    place_labels,
    readiness_margin,
)
from fivegates.domain.insights.heatmap import Heatmap, heatmap
from fivegates.domain.insights.margins import Margins, margins
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.states import GateState, VerdictState

LIGHT = read_palettes(PALETTE).light
WIDTH = 493.0
OPEN, _, HELD, CLOSED, LACKING = GateState
LONG = "Customer letters in eleven languages, with tone of voice, sources and a legal review of each"


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def marks(figure: Figure, colour: str) -> list[tuple[float, float]]:
    """Where the marks of one colour stand."""
    found = []
    for each in figure.axes[0].lines:
        if (
            colour in {each.get_markerfacecolor(), each.get_markeredgecolor()}
            and each.get_linestyle() == "None"
        ):
            found += [(float(x), float(y)) for x, y in np.asarray(each.get_xydata())]
    return found


def many(count: int) -> Heatmap:
    """So many initiatives, every other one ready."""
    return heatmap(
        line(f"Initiative {n}", mark([OPEN if n % 2 else CLOSED] * 5, [n] * 5)) for n in range(count)
    )


def earning(*shares: float, name: str = "N") -> Margins:
    """Initiatives whose margin is this share of their value."""
    return margins(
        judged(named(f"{name}{n}"), {"owner": 3, "test": 3}, figures=figures(str(1 - share), "1"))
        for n, share in enumerate(shares)
    )


# Heatmap


def test_each_cell_has_mark_word_and_score() -> None:
    lines = [line("Claims", mark([OPEN, HELD, CLOSED, LACKING, OPEN], [90, 60, 30, None, 80]))]
    figure = portfolio_heatmap(heatmap(lines), LIGHT, ENGLISH, width=WIDTH)
    reported = words(figure)
    assert {"Claims", "Open", "Conditional", "Closed", "Incomplete", "90%", "60%", "30%", "–"} <= set(
        reported
    )
    assert "0%" not in reported
    assert len(marks(figure, LIGHT.conditional)) == 1
    assert len({y for _, y in marks(figure, LIGHT.open)}) == 1


def test_without_room_for_words_the_marks_are_explained() -> None:
    names = [f"Gate {n}" for n in range(9)]
    figure = portfolio_heatmap(
        heatmap([line("A", mark([OPEN] * 9, names=names))]), LIGHT, ENGLISH, width=WIDTH
    )
    assert "Open" not in words(figure)
    assert any("Half diamond: conditional" in text for text in words(figure))
    assert not any("under waiver" in text for text in words(figure))
    waived = [line("A", mark([GateState.WAIVED] * 5))]
    reported = words(portfolio_heatmap(heatmap(waived), LIGHT, ENGLISH, width=WIDTH))
    assert any("Triangle: under waiver." in text for text in reported)


def test_what_was_never_reviewed_says_so_and_has_no_mark() -> None:
    figure = portfolio_heatmap(heatmap([line("A")]), LIGHT, ENGLISH, width=WIDTH)
    assert "Not reviewed" in words(figure)
    assert marks(figure, LIGHT.incomplete) == []


def test_a_gate_that_a_rubric_lacks_has_no_cell() -> None:
    found = heatmap([line("A", mark([OPEN], names=["Value"])), line("B", mark([OPEN], names=["Other"]))])
    figure = portfolio_heatmap(found, LIGHT, ENGLISH, width=WIDTH)
    assert len([patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]) == 2


def test_long_names_that_begin_alike_are_distinguished_by_their_codes() -> None:
    names = [f"{LONG}: {place}" for place in ("claims", "underwriting")]
    lines = [line(name, mark([OPEN] * 5, [80] * 5), code=f"N{n}") for n, name in enumerate(names)]
    reported = words(portfolio_heatmap(heatmap(lines), LIGHT, ENGLISH, width=WIDTH))
    assert [word.split()[0] for word in reported if "Customer" in word] == ["N0", "N1"]


@pytest.mark.parametrize("count", slow_after(1, [6, 0, 1, 40]))
def test_the_heatmap_is_as_tall_as_its_rows(count: int) -> None:
    figure = portfolio_heatmap(many(count), LIGHT, ENGLISH, width=WIDTH)
    empty = portfolio_heatmap(many(0), LIGHT, ENGLISH, width=WIDTH)
    assert (figure.get_figheight() - empty.get_figheight()) * 72 == pytest.approx(17 * count, abs=11)
    assert png(figure, 1)


def test_a_later_page_of_rows_says_that_it_goes_on() -> None:
    found = many(40)
    first = portfolio_heatmap(found, LIGHT, ENGLISH, width=WIDTH, rows=found.rows[:30])
    rest = portfolio_heatmap(found, LIGHT, ENGLISH, width=WIDTH, rows=found.rows[30:])
    assert "(continued)" not in words(first)[0]
    assert words(rest)[0].endswith("(continued)")
    assert sum(text.startswith("Initiative") for text in words(rest)) == 10


# Scatter


def label_places(figure: Figure, names: Sequence[str]) -> list[Box]:
    """Where the names stand as they are really drawn, in pixels downwards."""
    figure.canvas.draw_idle()
    renderer = figure._get_renderer()  # type: ignore[attr-defined]
    found = []
    for text in figure.axes[0].texts:
        if text.get_text() in names:
            box = text.get_window_extent(renderer)
            found.append(Box(box.x0, -box.y1, box.x1, -box.y0))
    return found


def test_of_forty_names_most_are_there_and_none_covers_another() -> None:
    found = earning(*(n % 7 / 10 - 0.3 for n in range(40)), name="Initiative ")
    names = [point.initiative.name for point in found.points]
    figure = readiness_margin(found, LIGHT, ENGLISH, width=WIDTH)
    boxes = label_places(figure, names)
    assert 30 <= len(boxes) <= 40
    overlaps = [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[n + 1 :]
        if min(a.right, b.right) - max(a.left, b.left) > 1 and min(a.bottom, b.bottom) - max(a.top, b.top) > 3
    ]
    assert overlaps == []


def test_a_long_name_is_cut() -> None:
    figure = readiness_margin(earning(0.5, name=LONG), LIGHT, ENGLISH, width=WIDTH)
    (name,) = [text for text in words(figure) if text.startswith("Customer")]
    assert name.endswith("…")
    assert len(name) < 40


def test_a_loss_beyond_the_edge_is_reported_with_its_share() -> None:
    figure = readiness_margin(earning(-3, 0.5), LIGHT, ENGLISH, width=WIDTH)
    assert any("−300% N0" in text for text in words(figure))
    assert any("Greater losses" in text for text in words(figure))
    assert not any(
        "Greater losses" in text
        for text in words(readiness_margin(earning(0.5), LIGHT, ENGLISH, width=WIDTH))
    )


def test_what_has_no_figure_is_counted_and_not_drawn() -> None:
    none = judged(named("Unknown"), {"owner": 3, "test": 3})
    known = judged(named("Known"), {"owner": 3, "test": 3}, figures=figures("1", "2"))
    figure = readiness_margin(margins([none, known]), LIGHT, ENGLISH, width=WIDTH)
    assert "Unknown" not in words(figure)
    assert any("1 initiative without a figure" in text for text in words(figure))


def test_the_line_that_opens_gates_is_drawn_where_all_agree_on_it() -> None:
    agreed = earning(0.5)
    differing = Margins(agreed.points, ())
    dashed = [
        [
            each
            for each in readiness_margin(found, LIGHT, ENGLISH, width=WIDTH).axes[0].lines
            if each.is_dashed()
        ]
        for found in (agreed, differing)
    ]
    assert [len(lines) for lines in dashed] == [1, 0]


def test_names_without_room_are_counted_and_every_mark_is_drawn() -> None:
    crowd = earning(*(n / 100 for n in range(60)))
    figure = readiness_margin(crowd, LIGHT, ENGLISH, width=WIDTH)
    named = sum(point.initiative.name in words(figure) for point in crowd.points)
    assert 0 < named <= MOST_NAMED
    assert any(f"{named} of 60 have room for a name" in text for text in words(figure))
    assert len(marks(figure, LIGHT.open)) == 60


def test_where_all_are_named_nothing_is_said_of_it() -> None:
    assert not any(
        "room for a name" in text
        for text in words(readiness_margin(earning(0.5), LIGHT, ENGLISH, width=WIDTH))
    )


points = st.lists(st.tuples(st.floats(0, 400), st.floats(0, 200)), max_size=25)


@given(points)
def test_names_stay_in_the_room_and_off_each_other_and_off_all_marks(
    places: list[tuple[float, float]],
) -> None:
    room = Box(-10, -10, 410, 210)
    placed = place_labels(places, [(60.0, 9.0)] * len(places), room, 7)
    boxes = [each.box for each in placed if each]
    assert all(box.inside(room) for box in boxes)
    assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
    around = [Box(x - 3.5, y - 3.5, x + 3.5, y + 3.5) for x, y in places]
    assert not any(box.meets(other) for box in boxes for other in around)


def test_a_name_far_from_its_mark_is_led_to_and_one_without_room_is_left_out() -> None:
    crowd = [(100.0, 50.0)] * 8
    placed = place_labels(crowd, [(60.0, 9.0)] * 8, Box(0, 0, 300, 100), 7)
    assert any(each and each.lead for each in placed)
    assert place_labels([(5.0, 5.0)], [(60.0, 9.0)], Box(0, 0, 20, 20), 7) == [None]


# Words above


def test_a_finding_takes_two_lines_at_most() -> None:
    assert wrapped("one two", 11, 400) == ["one two"]
    assert len(wrapped(LONG, 11, 260)) == 2
    cut = wrapped(f"{LONG} {LONG}", 11, 260)
    assert len(cut) == 2
    assert cut[1].endswith("…")
    assert wrapped("", 11, 260) == []


def test_every_verdict_has_its_own_mark() -> None:
    lines = [line(state.name, mark([OPEN], verdict=state)) for state in VerdictState]
    figure = portfolio_heatmap(heatmap(lines), LIGHT, ENGLISH, width=WIDTH)
    shapes = {str(each.get_marker()) for each in figure.axes[0].lines}
    assert len(shapes) >= 4


def test_a_long_name_of_the_heatmap_takes_two_lines_and_all_rows_as_much_room() -> None:
    short = many(2)
    rows = (replace(short.rows[0], initiative=named("Reply drafts for letters of northern customers")),)
    long = replace(short, rows=(*rows, *short.rows[1:]))
    told = words(portfolio_heatmap(long, LIGHT, ENGLISH, width=WIDTH))
    at = told.index("northern customers")
    assert told[at - 1] == "Reply drafts for letters of"
    assert rows_of_a_page(long, WIDTH, 700) < rows_of_a_page(short, WIDTH, 700)
