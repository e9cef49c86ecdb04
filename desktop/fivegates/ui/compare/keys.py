"""The keys of the Compare page, as the shortcut sheet tells them."""

from fivegates.domain.language import Language
from fivegates.ui.window.menus import ShortcutGroup


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
