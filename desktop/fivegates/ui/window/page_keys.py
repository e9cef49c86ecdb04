"""The keys of pages, for the shortcut sheet and the hint line."""

from collections.abc import Iterator

from fivegates.domain.language import Language
from fivegates.ui.window.menus import ShortcutGroup


def groups_of_pages(language: Language) -> Iterator[ShortcutGroup]:
    """The keys of all pages, those of scoring first."""
    yield scoring_keys(language)
    yield page_keys(language)
    yield form_keys(language)
    yield tab_keys(language)
    yield compare_keys(language)
    yield preview_keys(language)
    opens = ("Enter", language.gettext("Open the chosen initiative"))
    yield ShortcutGroup(language.gettext("Portfolio table"), (opens,))


def scoring_keys(language: Language) -> ShortcutGroup:
    """Every key while scoring."""
    gettext = language.gettext
    return ShortcutGroup(
        gettext("Scoring"),
        (
            ("0 – 4", gettext("Claim a level")),
            ("N", gettext("Not applicable")),
            ("Backspace / Delete", gettext("Take the answer back")),
            ("↑ / ↓", gettext("Previous or next criterion")),
            ("← / →", gettext("Previous or next gate")),
            ("Enter", gettext("Next criterion without an answer")),
            ("R", gettext("Write the rationale; Esc returns to scoring")),
            ("E", gettext("Add evidence")),
            ("C", gettext("Comments on the criterion")),
            ("H", gettext("What is enough, and what is not")),
        ),
    )


def page_keys(language: Language) -> ShortcutGroup:
    """The keys of the tabs and their tables."""
    gettext = language.gettext
    return ShortcutGroup(
        gettext("Initiative page"),
        (
            (
                "Alt+1 – Alt+9, Alt+0",
                gettext(
                    "Score, Evidence, Costs, Trend, Actions, Changes, Decisions, Why, Forecasts, Waivers"
                ),
            ),
            ("Insert", gettext("Add to the table")),
            ("Enter", gettext("Edit the chosen row")),
            ("Esc", gettext("Restore the field next to the table, then return to the table")),
            ("Delete", gettext("Remove the chosen row")),
            ("Ctrl+C, Ctrl+V", gettext("Copy and paste rows of the ledger, as in a spreadsheet")),
            ("Ctrl+D", gettext("Fill chosen rows of the ledger from the first of them")),
        ),
    )


def tab_keys(language: Language) -> ShortcutGroup:
    """The keys of the pages that have tabs of their own."""
    gettext = language.gettext
    return ShortcutGroup(
        gettext("Insights and Evidence calendar"),
        (
            ("Alt+1 – Alt+5", gettext("Show a tab and go into it")),
            ("Enter", gettext("Open the chosen initiative")),
        ),
    )


def form_keys(language: Language) -> ShortcutGroup:
    """The keys of every form in a window of its own."""
    gettext = language.gettext
    return ShortcutGroup(
        gettext("Forms"),
        (
            ("Ctrl+Enter", gettext("Save from any field")),
            ("Esc", gettext("Close; what was entered is not discarded unasked")),
        ),
    )


def preview_keys(language: Language) -> ShortcutGroup:
    """The keys of the pages of a brief."""
    gettext = language.gettext
    return ShortcutGroup(
        gettext("Preview of a brief"),
        (
            ("Ctrl+F", gettext("Find words in the pages; Enter goes on, Shift+Enter back")),
            ("Page Up / Page Down", gettext("Scroll")),
            (gettext("Ctrl + mouse wheel"), gettext("Show the pages larger or smaller")),
        ),
    )


def hint_line(language: Language, *, alone: bool = False) -> str:
    """The most used keys on one line; those that a ballot takes `alone`."""
    gettext = language.gettext
    hints = [
        gettext("0–4 score"),
        gettext("N not applicable"),
        gettext("↑ ↓ criterion"),
        gettext("← → gate"),
        gettext("Enter next unanswered"),
        gettext("R rationale"),
        *([] if alone else [gettext("E evidence")]),
        gettext("H what is enough"),
        *([] if alone else [gettext("Ctrl+Z undo")]),
        gettext("? all keys"),
    ]
    return " · ".join(hints)


def compare_keys(language: Language) -> ShortcutGroup:
    """The keys of the comparison and its columns."""
    gettext = language.gettext
    return ShortcutGroup(
        gettext("Compare page"),
        (
            ("Ctrl+Shift+← / Ctrl+Shift+→", gettext("Move the column")),
            ("Delete", gettext("Take the column out")),
            ("Enter", gettext("Open the initiative, or show and fold what is the same")),
        ),
    )
