"""The chart of a capacity plan: its finding, rows for initiatives and people, what is counted."""

from capacity_cases import candidate, day, problem, work
from matplotlib.figure import Figure

from fivegates.actions.capacity.solver import HighsSolver
from fivegates.charts.palette import read_palettes
from fivegates.charts.portfolio.capacity_timeline import MOST_ROWS, capacity_timeline
from fivegates.domain.capacity.planning import make_plan
from fivegates.domain.language import ENGLISH
from fivegates.resources import read_resource

PALETTE = read_palettes(read_resource("styles/palette.toml")).light


def drawn(count: int) -> Figure:
    """A plan of so many initiatives, each of a person of its own."""
    each = [candidate(f"I{n:02}", work(f"Person {n:02}", 10)) for n in range(count)]
    return capacity_timeline(
        make_plan(problem(each, {}, days=95), HighsSolver(5)), PALETTE, ENGLISH, width=480
    )


def texts(figure: Figure) -> list[str]:
    """Every text, from the top."""
    return [text.get_text() for text in figure.axes[0].texts]


def test_each_initiative_and_each_person_has_a_row() -> None:
    figure = drawn(2)
    reported = texts(figure)
    assert reported[0] == f"2 initiatives ready by {ENGLISH.long_date(day(95))}"
    assert {"Initiatives", "The I00", "The I01", "People", "Person 00", "Person 01", "1 person-day"} <= {
        *reported
    }
    assert ENGLISH.short_date(day(1)) in reported
    assert len(figure.axes[0].patches) == 4


def test_rows_beyond_a_dozen_are_counted() -> None:
    reported = texts(drawn(MOST_ROWS + 3))
    assert reported.count("3 more") == 2
    assert "Person 14" not in reported
