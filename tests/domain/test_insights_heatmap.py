"""The heatmap: which gates are its columns, in which order its rows stand, and what it finds."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from insight_cases import GATES, line, mark

from fivegates.domain.insights.heatmap import heatmap
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.insights import heatmap_finding

OPEN, _, HELD, CLOSED, LACKING = GateState
READY = VerdictState.READY


def test_best_verdict_first_then_readiness_then_name_and_the_unreviewed_last() -> None:
    lines = [
        line("Unseen"),
        line("Low", mark([CLOSED] * 5, [10] * 5)),
        line("Beta", mark([CLOSED] * 5, [40] * 5)),
        line("alpha", mark([CLOSED] * 5, [40] * 5)),
        line("Lacking", mark([LACKING] * 5, verdict=VerdictState.INCOMPLETE)),
        line("Best", mark([OPEN] * 5, verdict=READY)),
    ]
    assert [row.initiative.name for row in heatmap(lines).rows] == [
        "Best",
        "Lacking",
        "alpha",
        "Beta",
        "Low",
        "Unseen",
    ]


def test_what_has_no_score_has_none() -> None:
    rows = heatmap([line("A", mark([LACKING, OPEN], [None, 80])), line("B")]).rows
    assert [cell and cell.score for cell in rows[0].cells] == [None, 80]
    assert rows[1].cells == (None, None)
    assert rows[1].latest is None


def test_gates_of_several_rubrics_stand_side_by_side() -> None:
    lines = [
        line("A", mark([OPEN, OPEN], names=["Value", "Trust"])),
        line("B", mark([OPEN, OPEN], names=["Value", "Safety"])),
        line("C", mark([OPEN], names=["Value"])),
    ]
    found = heatmap(lines)
    assert [column.name for column in found.gates] == ["Value", "Safety", "Trust"]
    assert [cell is None for cell in found.rows[0].cells] == [False, True, False]


def test_a_gate_has_the_name_that_most_give_it() -> None:
    one = mark([OPEN], names=["Trust"])
    other = replace(one, gates=(replace(one.gates[0], name="Confidence"),))
    assert heatmap([line("A", one), line("B", other)]).gates[0].name == "Confidence"
    assert heatmap([line("A", one), line("B", other), line("C", one)]).gates[0].name == "Trust"


def test_archived_initiatives_are_left_out() -> None:
    assert heatmap([line("A", mark([OPEN]), archived=True)]).rows == ()


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_lines_never_matters(random: Random) -> None:
    states = list(GateState)
    lines = [
        line(f"N{number}", mark([random.choice(states) for _ in range(random.randint(1, 5))]))
        for number in range(6)
    ]
    shuffled = random.sample(lines, len(lines))
    assert heatmap(shuffled) == heatmap(lines)


def test_the_finding_names_the_gate_that_is_closed_most_often() -> None:
    two = [line("A", mark([OPEN, CLOSED, CLOSED])), line("B", mark([CLOSED, OPEN, CLOSED]))]
    assert (
        heatmap_finding(heatmap(two), ENGLISH)
        == "Trust is closed in 2 of 2 initiatives, more often than any other gate"
    )
    both = [line("A", mark([OPEN, CLOSED, CLOSED])), line("B")]
    assert (
        heatmap_finding(heatmap(both), ENGLISH)
        == "Architecture and Trust are closed in the one initiative reviewed"
    )


def test_the_finding_where_no_gate_or_every_gate_is_closed() -> None:
    opened, closed = line("A", mark([OPEN] * 5)), line("B", mark([CLOSED] * 5))
    assert heatmap_finding(heatmap([]), ENGLISH) == "No initiative has been reviewed yet"
    assert heatmap_finding(heatmap([line("C")]), ENGLISH) == "No initiative has been reviewed yet"
    assert heatmap_finding(heatmap([opened]), ENGLISH) == "No gate is closed in the one initiative reviewed"
    twice = [opened, line("D", mark([HELD] * 5))]
    assert heatmap_finding(heatmap(twice), ENGLISH) == "No gate is closed in any of 2 initiatives"
    assert heatmap_finding(heatmap([opened, closed]), ENGLISH) == "Every gate is closed in 1 of 2 initiatives"


def test_one_gate_alone_is_named() -> None:
    alone = heatmap([line("A", mark([CLOSED], names=GATES[:1]))])
    assert heatmap_finding(alone, ENGLISH).startswith("Value is closed in the one initiative reviewed")
