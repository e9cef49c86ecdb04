"""How much of a brief or a pack is set, in words."""

from fivegates.domain.brief import Chapter, Edition
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
    """Name a chapter of the appendix."""
    return {
        Chapter.CRITERIA: language.pgettext("chapter", "Every criterion"),
        Chapter.ACTIONS: language.pgettext("chapter", "Actions"),
        Chapter.CHANGES: language.pgettext("chapter", "Changes"),
        Chapter.LEDGER: language.pgettext("chapter", "Ledger and formulas"),
        Chapter.WORDS: language.pgettext("chapter", "How to read this, glossary"),
        Chapter.ABOUT: language.pgettext("chapter", "About this brief"),
    }[chapter]


def pack_length(front: int, briefs: int, edition: Edition | None, language: Language) -> str:
    """How many pages a pack has, from those of its front and the number of its briefs."""
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
