"""The words for the facets by which the portfolio's table is narrowed, and for their values."""

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import Language
from fivegates.domain.portfolio.facets import UNREVIEWED, Facet
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.words import gate_word, stage_word, verdict_word


def value_text(facet: Facet, value: str, language: Language) -> str:
    """A value in words."""
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
