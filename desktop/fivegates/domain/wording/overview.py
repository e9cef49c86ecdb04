"""Text of the portfolio table: the verdict of each initiative, and a summary of all."""

from collections.abc import Iterable

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import (
    GateMark,
    OverviewLine,
    ReviewMark,
    draft_count,
    verdict_counts,
)
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.words import gate_word, score_text, verdict_word


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
