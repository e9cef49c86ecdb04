"""Text about papers: their extent, their meeting details, and characters that no embedded font contains."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from fivegates.domain.brief import Chapter, Edition, Omission, Unprintable
from fivegates.domain.language import Language
from fivegates.domain.portfolio.meeting import MeetingDetails, Purpose


def edition_word(edition: Edition | None, language: Language) -> str:
    """Name an edition; None is that of a pack without briefs."""
    if edition is None:
        return language.pgettext("edition", "Summary, without briefs")
    return {
        Edition.ONE_PAGE: language.pgettext("edition", "One page"),
        Edition.BOARD: language.pgettext("edition", "For the board, two pages"),
        Edition.FULL: language.pgettext("edition", "Full"),
    }[edition]


def chapter_word(chapter: Chapter, language: Language) -> str:
    """Name a chapter of the appendix, or the page of answers."""
    return {
        Chapter.ANSWERS: language.pgettext("chapter", "Attackers, AI Act and exceptions, on one page"),
        Chapter.CRITERIA: language.pgettext("chapter", "Every criterion"),
        Chapter.PANEL: language.pgettext("chapter", "Panel, if there was one"),
        Chapter.ACTIONS: language.pgettext("chapter", "Actions"),
        Chapter.CHANGES: language.pgettext("chapter", "Changes"),
        Chapter.EXCEPTIONS: language.pgettext("chapter", "Exceptions: waivers, what does not apply"),
        Chapter.TRACK_RECORD: language.pgettext("chapter", "Track record"),
        Chapter.LEDGER: language.pgettext("chapter", "Ledger and formulas"),
        Chapter.WORDS: language.pgettext("chapter", "How to read this, glossary"),
        Chapter.FRAMEWORKS: language.pgettext("chapter", "Frameworks: AI Act, ISO/IEC 42001, NIST, OWASP"),
        Chapter.QUESTIONS: language.pgettext("chapter", "Questions to expect, for the presenter"),
        Chapter.ABOUT: language.pgettext("chapter", "About this brief"),
    }[chapter]


def pack_length(front: int, briefs: int, edition: Edition | None, language: Language) -> str:
    """Number of pages of a pack, from those of its front and its number of briefs."""
    if edition is None or not briefs:
        return language.ngettext("{count} page", "{count} pages", front)
    if edition is Edition.ONE_PAGE:
        return language.ngettext("{count} page", "{count} pages", front + briefs)
    if edition is Edition.BOARD:
        return language.ngettext("At most {count} page", "At most {count} pages", front + 2 * briefs)
    return language.ngettext(
        "{front}, then {count} full brief",
        "{front}, then {count} full briefs",
        briefs,
        front=language.ngettext("{count} page", "{count} pages", front),
    )


def omission_word(omission: Omission, language: Language) -> str:
    """Name a part left out of a brief for others."""
    return {
        Omission.NAMES: language.pgettext("left out", "names of people"),
        Omission.MONEY: language.pgettext("left out", "amounts of money"),
        Omission.RATIONALE: language.pgettext("left out", "the reviewer’s reasoning"),
        Omission.REFERENCES: language.pgettext("left out", "references of evidence"),
        Omission.OTHERS: language.pgettext("left out", "names of other initiatives"),
    }[omission]


def omitted_note(omitted: Collection[Omission], language: Language) -> str:
    """Header on each page of a brief for others; empty where nothing is left out."""
    return language.gettext("Parts left out, see page 1") if omitted else ""


def omitted_sentence(omitted: Collection[Omission], language: Language) -> str:
    """Sentence on page 1 of a brief for others with the parts left out; empty where there are none."""
    if not omitted:
        return ""
    words = [omission_word(each, language) for each in Omission if each in omitted]
    if Omission.NAMES in omitted:
        return language.gettext(
            "Left out of this version: {what}. Roles replace names of people.", what=language.listed(words)
        )
    return language.gettext("Left out of this version: {what}.", what=language.listed(words))


def purpose_word(purpose: Purpose, language: Language) -> str:
    """Name what the meeting is asked to do with the brief."""
    return {
        Purpose.DECIDE: language.pgettext("purpose", "For decision"),
        Purpose.NOTE: language.pgettext("purpose", "To note"),
    }[purpose]


def meeting_text(matter: MeetingDetails, language: Language) -> str:
    """The meeting and its day, or whichever is known."""
    day = language.long_date(matter.meeting_date) if matter.meeting_date else ""
    meeting = matter.meeting.strip()
    if meeting and day:
        return language.gettext("{meeting}, {day}", meeting=meeting, day=day)
    return meeting or day


def item_texts(matter: MeetingDetails, language: Language) -> Iterator[str]:
    """Agenda item and reference number, if known."""
    if matter.agenda_item.strip():
        yield language.gettext("Agenda item {item}", item=matter.agenda_item.strip())
    if matter.reference.strip():
        yield language.gettext("Reference {reference}", reference=matter.reference.strip())


def head_texts(matter: MeetingDetails, language: Language) -> tuple[list[str], list[str]]:
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


def meeting_details_text(matter: MeetingDetails, language: Language) -> list[str]:
    """All meeting details, in parts; empty where there are none."""
    return [*chain(*head_texts(matter, language))]


def not_sealed_meeting(language: Language) -> str:
    """Note that meeting details belong to the brief and are never sealed."""
    return language.gettext(
        "Letterhead, classification, and what this paper says of its meeting are of the paper and not sealed."
    )


def exported_sentence(file: str, found: Sequence[Unprintable], language: Language) -> str:
    """Path of an exported PDF, and whether all text could be printed."""
    text = language.gettext("Exported to {file}", file=file)
    return f"{text} · {_warning(language)}" if found else text


def unprintable_lines(found: Sequence[Unprintable], language: Language) -> Iterator[str]:
    """The warning, then each field with its characters; empty where there are none."""
    if found:
        yield _warning(language)
    for text in found:
        yield language.gettext("{field}: {characters}", field=text.field, characters=text.characters)


def _warning(language: Language) -> str:
    """Note that characters are missing, and their replacement on paper."""
    return language.gettext("No font here can show some of the text; a box is shown in its place.")
