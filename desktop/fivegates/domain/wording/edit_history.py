"""Sentences for the history of edits."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from fivegates.domain.initiative.initiative import ActionStatus, Stage
from fivegates.domain.language import Language, gettext_noop
from fivegates.domain.portfolio.edit_history import EditEntry, EditKind, ValueChange
from fivegates.domain.wording.words import action_status_word, stage_word

_MOST_CODES = 3
_LONGEST_VALUE = 60
_FIELDS = {
    "title": gettext_noop("Title"),
    "name": gettext_noop("Name"),
    "code": gettext_noop("Code"),
    "owner": gettext_noop("Owner"),
    "due": gettext_noop("Due"),
    "status": gettext_noop("Status"),
    "stage": gettext_noop("Stage"),
    "business_unit": gettext_noop("Business unit"),
    "sponsor": gettext_noop("Sponsor"),
    "reviewer": gettext_noop("Reviewer"),
    "rationale": gettext_noop("Rationale"),
    "reference": gettext_noop("Reference"),
    "dated": gettext_noop("Date"),
    "by": gettext_noop("Decided by"),
    "target_go_live": gettext_noop("Target go-live"),
    "target_volume": gettext_noop("Target volume"),
    "target_level": gettext_noop("Target level"),
}


def _day_words(value: int | str, language: Language) -> str:
    return language.short_date(date.fromisoformat(str(value)))


_WORDS: Mapping[str, Callable[[int | str, Language], str]] = {
    "due": _day_words,
    "dated": _day_words,
    "target_go_live": _day_words,
    "target_volume": lambda value, language: language.number(int(value)),
    "status": lambda value, language: action_status_word(ActionStatus(str(value)), language),
    "stage": lambda value, language: stage_word(Stage(str(value)), language),
}


def entry_words(entry: EditEntry, language: Language) -> str:
    """Description of an entry: `Undo: Score “One owner” · Level 3 → 1`."""
    text = _kind_words(entry, language)
    return text if entry.changed is None else f"{text} · {change_words(entry.changed, language)}"


def change_words(changed: ValueChange, language: Language) -> str:
    """A changed value: `Level 1 → 3`, `Owner: A. Meyer → B. Brandt`; a dash for an empty one."""
    name = changed.field.partition(".")[2]
    before, after = (_value_words(name, value, language) for value in (changed.before, changed.after))
    if name == "level":
        return language.gettext("Level {before} → {after}", before=before, after=after)
    field = language.gettext(_FIELDS[name])
    return language.gettext("{field}: {before} → {after}", field=field, before=before, after=after)


def _value_words(name: str, value: int | str | None, language: Language) -> str:
    """A stored value as text, cut if long; values in an unknown form are left as they are."""
    if value is None:
        return "–"
    try:
        return _WORDS[name](value, language)
    except (KeyError, ValueError):
        line = " ".join(str(value).split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[:_LONGEST_VALUE].rstrip()}…"


def _kind_words(entry: EditEntry, language: Language) -> str:
    what = entry.what.text(language)
    match entry.kind:
        case EditKind.UNDO:
            return language.gettext("Undo: {what}", what=what)
        case EditKind.REDO:
            return language.gettext("Redo: {what}", what=what)
    return what


def person_words(entry: EditEntry, language: Language) -> str:
    """Author of an edit."""
    return entry.by or language.gettext("Not known")


def place_words(entry: EditEntry, language: Language) -> str:
    """Codes of the initiatives that an edit changed, or their number; a dash for the whole portfolio."""
    if len(entry.codes) > _MOST_CODES:
        count = len(entry.codes)
        return language.ngettext("{count} initiative", "{count} initiatives", count)
    return ", ".join(entry.codes) or "–"


def history_sentence(entries: Sequence[EditEntry], days: int, language: Language) -> str:
    """Number of edits, their first day, how long they are kept, and the meaning of the names."""
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
