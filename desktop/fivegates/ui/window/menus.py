"""Menus built from a table of commands: text, shortcuts, needs that enable each, and the places of View."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


class Place(StrEnum):
    """The places besides initiatives, in the order of the sidebar; values name pages of `Pages`."""

    PORTFOLIO = "portfolio"
    ATTENTION = "attention"
    COMPARE = "compare"
    INSIGHTS = "insights"
    CALENDAR = "calendar"
    ACTIONS = "action_list"
    CAPACITY = "capacity"
    DECISIONS = "decisions"
    FRAMEWORKS = "frameworks"
    IDEAS = "ideas"


class Need(Enum):
    """A precondition of a command."""

    PORTFOLIO = auto()
    INITIATIVE = auto()
    EDITABLE = auto()
    UNDOABLE = auto()
    REDOABLE = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """A menu item; `&` in `text` marks its mnemonic. The first of `keys` is shown."""

    id: str
    text: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    needs: frozenset[Need] = frozenset()


@dataclass(frozen=True, slots=True)
class Submenu:
    """A menu within a menu, filled each time it opens, and for the palette where it is `in_palette`."""

    text: str
    fill: Callable[[QMenu], object]
    in_palette: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A menu within a menu, of commands that belong together."""

    text: str
    commands: tuple[Command, ...]


Entry = Command | Group | Submenu | None
"""A line of a menu; None stands for a line between commands."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of the bar."""

    text: str
    entries: tuple[Entry, ...]

    @property
    def commands(self) -> Iterator[Command]:
        """Yield the commands of the menu, including those of its groups."""
        return (command for _words, command in self.worded)

    @property
    def worded(self) -> Iterator[tuple[str, Command]]:
        """Yield each command with its text outside the menu."""
        for entry in self.entries:
            if isinstance(entry, Command):
                yield _plain(entry.text), entry
            elif isinstance(entry, Group):
                for command in entry.commands:
                    yield f"{_plain(entry.text)}: {_plain(command.text)}", command


@dataclass(frozen=True, slots=True)
class ShortcutGroup:
    """Keys of one menu or page, each with what it does."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListedCommand:
    """An enabled command: its text, its menu's, and its shortcuts as shown."""

    id: str
    text: str
    menu: str
    keys: str


class MenuBar:
    """The table as Qt's menus."""

    def __init__(self, window: QMainWindow, menus: Sequence[Menu]) -> None:
        self._window = window
        self._menus = menus
        self._actions: dict[str, QAction] = {}
        self._submenus: list[tuple[Submenu, QMenu]] = []
        self._choices: dict[str, QAction] = {}
        for menu in menus:
            made = window.menuBar().addMenu(menu.text)
            for entry in menu.entries:
                self._add(made, entry)

    def enable(self, have: AbstractSet[Need]) -> None:
        """Allow the commands whose needs are met."""
        for menu in self._menus:
            for command in menu.commands:
                self._actions[command.id].setEnabled(command.needs <= have)

    def action(self, command_id: str) -> QAction:
        """The Qt action of a command, or of a choice that `possible` listed; KeyError if there is none."""
        return self._actions.get(command_id) or self._choices[command_id]

    def possible(self) -> Iterator[ListedCommand]:
        """Every command that can be run now, menu by menu."""
        for menu in self._menus:
            for text, command in menu.worded:
                if self._actions[command.id].isEnabled():
                    yield ListedCommand(command.id, text, _plain(menu.text), _shown_keys(command))
        yield from self._list_choices()

    def shortcut_groups(self) -> Iterator[ShortcutGroup]:
        """The keys of every menu, for the shortcut sheet."""
        for menu in self._menus:
            lines = tuple((_shown_keys(command), text) for text, command in menu.worded if command.keys)
            if lines:
                yield ShortcutGroup(_plain(menu.text), lines)

    def _list_choices(self) -> Iterator[ListedCommand]:
        """Entries of the menus that are filled when they open, such as colours and languages."""
        self._choices.clear()
        for entry, submenu in (each for each in self._submenus if each[0].in_palette):
            entry.fill(submenu)
            for action in submenu.actions():
                if action.isEnabled() and action.text():
                    listed = ListedCommand(
                        f"{entry.text}:{action.text()}", _plain(action.text()), _plain(entry.text), ""
                    )
                    self._choices[listed.id] = action
                    yield listed

    def _add(self, menu: QMenu, entry: Entry) -> None:
        match entry:
            case None:
                menu.addSeparator()
            case Submenu():
                self._add_submenu(menu, entry)
            case Group():
                within = menu.addMenu(entry.text)
                for command in entry.commands:
                    self._add(within, command)
            case Command():
                self._actions[entry.id] = self._add_command(menu, entry)

    def _add_submenu(self, menu: QMenu, entry: Submenu) -> None:
        submenu = menu.addMenu(entry.text)
        submenu.aboutToShow.connect(lambda: entry.fill(submenu))
        self._submenus.append((entry, submenu))

    def _add_command(self, menu: QMenu, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setMenuRole(_ROLES.get(command.id, QAction.MenuRole.NoRole))
        action.triggered.connect(lambda: command.run())  # noqa: PLW0108 - keeps Qt's argument out
        menu.addAction(action)
        return action


def _shown_keys(command: Command) -> str:
    """All shortcuts of a command in the system's notation."""
    native = QKeySequence.SequenceFormat.NativeText
    return " / ".join(QKeySequence(keys).toString(native) for keys in command.keys)


def _plain(text: str) -> str:
    """A menu text without its mnemonic mark and ellipsis."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


# The roles by which macOS moves a command to the application menu.
_ROLES = {
    "about": QAction.MenuRole.AboutRole,
    "quit": QAction.MenuRole.QuitRole,
}
