"""The meeting details of a paper, in words."""

from collections.abc import Iterator
from itertools import chain

from fivegates.domain.language import Language
from fivegates.domain.portfolio.meeting import MeetingMatter, Purpose


def purpose_word(purpose: Purpose, language: Language) -> str:
    """What a meeting is to do with a paper."""
    return {
        Purpose.DECIDE: language.pgettext("purpose", "For decision"),
        Purpose.NOTE: language.pgettext("purpose", "To note"),
    }[purpose]


def meeting_text(matter: MeetingMatter, language: Language) -> str:
    """The meeting and its day, or the one of them that is known."""
    day = language.long_date(matter.meeting_date) if matter.meeting_date else ""
    meeting = matter.meeting.strip()
    if meeting and day:
        return language.gettext("{meeting}, {day}", meeting=meeting, day=day)
    return meeting or day


def item_texts(matter: MeetingMatter, language: Language) -> Iterator[str]:
    """Item of the agenda and reference number, as far as they are known."""
    if matter.agenda_item.strip():
        yield language.gettext("Agenda item {item}", item=matter.agenda_item.strip())
    if matter.reference.strip():
        yield language.gettext("Reference {reference}", reference=matter.reference.strip())


def head_texts(matter: MeetingMatter, language: Language) -> tuple[list[str], list[str]]:
    """The two lines at the head of page 1, each in parts: what is asked for, then where and by whom."""
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
    """All that is said of the meeting, in parts and in full; nothing where nothing is."""
    return [*chain(*head_texts(matter, language))]


def not_sealed_matter(language: Language) -> str:
    """That what is said of a meeting is of the paper, whatever was sealed."""
    return language.gettext(
        "Letterhead, classification, and what this paper says of its meeting are of the paper and not sealed."
    )
