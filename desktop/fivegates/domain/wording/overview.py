"""Text of the portfolio table: verdicts, a summary of all, and the facets by which it is filtered."""

from collections.abc import Iterable

from fivegates.domain.initiative.initiative import Initiative, Stage
from fivegates.domain.language import Language
from fivegates.domain.portfolio.facets import UNREVIEWED, Facet, Group
from fivegates.domain.portfolio.overview import (
    GateMark,
    OverviewLine,
    ReviewMark,
    draft_count,
    verdict_counts,
)
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.words import gate_word, score_text, stage_word, verdict_word


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


def name_text(initiative: Initiative, language: Language) -> str:
    """Name of an initiative, marked where it is archived."""
    name = initiative.name
    return language.gettext("{name} (archived)", name=name) if initiative.archived else name


def review_word(latest: ReviewMark | None, language: Language) -> str:
    """Name of the latest verdict, or a note that there is none yet."""
    if latest is None:
        return language.gettext("Not reviewed")
    return verdict_word(latest.verdict, language, latest.waived_until)


def gate_text(number: int, mark: GateMark, language: Language) -> str:
    """State of one gate: `3 Trust: Closed, 47%`."""
    return language.gettext(
        "{number} {gate}: {state}, {score}",
        number=number,
        gate=language.shipped(mark.name),
        state=gate_word(mark.state, language),
        score=score_text(mark.score, language),
    )


def summary_sentence(lines: Iterable[OverviewLine], language: Language) -> str:
    """Number of initiatives by state, and of drafts; archived ones are left out."""
    lines = tuple(lines)
    counts = verdict_counts(lines)
    gettext = language.gettext
    words = {
        VerdictState.READY: gettext("{count} ready", count=counts[VerdictState.READY]),
        VerdictState.WAIVED: gettext("{count} ready, under a waiver", count=counts[VerdictState.WAIVED]),
        VerdictState.CONDITIONAL: gettext(
            "{count} ready with conditions", count=counts[VerdictState.CONDITIONAL]
        ),
        VerdictState.NOT_READY: gettext("{count} not ready", count=counts[VerdictState.NOT_READY]),
        VerdictState.INCOMPLETE: gettext("{count} incomplete", count=counts[VerdictState.INCOMPLETE]),
        None: gettext("{count} not reviewed", count=counts[None]),
    }
    total = language.ngettext("{count} initiative", "{count} initiatives", counts.total())
    drafts = drafts_text(draft_count(lines), counts.total() - counts[None], language)
    parts = (total, *(text for state, text in words.items() if counts[state]), drafts)
    return " · ".join(filter(None, parts))


def drafts_text(drafts: int, reviewed: int, language: Language) -> str:
    """Drafts among the latest reviews, `2 of 6 are drafts`; empty where all are final."""
    if not drafts:
        return ""
    return language.ngettext(
        "{count} of {reviewed} is a draft",
        "{count} of {reviewed} are drafts",
        drafts,
        reviewed=language.number(reviewed),
    )
