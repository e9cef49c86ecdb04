"""Meeting details of a brief as text."""

from collections.abc import Iterator
from itertools import chain

from fivegates.domain.language import Language
from fivegates.domain.portfolio.meeting import MeetingMatter, Purpose


def purpose_word(purpose: Purpose, language: Language) -> str:
    """Name what the meeting is asked to do with the brief."""
    return {
        Purpose.DECIDE: language.pgettext("purpose", "For decision"),
        Purpose.NOTE: language.pgettext("purpose", "To note"),
    }[purpose]


def meeting_text(matter: MeetingMatter, language: Language) -> str:
    """The meeting and its day, or whichever is known."""
    day = language.long_date(matter.meeting_date) if matter.meeting_date else ""
    meeting = matter.meeting.strip()
    if meeting and day:
        return language.gettext("{meeting}, {day}", meeting=meeting, day=day)
    return meeting or day


def item_texts(matter: MeetingMatter, language: Language) -> Iterator[str]:
    """Agenda item and reference number, if known."""
    if matter.agenda_item.strip():
        yield language.gettext("Agenda item {item}", item=matter.agenda_item.strip())
    if matter.reference.strip():
        yield language.gettext("Reference {reference}", reference=matter.reference.strip())


def head_texts(matter: MeetingMatter, language: Language) -> tuple[list[str], list[str]]:
    """Two header lines of page 1, each in parts: agenda item and purpose; meeting, presenter and minute."""
    first = [*item_texts(matter, language)]
    if matter.purpose:
        first.append(purpose_word(matter.purpose, language))
    second = [meeting_text(matter, language)]
    if matter.presenter.strip():
        second.append(language.gettext("Presented by {name}", name=matter.presenter.strip()))
    if matter.minute.strip():
        second.append(language.gettext("Previous minute: {minute}", minute=matter.minute.strip()))
    return first, [text for text in second if text]


def matter_text(matter: MeetingMatter, language: Language) -> list[str]:
    """All meeting details, in parts; empty where there are none."""
    return [*chain(*head_texts(matter, language))]


def not_sealed_matter(language: Language) -> str:
    """Note that meeting details belong to the brief and are never sealed."""
    return language.gettext(
        "Letterhead, classification, and what this paper says of its meeting are of the paper and not sealed."
    )
