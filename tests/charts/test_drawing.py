"""Text in charts: on one line, never too wide, a box for what has no shape."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.axis import Tick
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fivegates.charts.drawing.amounts import label_amount
from fivegates.charts.drawing.batch import LineBatch
from fivegates.charts.drawing.figures import fixed_axes, png
from fivegates.charts.drawing.text import BOLD, fitted, look, text_width
from fivegates.charts.drawing.typefaces import dejavu_sans, source_sans
from fivegates.domain.language import ENGLISH


def test_what_fits_is_left_as_it_is() -> None:
    assert fitted("Claims  triage\n✓", 8, 200) == "Claims triage ✓"


def test_what_does_not_is_cut_at_the_last_character_that_does() -> None:
    text = "Outputs are re-tested when a model or prompt changes"
    cut = fitted(text, 8, 100)
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])
    longer = fitted(text, 8, 106)
    assert len(cut) < len(longer) < len(text)


def test_bold_takes_more_room() -> None:
    text = "Outputs are re-tested when a model or prompt changes"
    assert len(fitted(text, 8, 100, BOLD)) < len(fitted(text, 8, 100))


def test_what_no_typeface_has_is_a_box() -> None:
    assert fitted("保険 ok", 8, 200) == "▯▯ ok"


def test_a_name_that_runs_from_right_to_left_keeps_its_sentence_and_adds_no_box() -> None:
    assert fitted("\u2068אבג\u2069 rose", 8, 200) == "\u200eאבג rose"


def test_a_width_of_nothing_leaves_the_ellipsis() -> None:
    assert fitted("Claims", 8, 0) == "…"


def test_text_is_set_in_source_sans_then_dejavu_and_a_dollar_is_a_dollar() -> None:
    text = Figure().text(0, 0, "$a^b$", **look(8, "#112233", BOLD))
    assert text.get_fontfamily() == ["Source Sans Pro", "DejaVu Sans"]
    assert not text.get_parse_math()
    # matplotlib follows the links of a path, as of an environment that is one.
    found = Path(font_manager.findfont(text.get_fontproperties())).resolve()
    assert found == source_sans("Bold").resolve()


def test_a_text_in_room_of_its_own_width_is_not_cut_by_its_last_digits() -> None:
    text = "Terms: the introductory discount ends"
    assert fitted(text, 7.5, text_width(text, 7.5) - 1e-9) == text


def test_the_typefaces_are_there() -> None:
    assert source_sans("Semibold").is_file()
    assert dejavu_sans().is_file()
    assert dejavu_sans("Bold").is_file()


def test_a_label_never_cuts_an_amount() -> None:
    assert label_amount(Fraction(9_999_999_999), "EUR", ENGLISH) == "€9,999,999,999"
    assert label_amount(Fraction(-1_956_000_000_000), "EUR", ENGLISH) == "−€1.96T"


def test_axes_with_fixed_limits_keep_what_is_drawn_and_work_out_no_extent_of_it() -> None:
    axes = fixed_axes(Figure(), (0, 0, 1, 1))
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    (line,) = axes.plot([0, 5], [0, 7])
    bar = axes.add_patch(Rectangle((0, 0), 9, 9))
    assert (list(axes.lines), list(axes.patches)) == ([line], [bar])
    assert all(each.get_clip_on() and each.axes is axes for each in (line, bar))
    assert line.get_clip_box() is not None
    assert not np.isfinite(axes.dataLim.get_points()).any()
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 1), (0, 1))


def test_axes_with_fixed_limits_make_no_tick_and_no_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Tick] = []
    make = Tick.__init__

    def count(tick: Tick, *given: Any, **named: Any) -> None:  # noqa: ANN401
        made.append(tick)
        make(tick, *given, **named)

    monkeypatch.setattr(Tick, "__init__", count)
    figure = Figure()
    fixed_axes(figure, (0, 0, 1, 1)).set_xlim(0, 5)
    png(figure, 1)
    assert made == []
    assert list(figure.axes[0].spines) == []


def test_axes_with_fixed_limits_draw_a_line_or_markers_alone_as_matplotlib_does() -> None:
    ours, theirs = fixed_axes(Figure(), (0, 0, 1, 1)), Figure().add_axes((0, 0, 1, 1))
    for given in (([0, 5], [0, 7]), ([1], [2], "o"), ([1], [2], "D")):
        (line,), (other,) = (axes.plot(*given, color="red", zorder=3) for axes in (ours, theirs))
        for name in ("linestyle", "marker", "color", "zorder", "markeredgecolor", "markerfacecolor"):
            assert getattr(line, f"get_{name}")() == getattr(other, f"get_{name}")()
        assert np.array_equal(line.get_xydata(), other.get_xydata())


def test_lines_of_one_look_are_drawn_as_one_with_gaps() -> None:
    axes = fixed_axes(Figure(), (0, 0, 1, 1))
    batch = LineBatch(axes)
    batch.add([0, 1], [2, 2], color="red", lw=1)
    batch.add([0, 1], [3, 3], color="blue", lw=1)
    batch.add([4, 5], [6, 6], color="red", lw=1)
    assert list(axes.lines) == []
    batch.draw()
    batch.draw()
    red, blue = axes.lines
    assert (red.get_color(), blue.get_color()) == ("red", "blue")
    points = np.array([[0, 2], [1, 2], [np.nan, np.nan], [4, 6], [5, 6]])
    assert np.array_equal(np.asarray(red.get_xydata()), points, equal_nan=True)
