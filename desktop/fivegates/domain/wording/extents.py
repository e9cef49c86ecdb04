"""Sentences for the extent of a brief or a pack."""

from collections.abc import Collection

from fivegates.domain.brief import Chapter, Edition, Omission
from fivegates.domain.language import Language


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
