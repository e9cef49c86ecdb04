"""Nothing is fetched or sent: sockets are refused for all tests, and no module of ours asks for one."""

import ast
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOM = Path(__file__).parent.parent / "desktop" / "fivegates"
NETWORK = {
    "_socket",
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "requests",
    "select",
    "selectors",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}
WINDOW = """
import sys
import fivegates.app, fivegates.ui.window.main_window, fivegates.ui.initiative.page, fivegates.cli.main
print(*sys.modules)
"""

RENDER = """
import sys
import pathlib
from fivegates.actions import briefs, overview; from fivegates.actions.file import creation
from fivegates.domain.brief import PaperSize
from fivegates.domain.language import ENGLISH
opened = creation.create_sample(pathlib.Path(sys.argv[1]))
brief = briefs.gather_brief(opened, overview.lines(opened)[0].initiative.id)
rendered = briefs.render_brief(brief, ENGLISH, PaperSize.A4)
briefs.save_brief(rendered, pathlib.Path(sys.argv[1] + ".pdf"), opened.path, "a password")
print(*sys.modules)
"""
LOADED_BY_OTHERS = {"_socket", "select", "selectors", "socket"}
"""What matplotlib takes to wait for processes and windows, as it is imported; it speaks no protocol."""


def imported(path: Path) -> Iterator[str]:
    """The modules that a file names in its imports, wherever they stand."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def is_network(module: str) -> bool:
    return any(module == known or module.startswith(f"{known}.") for known in NETWORK)


@pytest.mark.slow
def test_no_module_of_ours_imports_a_network() -> None:
    found = [
        f"{path.name}: {name}" for path in ROOM.rglob("*.py") for name in imported(path) if is_network(name)
    ]
    assert len(list(ROOM.rglob("*.py"))) > 200
    assert not found


def loaded(program: str, *arguments: object) -> set[str]:
    """The modules of a network that are loaded once a program has run."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return {name for name in ran.stdout.split() if is_network(name)}


def test_the_window_loads_none_either() -> None:
    assert not loaded(WINDOW)


@pytest.mark.slow
def test_a_brief_loads_nothing_that_could_ask_another_machine(tmp_path: Path) -> None:
    assert loaded(RENDER, tmp_path / "sample.fivegates") <= LOADED_BY_OTHERS


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_no_test_can_open_a_socket_to_elsewhere(family: int, kind: int) -> None:
    with pytest.raises(RuntimeError, match="no network"):
        socket.socket(family, kind)


def test_no_test_can_ask_for_a_name() -> None:
    for ask in (
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: socket.gethostbyname("localhost"),
        lambda: socket.gethostbyaddr("127.0.0.1"),
        lambda: socket.create_connection(("127.0.0.1", 9)),
    ):
        with pytest.raises(RuntimeError, match="no network"):
            ask()


def test_programs_on_the_same_machine_can_talk() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"x")
        assert other.recv(1) == b"x"
