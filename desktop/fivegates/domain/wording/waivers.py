"""Sentences for waivers: criterion, approver, last day and state."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from fivegates.domain.initiative.waivers import Waiver, WaiverState, last_day
from fivegates.domain.language import Language
from fivegates.domain.verdict.verdict import is_waived

if TYPE_CHECKING:
    from fivegates.domain.verdict.assessment import Assessment


def waiver_clause(waiver: Waiver, language: Language) -> str:
    """Last day and approver of a waiver, inside a sentence."""
    return language.gettext(
        "waived until {day}, approved by {approver}",
        day=language.long_date(last_day(waiver)),
        approver=waiver.approver.strip(),
    )


def waiver_state(waiver: Waiver, on: date, language: Language) -> str:
    """State of a waiver on a day, with its date."""
    state = waiver.state_on(on)
    if state is WaiverState.REVOKED and waiver.revoked is not None:
        return language.gettext("revoked on {day}", day=language.long_date(waiver.revoked))
    if state is WaiverState.ENDED:
        return language.gettext("ended after {day}", day=language.long_date(waiver.until))
    if state is WaiverState.TO_BEGIN:
        return language.gettext("begins on {day}", day=language.long_date(waiver.granted))
    if state is WaiverState.NO_EFFECT:
        return language.gettext("without effect, as no other person approved it for a reason")
    return language.gettext("in force until {day}", day=language.long_date(last_day(waiver)))


def waiver_state_word(state: WaiverState, language: Language) -> str:
    """Name the state of a waiver on a day, for a column of its own."""
    return {
        WaiverState.TO_BEGIN: language.pgettext("waiver", "To begin"),
        WaiverState.IN_FORCE: language.pgettext("waiver", "In force"),
        WaiverState.ENDED: language.pgettext("waiver", "Ended"),
        WaiverState.REVOKED: language.pgettext("waiver", "Revoked"),
        WaiverState.NO_EFFECT: language.pgettext("waiver", "Without effect"),
    }[state]


def granted_text(waiver: Waiver, language: Language) -> str:
    """Requester, approver and date of a waiver: `Asked for by A, approved on 1 May 2026 by B`."""
    return language.gettext(
        "Asked for by {requester}, approved on {day} by {approver}",
        requester=waiver.requester.strip(),
        approver=waiver.approver.strip(),
        day=language.long_date(waiver.granted),
    )


def revoked_text(waiver: Waiver, language: Language) -> str:
    """Revocation of a waiver: person, day and reason; empty where it is not revoked."""
    if waiver.revoked is None:
        return ""
    return language.gettext(
        "Revoked on {day} by {name}: {why}",
        day=language.long_date(waiver.revoked),
        name=waiver.revoked_by.strip(),
        why=waiver.revoked_why.strip(),
    )


def waiver_text(title: str, waiver: Waiver, on: date, language: Language) -> str:
    """A waiver as list lines: criterion and state, then one fact per line."""
    head = language.gettext("{title}: {state}", title=title, state=waiver_state(waiver, on, language))
    lines = [head, granted_text(waiver, language), waiver.reason.strip()]
    if waiver.condition.strip():
        lines.append(language.gettext("Condition: {text}", text=waiver.condition.strip()))
    lines.append(revoked_text(waiver, language))
    return "\n  ".join(line for line in lines if line)


MOST_EXCEPTIONS: Final = 2


def exceptions_sentence(assessment: "Assessment", language: Language) -> str:
    """Waivers of failing criteria with approver and last day, and the number of other waivers.

    Terms that all of them share are named once. It is empty where nothing is waived.
    """
    waived = [
        (language.shipped(result.criterion.topic), result.waiver)
        for result in assessment.verdict.criteria
        if is_waived(result) and result.waiver is not None
    ]
    if not waived:
        return ""
    named, more = waived[:MOST_EXCEPTIONS], len(waived) - MOST_EXCEPTIONS
    rest = [language.ngettext("{count} more", "{count} more", more)] if more > 0 else []
    if len({_terms(waiver) for _, waiver in waived}) == 1 < len(waived):
        return language.gettext(
            "Waived until {day} (approved by {approver}): {exceptions}.",
            day=language.long_date(last_day(named[0][1])),
            approver=named[0][1].approver.strip(),
            exceptions=language.listed([*(topic for topic, _ in named), *rest]),
        )
    texts = [
        language.gettext(
            "{topic} until {day} (approved by {approver})",
            topic=topic,
            day=language.long_date(last_day(waiver)),
            approver=waiver.approver.strip(),
        )
        for topic, waiver in named
    ]
    return language.gettext("Waived: {exceptions}.", exceptions=language.listed([*texts, *rest]))


def _terms(waiver: Waiver) -> tuple[date, str]:
    """Last day and approver of a waiver."""
    return last_day(waiver), waiver.approver.strip()


def exceptions_finding(waivers: Iterable[Waiver], on: date, language: Language) -> str:
    """Number of exceptions in force on a day and first day on which one ends, as a sentence."""
    ends = sorted(last_day(waiver) for waiver in waivers if waiver.in_force(on))
    day = language.long_date(on)
    if not ends:
        return language.gettext("No waiver is in force on {day}.", day=day)
    return language.ngettext(
        "{count} waiver is in force on {day}; it ends after {end}.",
        "{count} waivers are in force on {day}; the first ends after {end}.",
        len(ends),
        day=day,
        end=language.long_date(ends[0]),
    )
