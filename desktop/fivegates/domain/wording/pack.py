"""Sentences for the portfolio pack: title, decisions asked for, and proofs that expire soon."""

from collections.abc import Sequence

from fivegates.domain.evidence_calendar import Lapse, ProofsOf
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import SOON_DAYS, PackFront
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.wording.overview import drafts_text
from fivegates.domain.wording.proposals import decision_asked


def pack_title(front: PackFront, language: Language) -> str:
    """Title of the portfolio, or "Portfolio" where it has none."""
    return front.title.strip() or language.gettext("Portfolio")


def pack_count(front: PackFront, language: Language) -> str:
    """Number of initiatives, and of those with a brief."""
    summary = front.summary
    total = _total(summary.total, front.left_out, language)
    missing = summary.counts.get(None, 0)
    if missing:
        total = language.gettext("{total}, {count} not reviewed", total=total, count=language.number(missing))
    drafts = drafts_text(summary.drafts, summary.total - missing, language)
    return f"{total}, {drafts}" if drafts else total


def _total(shown: int, left_out: int, language: Language) -> str:
    """Number of initiatives in the pack, of all."""
    if not left_out:
        return language.ngettext("{count} initiative", "{count} initiatives", shown)
    return language.ngettext(
        "{shown} of {count} initiative",
        "{shown} of {count} initiatives",
        shown + left_out,
        shown=language.number(shown),
    )


def asked_text(assessment: Assessment, initiative: Initiative, language: Language) -> str:
    """Decision asked of the board: the reviewer's text, else the one that follows from the verdict."""
    written = assessment.case.review.decision_asked
    return decision_asked(written, assessment, initiative, initiative.stage, language)


def soon_sentence(found: Sequence[tuple[ProofsOf, Lapse]], language: Language) -> str:
    """Number of proofs that expire soon."""
    days = language.number(SOON_DAYS)
    if not found:
        return language.gettext("No proof lapses within {days} days.", days=days)
    return language.ngettext(
        "{count} proof lapses within {days} days:",
        "{count} proofs lapse within {days} days, the first on top:",
        len(found),
        days=days,
    )
