"""Names of the facets by which the portfolio table is filtered, and of their values."""

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import Language
from fivegates.domain.portfolio.facets import UNREVIEWED, Facet, Group
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.words import gate_word, stage_word, verdict_word


def value_text(facet: Facet, value: str, language: Language) -> str:
    """A value as text."""
    match facet:
        case Facet.VERDICT if value == UNREVIEWED:
            return language.gettext("Not reviewed")
        case Facet.VERDICT:
            return verdict_word(VerdictState(value), language)
        case Facet.STAGE:
            return stage_word(Stage(value), language)
        case Facet.GATE:
            state, _, name = value.partition(":")
            word = gate_word(GateState(state), language)
            return language.gettext("{gate}: {state}", gate=language.shipped(name), state=word)
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


def group_text(group: Group, language: Language) -> str:
    """Name a group of the portfolio's table."""
    if group.value:
        return value_text(group.facet, group.value, language)
    return language.gettext("No unit") if group.facet is Facet.UNIT else language.gettext("No sponsor")


def group_heading(group: Group, count: int, language: Language) -> str:
    """Name a group, with its number of initiatives."""
    return language.gettext("{value} ({count})", value=group_text(group, language), count=count)


def group_spoken(group: Group, count: int, language: Language, *, folded: bool) -> str:
    """Name a group for a screen reader, with its number of initiatives and whether it is collapsed."""
    name = group_text(group, language)
    if folded:
        return language.ngettext(
            "Group {group}: {count} initiative, folded",
            "Group {group}: {count} initiatives, folded",
            count,
            group=name,
        )
    return language.ngettext(
        "Group {group}: {count} initiative", "Group {group}: {count} initiatives", count, group=name
    )
