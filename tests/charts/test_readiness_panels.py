"""Small multiples of readiness: one scale for all, steps that hold, breaks where there is no score."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import comparison_cases as cases
import numpy as np
import pytest
from brief_cases import PALETTE
from matplotlib.figure import Figure

from fivegates.charts.palette import read_palettes
from fivegates.charts.portfolio.readiness_panels import readiness_panels
from fivegates.domain.brief import ComparisonBrief
from fivegates.domain.comparison.comparison import Side
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.overview import ReviewMark
from fivegates.domain.verdict.states import VerdictState

LIGHT = read_palettes(PALETTE).light


def drawn(made: ComparisonBrief) -> Figure:
    return readiness_panels(made.comparison, LIGHT, ENGLISH, width=493.0)


def marks(*scores: int | None) -> tuple[ReviewMark, ...]:
    """A mark a month, from January."""
    return tuple(
        ReviewMark(
            month,
            date(2026, month, 1),
            VerdictState.INCOMPLETE if score is None else VerdictState.NOT_READY,
            None if score is None else Fraction(score),
            (),
        )
        for month, score in enumerate(scores, 1)
    )


def with_marks(side: Side, *scores: int | None) -> Side:
    return replace(side, marks=marks(*scores))


def steps(figure: Figure, panel: int) -> list[tuple[list[date], list[float]]]:
    """The lines of steps in one panel."""
    lines = [line for line in figure.axes[panel].lines if line.get_color() == LIGHT.ink]
    points = [np.asarray(line.get_data()).tolist() for line in lines]
    return [([date.fromordinal(int(day)) for day in days], levels) for days, levels in points]


@pytest.mark.parametrize("made", [cases.two(), cases.three(), cases.four()])
def test_every_panel_has_the_same_scale(made: ComparisonBrief) -> None:
    figure = drawn(made)
    assert len(figure.axes) == len(made.comparison.sides)
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in figure.axes}) == 1
    widths = [axes.get_position().width for axes in figure.axes]
    assert max(widths) - min(widths) < 1e-9


def test_a_level_holds_until_the_next_review_and_the_last_to_the_end() -> None:
    figure = drawn(cases.brief(with_marks(cases.CLAIMS, 20, 40), with_marks(cases.POLICY, 10, 10, 10)))
    january, february, march = (date(2026, month, 1) for month in (1, 2, 3))
    assert steps(figure, 0) == [
        ([january, february, february], [20, 20, 40]),
        ([february, march], [40, 40]),
    ]


def test_a_review_without_a_score_breaks_the_line_and_is_never_zero() -> None:
    figure = drawn(cases.brief(with_marks(cases.CLAIMS, 20, None, 40), with_marks(cases.POLICY, 10)))
    levels = [level for _days, line in steps(figure, 0) for level in line]
    assert 0 not in levels
    assert steps(figure, 0)[0][1] == [20, 20]
    marks_of_no_score = [
        line for line in figure.axes[0].lines if line.get_markeredgecolor() == LIGHT.incomplete
    ]
    rings = [float(np.asarray(line.get_ydata())[0]) for line in marks_of_no_score]
    assert rings
    assert all(y < 0 for y in rings)


def test_a_long_name_runs_over_two_lines_above_its_panel() -> None:
    long = "Policy wording search for underwriters"
    *others, last = (with_marks(side, 20) for side in cases.four().comparison.sides)
    named = replace(last, initiative=replace(last.initiative, name=long))
    figure = drawn(cases.brief(*others, named))
    lines = [text for text in figure.texts if text.get_text() and text.get_text() in long]
    assert len(lines) > 1
    assert " ".join(text.get_text() for text in reversed(lines)) == long
    assert len({text.get_position()[0] for text in lines}) == 1
    heights = [text.get_position()[1] for text in lines]
    assert heights == sorted(heights)
    assert drawn(cases.two()).get_figheight() < figure.get_figheight()


def test_without_a_review_the_panel_says_so() -> None:
    figure = drawn(cases.brief(cases.SAFETY, cases.UNREVIEWED))
    assert "Not reviewed" in [text.get_text() for text in figure.axes[1].texts]


def test_where_nothing_is_stored_of_a_review_the_panels_stay_empty() -> None:
    figure = drawn(cases.brief(with_marks(cases.CLAIMS), with_marks(cases.POLICY)))
    scores = ["0%", "50%", "100%"]
    drawn_words = [[text.get_text() for text in axes.texts] for axes in figure.axes]
    assert drawn_words == [[*scores, "Not reviewed"], ["Not reviewed"]]


def test_the_latest_score_stands_at_the_end_and_a_missing_one_does_not() -> None:
    figure = drawn(cases.brief(with_marks(cases.CLAIMS, 20, 40), with_marks(cases.POLICY, 10, None)))
    assert "40%" in [text.get_text() for text in figure.axes[0].texts]
    assert not [text for text in figure.axes[1].texts if "%" in text.get_text()]


def test_the_title_is_the_finding() -> None:
    def title(*sides: Side) -> str:
        return drawn(cases.brief(*sides)).texts[0].get_text()

    claims, policy = cases.CLAIMS, cases.POLICY
    rising, more = with_marks(claims, 20, 40), with_marks(policy, 10, 50)
    assert title(rising, more) == "Policy search for brokers has gained most: from 10% to 50%"
    assert title(rising, with_marks(policy, 30, 50)) == (
        "Claims triage assistant and Policy search for brokers have gained most"
    )
    assert title(with_marks(claims, 40, 20), policy) != "No readiness has risen since the first review"
    assert title(with_marks(claims, 40, 20), with_marks(policy, 5)) == (
        "No readiness has risen since the first review"
    )
    assert title(with_marks(claims, 40), with_marks(policy, None)) == "Readiness from review to review"


def test_one_day_alone_stands_in_the_middle_under_its_month() -> None:
    figure = drawn(cases.level())
    assert "May 2026" in [text.get_text() for text in figure.axes[0].texts]
