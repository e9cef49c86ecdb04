"""The charts of time: readiness since the first review, the bridge as a waterfall, how long proofs hold."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from brief_cases import PALETTE
from builders import Answer, case, criterion, evidence_for, rubric, two_gates
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from money_ledgers import benefit, cost, in_euros, usage

from fivegates.charts.drawing.text import NOTE_SIZE, TEXT_SIZE, text_width
from fivegates.charts.history.events import Event, events_of, placed_events
from fivegates.charts.history.history import readiness_history, rows_of
from fivegates.charts.history.waterfall import bars_of, waterfall
from fivegates.charts.palette import read_palettes
from fivegates.charts.portfolio.evidence_calendar import MOST_ROWS, lapse_strip
from fivegates.domain.economics.ledger import Basis, Ledger
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.initiative.decisions import Decision, Outcome
from fivegates.domain.initiative.initiative import Change, ChangeKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case, Seal
from fivegates.domain.trend.bridge import bridge_between
from fivegates.domain.trend.trend import trend_of
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.languages import language

LIGHT = read_palettes(PALETTE).light
WIDTH = 493.0
FIRST = date(2026, 1, 20)
SEAL = Seal(1, "A. Okafor", datetime(2026, 5, 12, tzinfo=UTC), "0" * 64, "1" * 64, "{}")


def reviewed(day: date, answers: dict[str, Answer], *, final: bool = True) -> Case:
    used = two_gates()
    proofs = [replace(evidence_for(c.id), dated=day) for c in used.criteria]
    made = case(used, answers, evidence=proofs)
    return replace(made, review=replace(made.review, dated=day, seal=SEAL if final else None))


def history(*levels: int | None) -> list[Case]:
    """A review every 60 days with one level throughout, the last one a draft; None leaves one unanswered."""
    cases = []
    for number, level in enumerate(levels):
        answers: dict[str, Answer] = dict.fromkeys(("owner", "funding", "test", "bias"), level or 2)
        if level is None:
            answers["test"] = None
        last = number == len(levels) - 1
        cases.append(reviewed(FIRST + timedelta(days=60 * number), answers, final=not last))
    return cases


def words(figure: Figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def drawn(cases: Sequence[Case], economics: Economics | None = None, events: Sequence[Event] = ()) -> Figure:
    return readiness_history(trend_of(cases), economics, events, LIGHT, ENGLISH, width=WIDTH)


# The history


def test_the_title_is_the_finding_and_the_latest_level_stands_on_the_right() -> None:
    reported = words(drawn(history(1, 2, 3)))
    assert (
        reported[0]
        == "Readiness rose from 25% on 20 January 2026 to 75% on 20 May 2026; all gates were level"
    )
    assert {"Readiness", "Value", "Trust", "75%", "Ready", "Open"} <= set(reported)


@pytest.mark.parametrize(
    ("state", "lines"),
    [
        (VerdictState.CONDITIONAL, ("Unter Auflagen", "produktionsreif")),
        (VerdictState.WAIVED, ("Mit Ausnahmegenehmigung", "produktionsreif")),
    ],
)
def test_a_long_word_of_a_state_goes_on_in_a_second_line(state: VerdictState, lines: tuple[str, str]) -> None:
    trend = trend_of(history(1, 2, 3, 3, 3, 4))
    latest = trend.points[-1]
    reached = replace(latest.as_judged, verdict=state)
    latest = replace(latest, as_judged=reached, like_for_like=reached)
    trend = replace(trend, points=(*trend.points[:-1], latest))
    reported = words(readiness_history(trend, None, [], LIGHT, language("de"), width=WIDTH))
    assert set(lines) <= set(reported)


def test_levels_are_steps_and_never_slopes() -> None:
    figure = drawn(history(1, 2, 4, 3))
    steps = [
        line for line in figure.axes[0].lines if line.get_color() == LIGHT.ink and line.get_linewidth() > 1
    ]
    assert steps
    for line in steps:
        for (x, y), (to_x, to_y) in pairwise(np.asarray(line.get_xydata())):
            assert x == to_x or y == to_y or np.isnan([x, to_x]).any()


def test_gates_of_one_look_are_one_line() -> None:
    figure = drawn(history(1, 2, 4, 3))
    (zeros,) = [line for line in figure.axes[0].lines if line.get_color() == LIGHT.hairline]
    heights = np.asarray(zeros.get_ydata(), dtype=float)
    assert len(set(heights[np.isfinite(heights)])) == len(rows_of(trend_of(history(1, 2, 4, 3)), ENGLISH))


def test_a_review_without_a_score_breaks_the_line_and_says_so() -> None:
    trend = trend_of(history(2, None, 2))
    readiness, value, trust = rows_of(trend, ENGLISH)
    assert [level and level.score for level in readiness.levels] == [50, None, 50]
    assert [level and level.score for level in value.levels] == [50, 50, 50]
    assert [level and level.state for level in trust.levels] == [
        GateState.CLOSED,
        GateState.INCOMPLETE,
        GateState.CLOSED,
    ]
    assert "Dashed ring: no score." in " ".join(words(drawn(history(2, None, 2))))
    assert "Dashed ring" not in " ".join(words(drawn(history(2, 2))))


def test_a_draft_is_distinguished_from_finals() -> None:
    assert "Ringed: a draft." in " ".join(words(drawn(history(1, 2))))
    finals = [replace(each, review=replace(each.review, seal=SEAL)) for each in history(1, 2)]
    assert "Ringed" not in " ".join(words(drawn(finals)))


def test_a_restated_review_shows_both_figures() -> None:
    old = replace(rubric(*two_gates().criteria[:2]), version="0.9")
    first = case(old, {"owner": 2, "funding": 0}, evidence=[])
    heavy = replace(two_gates(), criteria=tuple(replace(c, weight=1) for c in two_gates().criteria))
    last = replace(reviewed(FIRST + timedelta(days=200), {"owner": 2, "funding": 2}), rubric=heavy)
    earlier = replace(first, review=replace(first.review, dated=FIRST))
    trend = trend_of([earlier, last])
    level = rows_of(trend, ENGLISH)[1].levels[0]
    assert level is not None
    assert level.score == 25
    assert level.then == Fraction(100, 3)
    assert rows_of(trend, ENGLISH)[2].levels[0] is None
    assert "restated under rubric version 1.0" in " ".join(words(drawn([earlier, last])))


def test_money_stands_below_for_its_actual_months() -> None:
    ledger = Ledger(
        (cost("2026-02", "100"), cost("2026-03", "80"), cost("2026-04", "500", basis=Basis.FORECAST)),
        (usage("2026-02", 40), usage("2026-03", 40)),
        (benefit("2026-02", "200"), benefit("2026-03", "200")),
    )
    figure = drawn(history(1, 2, 2), in_euros(ledger))
    bars = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert len(bars) == 2
    assert {"Run cost a month", "€80.00", "Unit cost", "Unit cost €2.00", "Value €5.00"} <= set(words(figure))


def test_amounts_too_long_to_stand_beside_the_name_are_short() -> None:
    ledger = Ledger((cost("2026-02", "7000000000000"), cost("2026-03", "7200000000000")))
    found = words(drawn(history(1, 2), in_euros(ledger)))
    assert "€5T" in found
    assert "€5,000,000,000,000" not in found


def test_without_a_figure_in_that_time_there_is_no_money() -> None:
    before = in_euros(Ledger((cost("2025-02", "100"),)))
    assert "Run cost a month" not in words(drawn(history(1, 2), before))
    assert "Run cost a month" not in words(drawn(history(1, 2)))


def test_what_happened_is_marked_from_the_first_review_on() -> None:
    changes = [
        Change(FIRST - timedelta(days=1), ChangeKind.MODEL, "too early"),
        Change(FIRST + timedelta(days=30), ChangeKind.MODEL, "larger"),
        Change(FIRST + timedelta(days=90), ChangeKind.TERMS, " "),
    ]
    decisions = [Decision(FIRST + timedelta(days=61), Outcome.HOLD, "Board")]
    reported = words(drawn(history(1, 2, 2), None, events_of(changes, decisions, ENGLISH)))
    assert {"Model: larger", "Terms", "Hold"} <= set(reported)
    assert not any("too early" in text for text in reported)
    assert "Triangle: a change. Square: a decision." in " ".join(reported)


@pytest.mark.parametrize("width", [300.0, WIDTH, 760.0])
@pytest.mark.parametrize("count", [1, 2, 12, 24])
def test_it_is_drawn_at_any_width_and_length(width: float, count: int) -> None:
    figure = readiness_history(trend_of(history(*[2] * count)), None, [], LIGHT, ENGLISH, width=width)
    assert figure.get_size_inches()[0] * 72 == pytest.approx(width)


@pytest.mark.parametrize("amount", ["20000", "400000", "4200000", "25000000000"])
def test_the_name_of_a_panel_of_money_keeps_off_its_amounts(amount: str) -> None:
    """Both are written at the heights of their own, which may be one."""
    ledger = Ledger((cost("2026-01", amount), cost("2026-02", amount)))
    yen = replace(in_euros(ledger), currency="JPY")
    figure = drawn(history(1, 2), yen)
    texts = [text for axes in figure.axes for text in axes.texts]
    names = [text for text in texts if text.get_text() and text.get_text() in "Run cost a month"]
    amounts = [text for text in texts if "¥" in text.get_text() and text.get_horizontalalignment() == "right"]
    assert names
    assert amounts
    end = max(text_width(name.get_text(), TEXT_SIZE) for name in names)
    assert end < min(each.get_position()[0] - text_width(each.get_text(), NOTE_SIZE) for each in amounts)


# Events


def test_names_of_events_never_cover_each_other() -> None:
    events = [(100.0 + 7.3 * n, Event(FIRST, f"Model: number {n} of many", n % 4 == 0)) for n in range(50)]
    placed = placed_events(events, 100, 480, ENGLISH)
    ends: dict[int, float] = {}
    for mark in placed:
        if mark.lane is not None:
            assert mark.left >= ends.get(mark.lane, 100)
            ends[mark.lane] = mark.left + text_width(mark.text, NOTE_SIZE)
            assert ends[mark.lane] <= 480
    assert all(later.x - earlier.x >= 9 for earlier, later in pairwise(placed))
    assert any(mark.lane is None for mark in placed)


def test_events_that_touch_are_counted_and_one_decision_keeps_its_word() -> None:
    change = Event(FIRST, "Model: a", decision=False)
    go, stop = Event(FIRST, "Go", decision=True), Event(FIRST, "Stop", decision=True)

    def reported(*events: Event) -> list[str]:
        return [mark.text for mark in placed_events([(200.0, each) for each in events], 100, 480, ENGLISH)]

    assert reported(change, change) == ["2 changes"]
    assert reported(change, go) == ["Go and 1 change"]
    assert reported(go, stop, change) == ["2 decisions and 1 change"]


def test_a_name_near_the_edge_stands_left_of_it() -> None:
    long = Event(FIRST, "Model: a rather long name", decision=False)
    (mark,) = placed_events([(478.0, long)], 100, 480, ENGLISH)
    assert mark.left + text_width(mark.text, NOTE_SIZE) <= 480
    assert mark.lane == 0


def test_a_name_is_cut_only_where_the_next_of_its_lane_or_the_edge_stands() -> None:
    long = Event(FIRST, "Model: a name longer than the room that every name is sure of", decision=False)
    (alone,) = placed_events([(110.0, long)], 100, 480, ENGLISH)
    assert alone.text == long.text
    places = [(110.0 + 9 * n, long) for n in range(4)] + [(290.0, long)]
    *crowded, last = placed_events(places, 100, 480, ENGLISH)
    cut = [mark for mark in crowded if mark.text.endswith("…")]
    assert [mark.lane for mark in cut] == [last.lane]
    assert cut[0].left + text_width(cut[0].text, NOTE_SIZE) <= last.left


def test_a_name_that_ends_at_the_edge_begins_further_left_rather_than_be_cut() -> None:
    data = Event(FIRST, "Data: 700 endorsements of the marine line added", decision=False)
    model = Event(FIRST, "Model: Ostmere Large 4 replaced by Ostmere Large 5 after the trial", decision=False)
    first, second = placed_events([(170.0, data), (285.0, model)], 96, 493, ENGLISH)
    assert (first.text, second.text) == (data.text, model.text)
    assert second.left + text_width(second.text, NOTE_SIZE) <= 493


def test_of_names_above_each_other_the_earlier_is_higher() -> None:
    """A line from a lower name down to its mark runs through none of the others."""
    name = Event(FIRST, "Model: a rather long name", decision=False)
    placed = placed_events([(110.0, name), (130.0, name), (150.0, name), (400.0, name)], 100, 600, ENGLISH)
    assert [mark.lane for mark in placed] == [2, 1, 0, 0]


# The waterfall


def test_each_bar_begins_where_the_one_before_it_ended() -> None:
    used = rubric(criterion("must", required=True), criterion("may"))
    later = FIRST + timedelta(days=60)
    fresh = [replace(evidence_for("must"), dated=later)]
    first = replace(case(used, {"must": 2, "may": 3}), evidence=())
    then = case(used, {"must": 4, "may": 1}, evidence=fresh)
    bridge = bridge_between(
        replace(first, review=replace(first.review, dated=FIRST)),
        replace(then, review=replace(then.review, dated=later)),
    )
    # Readiness goes from 50 by 41.67 to 75; points are the differences of the scores as they are printed.
    bars = bars_of(bridge, ENGLISH)
    assert [bar.figure for bar in bars] == ["50%", "−9", "+34", "75%"]
    for before, after in pairwise(bars[:-1]):
        assert after.start == before.end
    assert bars[-1].end == bars[-2].end
    reported = words(waterfall(bridge, LIGHT, ENGLISH, width=WIDTH))
    assert reported[0] == "Readiness rose from 50% to 75%: work with new evidence added 34 points"
    assert {"verdict now Ready", "Work with new evidence", "Not ready"} <= set(reported)


def test_without_a_figure_there_is_no_bar_until_the_first() -> None:
    used = rubric(criterion("must", required=True), criterion("may"))
    bridge = bridge_between(case(used, {"must": 2}), case(used, {"must": 2, "may": 2}))
    bars = bars_of(bridge, ENGLISH)
    assert [bar.figure for bar in bars] == ["–", "50%", "50%"]
    assert bars[0].start is None
    figure = waterfall(bridge, LIGHT, ENGLISH, width=WIDTH)
    assert len(figure.axes[0].patches) == 2


# The strip of lapses


def test_the_first_to_lapse_is_on_top_and_the_fall_is_marked() -> None:
    judged = reviewed(FIRST, {"owner": 3, "funding": 3, "test": 3, "bias": 3})
    old = replace(judged.evidence[0], dated=date(2025, 12, 1))
    soon = replace(judged, evidence=(old, *judged.evidence[1:]))
    reported = words(lapse_strip(calendar_of(soon, FIRST), soon.rubric, LIGHT, ENGLISH, width=WIDTH))
    assert reported[0] == "Ready until 30 May 2026, then Not ready"
    assert {"then Not ready", "good until 30 May 2026", "good until 19 July 2026"} <= set(reported)
    assert reported.index("The owner is settled") < reported.index("The test is settled")


def test_titles_of_proofs_are_reported_to_their_end() -> None:
    title = "Outputs are re-tested when a model or prompt changes"
    used = rubric(replace(criterion("test"), title=title))
    calendar = calendar_of(case(used, {"test": 3}), FIRST)
    assert title in words(lapse_strip(calendar, used, LIGHT, ENGLISH, width=WIDTH))


def test_what_has_lapsed_is_reported_and_long_lists_are_cut() -> None:
    used = rubric(*(criterion(f"c{number}") for number in range(MOST_ROWS + 3)))
    judged = case(used, {c.id: 3 for c in used.criteria})
    late = calendar_of(judged, judged.review.dated + timedelta(days=400))
    reported = words(lapse_strip(late, used, LIGHT, ENGLISH, width=WIDTH))
    assert "3 more proofs, 3 of them lapsed" in reported
    assert sum(text == "lapsed after 8 November 2026" for text in reported) == MOST_ROWS
    assert not any(text.startswith("then") for text in reported)
