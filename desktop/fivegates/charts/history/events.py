"""Changes and decisions on a time axis: adjacent marks are merged, and names never overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fivegates.charts.drawing.text import NOTE_SIZE, fitted, text_width
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.initiative.initiative import Change
from fivegates.domain.language import Language
from fivegates.domain.wording.decisions import outcome_word
from fivegates.domain.wording.words import change_kind_word

# In points: marks nearer than this are one; the room that a name is sure of; how far from its mark it is.
TOUCHING = 9.0
WIDEST = 150.0
BESIDE = 4.0
APART = 6.0
MOST_LANES = 4


@dataclass(frozen=True, slots=True)
class Event:
    """An event on a day, in a few words; a decision is distinguished from a change."""

    dated: date
    text: str
    decision: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark at `x`; its name begins at `left`, in a lane counted from below, None if there is no space."""

    x: float
    decision: bool
    text: str = ""
    left: float = 0.0
    lane: int | None = None


def events_of(changes: Iterable[Change], decisions: Iterable[Decision], language: Language) -> list[Event]:
    """Changes and decisions in order of time."""
    found = [Event(each.dated, _change_text(each, language), decision=False) for each in changes]
    found += [Event(each.dated, outcome_word(each.outcome, language), decision=True) for each in decisions]
    return sorted(found, key=lambda event: (event.dated, event.decision, event.text))


def _change_text(change: Change, language: Language) -> str:
    """The kind and text of a change."""
    kind, summary = change_kind_word(change.kind, language), " ".join(change.summary.split())
    return language.gettext("{kind}: {summary}", kind=kind, summary=summary) if summary else kind


def placed_events(
    events: Sequence[tuple[float, Event]], left: float, right: float, language: Language
) -> list[Placed]:
    """Put a mark at each place (points across, in order), and a name where one fits between the edges.

    A name is whole where any lane has room for all of it, else it is sure of `WIDEST`. Of names that would
    cover each other the earlier is above, so that no line to a mark runs through the name of another.
    """
    lanes = [_Lane(left, left)] * MOST_LANES
    placed = []
    for group in _groups(events):
        x, first = group[0]
        decision = any(event.decision for _, event in group)
        text = first.text if len(group) == 1 else _several(group, language)
        width = text_width(text, NOTE_SIZE)
        sure = min(width, WIDEST)
        whole = max(left, min(x + BESIDE, right - width))
        short = min(x + BESIDE, right - sure)
        lane = next((lane for lane, taken in enumerate(lanes) if whole >= taken.whole), None)
        start = short if lane is None else whole
        if lane is None:
            lane = next((lane for lane, taken in enumerate(lanes) if short >= taken.sure), None)
        if lane is None:
            placed.append(Placed(x, decision))
            continue
        lanes[lane] = _Lane(start + width + APART, start + sure + APART)
        placed.append(Placed(x, decision, text, start, lane))
    return _earlier_above(_cut_to_room(placed, right))


@dataclass(frozen=True, slots=True)
class _Lane:
    """The end of the last name in a lane, and the end of the space reserved for it."""

    whole: float
    sure: float


def _earlier_above(placed: Sequence[Placed]) -> list[Placed]:
    """Turn the lanes upside down wherever names are above each other."""
    turned: list[Placed] = []
    together: list[Placed] = []
    end = 0.0
    for mark in placed:
        if mark.lane is not None and mark.left >= end:
            turned += _upside_down(together)
            together = []
        together.append(mark)
        if mark.lane is not None:
            end = max(end, mark.left + text_width(mark.text, NOTE_SIZE))
    return turned + _upside_down(together)


def _upside_down(together: Sequence[Placed]) -> list[Placed]:
    """The same names with the lowest lane on top."""
    top = max((mark.lane for mark in together if mark.lane is not None), default=0)
    return [mark if mark.lane is None else replace(mark, lane=top - mark.lane) for mark in together]


def _cut_to_room(placed: Sequence[Placed], right: float) -> list[Placed]:
    """Let each name reach as far as the next one of its lane, or the edge, and cut it only there."""
    ends = [right] * MOST_LANES
    cut = []
    for mark in reversed(placed):
        if mark.lane is None:
            cut.append(mark)
            continue
        cut.append(replace(mark, text=fitted(mark.text, NOTE_SIZE, ends[mark.lane] - mark.left)))
        ends[mark.lane] = mark.left - APART
    return cut[::-1]


def _groups(events: Sequence[tuple[float, Event]]) -> list[list[tuple[float, Event]]]:
    """Put together what would touch."""
    groups: list[list[tuple[float, Event]]] = []
    for place, event in events:
        if groups and place - groups[-1][0][0] < TOUCHING:
            groups[-1].append((place, event))
        else:
            groups.append([(place, event)])
    return groups


def _several(group: Sequence[tuple[float, Event]], language: Language) -> str:
    """Label of the number of changes and decisions at one place; a single decision keeps its word."""
    decisions = [event.text for _, event in group if event.decision]
    changes = len(group) - len(decisions)
    parts = decisions if len(decisions) == 1 else _counted_decisions(len(decisions), language)
    if changes:
        parts = [*parts, language.ngettext("{count} change", "{count} changes", changes)]
    return language.listed(parts)


def _counted_decisions(count: int, language: Language) -> list[str]:
    """Several decisions as their number; nothing for none."""
    return [language.ngettext("{count} decision", "{count} decisions", count)] if count else []
