"""Drives the window through AT-SPI by accessible names, with the keyboard only.

Run with the system's Python, which knows AT-SPI, on a display and a session bus of its own:
`python3 outside.py FIVEGATES PDF`. Each step is printed; the first that does not come about ends it with 1.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Protocol, TypeVar

gi = import_module("gi")
gi.require_version("Atspi", "2.0")
Atspi = import_module("gi.repository.Atspi")
BusError: type[Exception] = import_module("gi.repository.GLib").Error

T = TypeVar("T")
_XDOTOOL = shutil.which("xdotool") or "xdotool"
_PATIENCE = 20
_BEAT = 0.1
_CLOSED = {"table", "list", "menu bar", "tree table"}


class Node(Protocol):
    """The interface of a node of the accessibility tree."""

    def get_name(self) -> str: ...
    def get_role_name(self) -> str: ...
    def get_child_count(self) -> int: ...
    def get_child_at_index(self, place: int) -> "Node | None": ...
    def clear_cache(self) -> None: ...


class Program:
    """The window under test; `self.root` is its node in the tree of the desktop."""

    def __init__(self, command: list[str]) -> None:
        Atspi.init()
        Atspi.set_timeout(_PATIENCE * 1000, _PATIENCE * 1000)
        self.process = subprocess.Popen(command)
        self.root = self.wait("the window is there", self._find)

    def _find(self) -> Node | None:
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for place in range(desktop.get_child_count()):
            node = desktop.get_child_at_index(place)
            if node and node.get_process_id() == self.process.pid and node.get_child_count():
                found: Node = node
                return found
        return None

    def wait(self, what: str, ask: Callable[[], T | None]) -> T:
        """Ask until there is an answer. Raises SystemExit when there is none for long."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                answer = ask()
            except BusError:
                answer = None
            if answer:
                _tell(f"ok: {what}")
                return answer
            time.sleep(_BEAT)
        seen = [f"{node.get_role_name()}: {node.get_name()}" for node in self.shown()]
        _tell(f"shown last: {seen[-30:]}")
        sys.exit(f"not: {what}")

    def shown(self) -> Iterator[Node]:
        """Every node that can be seen; what is in tables, lists and menus is left out."""
        self.root.clear_cache()
        yield from self._below(self.root)

    def _below(self, node: Node) -> Iterator[Node]:
        for place in range(node.get_child_count()):
            child = node.get_child_at_index(place)
            if child and _is(child, "SHOWING"):
                yield child
                if child.get_role_name() not in _CLOSED:
                    yield from self._below(child)

    def named(self, words: str, role: str = "") -> Node | None:
        """A visible node of which the name begins so; None where there is none."""
        for node in self.shown():
            if node.get_name().startswith(words) and role in {"", node.get_role_name()}:
                return node
        return None

    def focused(self, words: str) -> Node | None:
        """The visible node of that name, if it has the focus."""
        for node in self.shown():
            if _is(node, "FOCUSED") and (node.get_name().startswith(words) or words in _label(node)):
                return node
        return None

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        subprocess.run([_XDOTOOL, "key", "--delay", "40", *keys], check=True)

    def type(self, text: str) -> None:
        """Type a text."""
        subprocess.run([_XDOTOOL, "type", "--delay", "15", text], check=True)

    def tab_to(self, words: str, key: str = "Tab") -> None:
        """Press Tab until the control of that name has the focus."""
        for _ in range(40):
            if self.focused(words):
                _tell(f"ok: {key} reaches {words}")
                return
            self.press(key)
            time.sleep(_BEAT)
        sys.exit(f"not: {key} reaches {words}")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _is(node: Node, state: str) -> bool:
    return bool(Atspi.Accessible.get_state_set(node).contains(getattr(Atspi.StateType, state)))


def _label(node: Node) -> str:
    """The name of the label of a control, which Qt gives lists on Linux."""
    for relation in Atspi.Accessible.get_relation_set(node):
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return str(relation.get_target(0).get_name())
    return ""


def walk(at: Program, pdf: str) -> None:
    """Walk through a new user's tasks: open, find, score, hand over, present, decide, export."""
    at.wait("Welcome offers the sample", lambda: at.focused("Open the sample portfolio"))
    at.press("Return")
    at.wait("the portfolio is shown", lambda: at.named("Northmark Mutual", "frame"))
    at.wait("its table is there", lambda: at.named("Initiatives", "table"))
    _find_and_score(at)
    _hand_over(at)
    _present_and_decide(at)
    _export(at, pdf)


def _find_and_score(at: Program) -> None:
    at.press("ctrl+k")
    time.sleep(1)
    at.type("leave in December")
    time.sleep(1)
    at.press("Return")
    found = "When it fails, named people know what to do, required, level"
    at.wait("a text of a rationale leads to its criterion", lambda: at.focused(f"{found} 1"))
    at.press("2")
    at.wait("a digit scores", lambda: at.focused(f"{found} 2"))


def _hand_over(at: Program) -> None:
    at.press("ctrl+shift+a")
    at.wait("the page of all actions is shown", lambda: at.named("Actions", "table"))
    at.tab_to("Owner", "shift+Tab")
    at.type("Jonas")
    at.tab_to("Actions")
    at.press("ctrl+a")
    at.tab_to("Change…", "shift+Tab")
    at.press("space")
    at.wait("the change is asked for", lambda: at.named("Owner", "text"))
    at.tab_to("Owner")
    at.type("Nora Successor")
    at.press("Return")
    at.wait("the form is closed", lambda: not at.named("Owner", "text"))


def _present_and_decide(at: Program) -> None:
    at.press("alt+Home", "F11")
    names = ("Broker mailbox routing", "Motor claims triage", "Policy wording search for underwriters")
    at.wait("a dialog presents", lambda: at.named("Northmark Mutual", "dialog"))
    at.press("Home")
    for name in names:
        for _ in range(12):
            if at.named(name, "filler"):  # a screen has the name of its title
                break
            at.press("Right")
            time.sleep(2 * _BEAT)
        else:
            sys.exit(f"not: {name} is presented")
        _tell(f"ok: {name} is presented")
    at.press("d")
    at.wait("the decision is asked for", lambda: at.focused("Decision"))
    at.type("Go")
    at.tab_to("Date")
    at.type("30 Nov 2026")
    at.tab_to("Who decided")
    at.type("The board")
    at.press("Tab")
    at.type("The owners of all three actions are named")
    at.tab_to("Record decision")
    at.press("space")
    at.wait("it is recorded", lambda: not at.named("Who decided", "text"))
    at.press("Escape")
    at.wait("the presentation has ended", lambda: not at.named("Northmark Mutual", "dialog"))


def _export(at: Program, pdf: str) -> None:
    at.press("ctrl+e")
    at.wait("where to is asked", lambda: at.named("File name", "text"))
    at.press("ctrl+a")
    at.type(pdf)
    at.press("Return")
    at.wait("the export is reported", lambda: at.named("Show in folder"))


if __name__ == "__main__":
    program = Program([sys.argv[1]])
    try:
        walk(program, sys.argv[2])
    finally:
        program.process.terminate()
