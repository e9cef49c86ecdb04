"""The history of edits in words."""

from collections.abc import Sequence

from fivegates.domain.language import Language
from fivegates.domain.portfolio.edit_history import EditEntry, EditKind

_MOST_CODES = 3


def entry_words(entry: EditEntry, language: Language) -> str:
    """What an entry says was done: `Undo: Add “Claims”`."""
    what = entry.what.text(language)
    match entry.kind:
        case EditKind.UNDO:
            return language.gettext("Undo: {what}", what=what)
        case EditKind.REDO:
            return language.gettext("Redo: {what}", what=what)
    return what


def person_words(entry: EditEntry, language: Language) -> str:
    """Who made an edit."""
    return entry.by or language.gettext("Not known")


def place_words(entry: EditEntry, language: Language) -> str:
    """The codes of the initiatives that an edit concerned, or how many; a dash for the whole portfolio."""
    if len(entry.codes) > _MOST_CODES:
        count = len(entry.codes)
        return language.ngettext("{count} initiative", "{count} initiatives", count)
    return ", ".join(entry.codes) or "–"


def history_sentence(entries: Sequence[EditEntry], days: int, language: Language) -> str:
    """How many edits there are and since when, for how long they are kept, and what the names are."""
    kept = language.gettext(
        "Edits are kept for {days} days. People are named as the system’s account was, and nothing here is "
        "sealed.",
        days=language.number(days),
    )
    if not entries:
        return f"{language.gettext('No edits yet.')} {kept}"
    first = min(each.at for each in entries).astimezone().date()
    count = language.ngettext(
        "{count} edit since {day}.", "{count} edits since {day}.", len(entries), day=first
    )
    return f"{count} {kept}"
