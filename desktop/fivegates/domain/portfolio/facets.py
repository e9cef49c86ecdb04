"""The facets by which the portfolio's table is narrowed: each initiative has a few values of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.words import gate_word, stage_word, verdict_word


class Facet(StrEnum):
    """By what initiatives are told apart, in the order in which they are offered."""

    VERDICT = "verdict"
    STAGE = "stage"
    UNIT = "unit"
    SPONSOR = "sponsor"
    GATE = "gate"
    AGED = "aged"


Chosen = Mapping[Facet, AbstractSet[str]]
"""The values that are wanted of each facet; a facet without any lets all pass."""

_UNREVIEWED = "unreviewed"
_CHANGED = "changed"


def values_of(line: OverviewLine, facet: Facet) -> tuple[str, ...]:
    """The values that an initiative has of a facet; text in any case is one value."""
    of, latest = line.initiative, line.latest
    match facet:
        case Facet.VERDICT:
            return (latest.verdict.value if latest else _UNREVIEWED,)
        case Facet.STAGE:
            return (of.stage.value,)
        case Facet.UNIT:
            return _text(of.business_unit)
        case Facet.SPONSOR:
            return _text(of.sponsor)
        case Facet.GATE:
            return tuple(f"{gate.state.value}:{gate.name}" for gate in latest.gates) if latest else ()
        case Facet.AGED:
            changed = latest and line.at_review and latest.verdict is not line.at_review.verdict
            return (_CHANGED,) if changed else ()


def value_text(facet: Facet, value: str, language: Language) -> str:
    """A value in words."""
    match facet:
        case Facet.VERDICT if value == _UNREVIEWED:
            return language.gettext("Not reviewed")
        case Facet.VERDICT:
            return verdict_word(VerdictState(value), language)
        case Facet.STAGE:
            return stage_word(Stage(value), language)
        case Facet.GATE:
            state, _, name = value.partition(":")
            return language.gettext("{gate}: {state}", gate=name, state=gate_word(GateState(state), language))
        case Facet.AGED:
            return language.gettext("Verdict changed since the review")
        case Facet.UNIT | Facet.SPONSOR:
            return value


def facet_word(facet: Facet, language: Language) -> str:
    """Name a facet."""
    return {
        Facet.VERDICT: language.gettext("Verdict"),
        Facet.STAGE: language.gettext("Stage"),
        Facet.UNIT: language.gettext("Business unit"),
        Facet.SPONSOR: language.gettext("Sponsor"),
        Facet.GATE: language.gettext("Gate"),
        Facet.AGED: language.gettext("Since the review"),
    }[facet]


def passes(line: OverviewLine, chosen: Chosen) -> bool:
    """Whether an initiative has, of each facet of which values are wanted, one of them."""
    return all(
        not wanted or not wanted.isdisjoint(values_of(line, facet)) for facet, wanted in chosen.items()
    )


def counted(lines: Iterable[OverviewLine], facet: Facet) -> dict[str, int]:
    """How many initiatives have each value of a facet, in the order of its scale, then by name."""
    found = Counter(value for line in lines for value in values_of(line, facet))
    return dict(sorted(found.items(), key=lambda item: (_rank(facet, item[0]), item[0].casefold())))


def _text(text: str) -> tuple[str, ...]:
    """A text as a value; none for blanks."""
    return (text.strip(),) if text.strip() else ()


def _rank(facet: Facet, value: str) -> int:
    """The place of a value on its scale; text has none."""
    scale: list[str]
    match facet:
        case Facet.VERDICT:
            scale = [*VerdictState, _UNREVIEWED]
        case Facet.STAGE:
            scale = [*Stage]
        case _:
            return 0
    return scale.index(value)
