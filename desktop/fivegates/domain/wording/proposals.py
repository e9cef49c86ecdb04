"""Proposed board decision, derived from the verdict, where the reviewer has written none."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from fivegates.domain.initiative.initiative import Initiative, Stage
from fivegates.domain.language import Language
from fivegates.domain.verdict.path import Path
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import Verdict
from fivegates.domain.wording.paths import overdue_text

if TYPE_CHECKING:
    from fivegates.domain.verdict.assessment import Assessment


def decision_proposal(
    assessment: "Assessment", initiative: Initiative, stage: Stage | None, language: Language
) -> str:
    """The proposed decision; `stage` is as of the day of the review, None where it is unknown."""
    if stage is Stage.RETIRED:
        return language.gettext("Decide nothing while it is retired: review it again before it returns.")
    live = stage is Stage.PRODUCTION
    match assessment.verdict.state:
        case VerdictState.READY:
            return language.gettext(
                "{approval}. Keep each proof current, and review again within a quarter.",
                approval=_approval(language, live=live),
            )
        case VerdictState.WAIVED:
            return _waived(assessment, _approval(language, live=live), language)
        case VerdictState.INCOMPLETE:
            return _wait(assessment.verdict, language, live=live)
        case VerdictState.CONDITIONAL:
            return _conditions(assessment.path, _approval(language, live=live), language)
        case VerdictState.NOT_READY:
            return " ".join(_hold(assessment, initiative.sponsor.strip(), language, live=live))


def decision_asked(
    written: str, assessment: "Assessment", initiative: Initiative, stage: Stage | None, language: Language
) -> str:
    """The decision asked of the board: the reviewer's text, else the proposal."""
    return written.strip() or decision_proposal(assessment, initiative, stage, language)


def asked_note(language: Language) -> str:
    """Note above a table of requested decisions: their authors and day."""
    return language.gettext("Worded in the reviews, or else proposed; days are named as of each review.")


def minute_title(written: str, reviewed: date | None, language: Language) -> str:
    """Heading of a minute's text, with the day if it was written in an earlier review."""
    if reviewed is None or not written.strip():
        return language.gettext("To be minuted:")
    return language.gettext(
        "To be minuted, as asked in the review of {day}:", day=language.long_date(reviewed)
    )


def _approval(language: Language, *, live: bool) -> str:
    """The subject of the approval."""
    return language.gettext("Keep it in production") if live else language.gettext("Approve production")


def _wait(verdict: Verdict, language: Language, *, live: bool) -> str:
    """Decide once open answers or applicability are settled; what is in production cannot wait."""
    unscored = any(gate.unscored for gate in verdict.gates)
    if live and unscored:
        return language.gettext(
            "Have the open criteria answered now, for it runs without a verdict; then review again."
        )
    if live:
        return language.gettext(
            "Settle now which criteria apply, for it runs without a verdict; then review again."
        )
    if unscored:
        return language.gettext("Decide nothing yet: have the open criteria answered, then review again.")
    return language.gettext("Decide nothing yet: settle which criteria apply, then review again.")


def _waived(assessment: "Assessment", approval: str, language: Language) -> str:
    """Approve until the waivers end, and close their gaps by then."""
    steps, until = len(assessment.path.steps), assessment.verdict.waived_until
    return language.ngettext(
        "{approval} until {day}, the end of the waiver; have the step listed done by then.",
        "{approval} until {day}, the end of the waiver; have the {count} steps listed done by then.",
        steps,
        approval=approval,
        day=language.long_date(until) if until else "",
    )


def _conditions(path: Path, approval: str, language: Language) -> str:
    """Approve, on condition of the steps of the path."""
    steps, by = len(path.steps), path.ready_by
    overdue = overdue_text(path, language)
    if overdue:
        return language.ngettext(
            "{approval} on condition of the step listed, with a new date: {overdue}.",
            "{approval} on condition of the {count} steps listed, with new dates: {overdue}.",
            steps,
            approval=approval,
            overdue=overdue,
        )
    if by is None:
        return language.ngettext(
            "{approval} on condition of the step listed.",
            "{approval} on condition of the {count} steps listed.",
            steps,
            approval=approval,
        )
    return language.ngettext(
        "{approval} on condition of the step listed, by {day}.",
        "{approval} on condition of the {count} steps listed, by {day}.",
        steps,
        approval=approval,
        day=language.long_date(by),
    )


def _hold(assessment: "Assessment", sponsor: str, language: Language, *, live: bool) -> Iterator[str]:
    """Hold or withdraw, release the effort if steps open every gate, and name the sponsor."""
    path = assessment.path
    if live:
        yield language.gettext("Take it out of production, or limit its use, until it is ready.")
    else:
        yield language.gettext("Hold the launch.")
    if path.obstacles:
        gates = [language.shipped(assessment.case.rubric.gate(gate).name) for gate in path.obstacles]
        yield language.gettext(
            "Settle which criteria of {gates} apply: until then no steps make it ready.",
            gates=language.listed(gates),
        )
    else:
        yield language.ngettext(
            "Release {effort} for the step to ready.",
            "Release {effort} for the {count} steps to ready.",
            len(path.steps),
            effort=language.days(path.effort),
        )
    if sponsor:
        yield language.gettext("Its sponsor is {sponsor}.", sponsor=sponsor)
    if path.overdue:
        yield language.gettext("Set new dates: {overdue}.", overdue=overdue_text(path, language))
    if path.ready_by is not None:
        yield language.gettext("Review again after {day}.", day=language.long_date(path.ready_by))
