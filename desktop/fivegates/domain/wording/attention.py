"""Sentences for items that need attention, and for changes since the portfolio was last open."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from fivegates.domain.initiative.decisions import Condition, ConditionState
from fivegates.domain.language import Language
from fivegates.domain.portfolio.attention import (
    AgedVerdict,
    Attention,
    AwaitedDecision,
    DueAction,
    DueCondition,
    DueReview,
    DueWaiver,
    LapsingProofs,
    LeftOut,
    ReachedStop,
    UnassignedEvidence,
    VerdictSince,
    is_late,
)
from fivegates.domain.wording.decisions import reached_text
from fivegates.domain.wording.relative_days import due_date_text
from fivegates.domain.wording.two_days import verdict_on_text
from fivegates.domain.wording.words import verdict_word

if TYPE_CHECKING:
    from fivegates.domain.portfolio.last_seen import SinceLast


def verdict_since_text(item: VerdictSince, language: Language) -> str:
    """Current and previous verdict, each with its day; or a note that the initiative is new."""
    if item.added:
        return language.gettext("Added since {day}", day=language.short_date(item.seen))
    waived = item.now.waived_until if item.now else None
    day = item.day or (item.now.dated if item.now else None)
    before = verdict_word(item.before, language) if item.before else language.gettext("not reviewed")
    if item.verdict is None or day is None:
        now = language.gettext("No review")
        return language.gettext(
            "{now}, {before} on {seen}", now=now, before=before, seen=language.short_date(item.seen)
        )
    return language.gettext(
        "{verdict} on {day}, {before} on {seen}",
        verdict=verdict_word(item.verdict, language, waived),
        day=language.short_date(day),
        before=before,
        seen=language.short_date(item.seen),
    )


def since_sentence(since: "SinceLast", language: Language) -> str:
    """Changes since the portfolio was last open, and the number of items that needed attention then."""
    texts = [*_changes(since, language), _attention(since, language)]
    return language.gettext(
        "Since {day}, when it was last open on this computer: {items}.",
        day=language.long_date(since.seen),
        items=language.listed(texts),
    )


def since_clause(since: "SinceLast", language: Language) -> str:
    """Changes in short form: `since 27 Nov 2026: 1 verdict has changed`."""
    return language.gettext(
        "since {day}: {items}",
        day=language.short_date(since.seen),
        items=language.listed(_changes(since, language)),
    )


def _changes(since: "SinceLast", language: Language) -> list[str]:
    """Number of changed verdicts, and of initiatives added and removed; or a note that there are none."""
    added = sum(each.added for each in since.changes)
    changed = len(since.changes) - added
    ngettext = language.ngettext
    counted = [
        (changed, ngettext("{count} verdict has changed", "{count} verdicts have changed", changed)),
        (added, ngettext("{count} initiative was added", "{count} initiatives were added", added)),
        (
            since.removed,
            ngettext("{count} initiative was removed", "{count} initiatives were removed", since.removed),
        ),
    ]
    texts = [text for count, text in counted if count]
    return texts or [language.gettext("no verdict has changed")]


def _attention(since: "SinceLast", language: Language) -> str:
    """Number of items that need attention now, and then."""
    return language.ngettext(
        "{count} thing needs attention (then {before})",
        "{count} things need attention (then {before})",
        since.attention_now,
        before=since.attention_then,
    )


def attention_text(item: Attention, day: date, language: Language) -> str:
    """Item that needs attention as of `day`, without the initiative's name."""
    if isinstance(item, AgedVerdict | VerdictSince):
        return _verdict_text(item, day, language)
    if isinstance(item, ReachedStop):
        return reached_text(item.check, language)
    if isinstance(item, DueAction):
        return _with_owner(item.action.title, item.action.owner, language)
    if isinstance(item, DueCondition):
        return _condition_text(item.condition, language)
    if isinstance(item, DueWaiver | LeftOut):
        return _exception_text(item, day, language)
    return _count_text(item, language)


def _verdict_text(item: AgedVerdict | VerdictSince, day: date, language: Language) -> str:
    """Verdict that changed since its review or since the file was last open."""
    if isinstance(item, VerdictSince):
        return verdict_since_text(item, language)
    return verdict_on_text(item.on_day, item.at_review, day, language)


def _exception_text(item: DueWaiver | LeftOut, day: date, language: Language) -> str:
    """Waiver that ends soon or has ended, or a "not applicable" answer due for another look."""
    if isinstance(item, LeftOut):
        return language.gettext("{title}: does it still not apply?", title=item.title)
    if is_late(item, day):
        return language.gettext("{title}: the waiver has ended, and it fails", title=item.title)
    return language.gettext("{title}: the waiver ends", title=item.title)


def _count_text(
    item: LapsingProofs | UnassignedEvidence | AwaitedDecision | DueReview, language: Language
) -> str:
    if isinstance(item, UnassignedEvidence):
        return unassigned_text(item.count, language)
    if isinstance(item, LapsingProofs):
        return language.ngettext("{count} proof lapses", "{count} proofs lapse", item.count)
    if isinstance(item, AwaitedDecision):
        return language.gettext(
            "The review of {day} asks for a decision; none is recorded since.",
            day=language.short_date(item.reviewed),
        )
    return _review_text(item.due, language)


def unassigned_text(count: int, language: Language) -> str:
    """Number of pieces of evidence that support no criterion yet."""
    return language.ngettext(
        "{count} piece of evidence is not assigned to a criterion",
        "{count} pieces of evidence are not assigned to a criterion",
        count,
    )


def _condition_text(condition: Condition, language: Language) -> str:
    """Condition with its owner; "not met" comes first."""
    text = _with_owner(condition.text, condition.owner, language)
    if condition.state is ConditionState.NOT_MET:
        return language.gettext("Not met: {condition}", condition=text)
    return text


def _review_text(due: date | None, language: Language) -> str:
    """Sentence for a review that is due; without a day there has been no review."""
    if due is None:
        return language.gettext("It has not been reviewed yet.")
    return language.gettext("A review is due: the last one is more than a quarter old.")


def attention_kind(item: Attention, language: Language) -> str:
    """Name the kind of an item, for a column."""
    return {
        VerdictSince: language.pgettext("attention", "Since last time"),
        AgedVerdict: language.pgettext("attention", "Verdict"),
        ReachedStop: language.pgettext("attention", "Stop figure"),
        DueAction: language.pgettext("attention", "Action"),
        DueCondition: language.pgettext("attention", "Condition"),
        AwaitedDecision: language.pgettext("attention", "Decision"),
        LapsingProofs: language.pgettext("attention", "Evidence"),
        DueWaiver: language.pgettext("attention", "Waiver"),
        LeftOut: language.pgettext("attention", "Not applicable"),
        UnassignedEvidence: language.pgettext("attention", "Evidence"),
        DueReview: language.pgettext("attention", "Review"),
    }[type(item)]


def attention_due(item: Attention, day: date, language: Language) -> str:
    """Due date, marked as overdue on `day`; a dash without a date."""
    return due_date_text(item.due, day, language, is_open=True)


def attention_sentence(found: Sequence[Attention], day: date, language: Language) -> str:
    """Number of items that need attention on a day, by kind, or a note that there are none."""
    if not found:
        return language.gettext("Nothing is overdue or due within 30 days of {day}.", day=day)
    counts = Counter(type(each) for each in found)
    late = sum(isinstance(each, DueAction) and is_late(each, day) for each in found)
    soon = counts[DueAction] - late
    ngettext = language.ngettext
    proofs = sum(each.count for each in found if isinstance(each, LapsingProofs))
    unassigned = sum(each.count for each in found if isinstance(each, UnassignedEvidence))
    parts = [
        (
            counts[AgedVerdict],
            ngettext(
                "{count} verdict has changed since its review",
                "{count} verdicts have changed since their reviews",
                counts[AgedVerdict],
            ),
        ),
        (
            counts[ReachedStop],
            ngettext(
                "{count} stop figure is reached", "{count} stop figures are reached", counts[ReachedStop]
            ),
        ),
        (late, ngettext("{count} action is overdue", "{count} actions are overdue", late)),
        (soon, ngettext("{count} action is due", "{count} actions are due", soon)),
        (
            counts[DueCondition],
            ngettext(
                "{count} condition needs attention", "{count} conditions need attention", counts[DueCondition]
            ),
        ),
        (
            counts[AwaitedDecision],
            ngettext("{count} decision is awaited", "{count} decisions are awaited", counts[AwaitedDecision]),
        ),
        (proofs, ngettext("{count} proof lapses", "{count} proofs lapse", proofs)),
        (unassigned, unassigned_text(unassigned, language)),
        *_exception_counts(counts, language),
        (counts[DueReview], ngettext("{count} review is due", "{count} reviews are due", counts[DueReview])),
    ]
    sentence = language.listed([text for count, text in parts if count])
    return language.gettext("As of {day}, looking 30 days ahead: {items}.", day=day, items=sentence)


def broken_title(found: Sequence[ReachedStop | DueWaiver], language: Language) -> str:
    """Title of the list of reached stop figures and ended waivers; it names only the kinds present."""
    kinds = {type(each) for each in found}
    if kinds == {ReachedStop}:
        return language.gettext("Stop figures")
    if kinds == {DueWaiver}:
        return language.gettext("Waivers")
    return language.gettext("Stop figures and waivers")


def broken_finding(found: Sequence[ReachedStop | DueWaiver], day: date, language: Language) -> str:
    """Number of stop figures reached on a day, and of waivers that have ended or end within 30 days."""
    ngettext = language.ngettext
    stops = sum(isinstance(each, ReachedStop) for each in found)
    ended = sum(isinstance(each, DueWaiver) and is_late(each, day) for each in found)
    ending = len(found) - stops - ended
    parts = (
        (stops, ngettext("{count} stop figure is reached", "{count} stop figures are reached", stops)),
        (ended, ngettext("{count} waiver has ended", "{count} waivers have ended", ended)),
        (
            ending,
            ngettext("{count} waiver ends within 30 days", "{count} waivers end within 30 days", ending),
        ),
    )
    return "; ".join(text for count, text in parts if count)


def attention_clause(found: Sequence[Attention], day: date, language: Language) -> str:
    """Number of items that need attention on a day and number of overdue ones, as a short clause."""
    shown = language.short_date(day)
    if not found:
        return language.gettext("Nothing needs attention on {day}", day=shown)
    text = language.ngettext(
        "{count} thing needs attention on {day}",
        "{count} things need attention on {day}",
        len(found),
        day=shown,
    )
    late = sum(is_late(each, day) for each in found)
    if not late:
        return text
    overdue = language.ngettext("{count} is overdue", "{count} are overdue", late)
    return language.gettext("{text}, {overdue}", text=text, overdue=overdue)


def _exception_counts(counts: "Counter[type[Attention]]", language: Language) -> list[tuple[int, str]]:
    """Counts of waivers and of "not applicable" answers that need attention."""
    waivers, left_out = counts[DueWaiver], counts[LeftOut]
    return [
        (
            waivers,
            language.ngettext(
                "{count} waiver ends or has ended", "{count} waivers end or have ended", waivers
            ),
        ),
        (
            left_out,
            language.ngettext(
                "{count} criterion that does not apply is to be looked at again",
                "{count} criteria that do not apply are to be looked at again",
                left_out,
            ),
        ),
    ]


def _with_owner(text: str, owner: str, language: Language) -> str:
    who = owner.strip()
    return language.gettext("{task} ({owner})", task=text, owner=who) if who else text
