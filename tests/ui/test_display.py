"""A window opens on a display that answers; where none does, a sentence says so and nothing aborts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fivegates import app
from fivegates.ui import display
from fivegates.ui.display import NoDisplayError, choose_display

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display"),
]

NOWHERE = ":7777"


def run_program(**variables: str) -> subprocess.CompletedProcess[str]:
    """Start the window in a process with these variables alone, for Qt would abort ours."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "fivegates"],
        env=kept | variables | {"PYTHONPATH": str(Path(app.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("variables", "reported"),
    [
        ({}, "There is no display for the window (DISPLAY and WAYLAND_DISPLAY are not set)."),
        ({"QT_QPA_PLATFORM": ""}, "There is no display for the window"),
        ({"DISPLAY": NOWHERE}, f"the display does not answer (DISPLAY={NOWHERE})."),
        ({"DISPLAY": "nonsense"}, "the display does not answer (DISPLAY=nonsense)."),
        ({"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": "xcb"}, f"does not answer (DISPLAY={NOWHERE})."),
        ({"QT_QPA_PLATFORM": "xcb"}, "does not answer (DISPLAY=)."),
        ({"WAYLAND_DISPLAY": "wayland-7777"}, "does not answer (WAYLAND_DISPLAY=wayland-7777)."),
        (
            {"WAYLAND_DISPLAY": "wayland-7777", "XDG_RUNTIME_DIR": "/nowhere", "DISPLAY": NOWHERE},
            f"does not answer (WAYLAND_DISPLAY=wayland-7777, DISPLAY={NOWHERE}).",
        ),
    ],
    ids=str,
)
def test_a_display_that_leads_nowhere_is_one_sentence(variables: dict[str, str], reported: str) -> None:
    ran = run_program(**variables)
    assert ran.returncode == 1
    assert reported in ran.stderr
    assert ran.stderr.endswith("The commands work without one: see fivegates --help.\n")
    assert len(ran.stderr.splitlines()) == 1


def test_a_wayland_socket_that_listens_is_found(tmp_path: Path) -> None:
    code = (
        "import os, socket\n"
        "from fivegates.ui.display import choose_display\n"
        "server = socket.socket(socket.AF_UNIX)\n"
        "server.bind(os.environ['XDG_RUNTIME_DIR'] + '/wayland-1')\n"
        "server.listen()\n"
        f"environment = os.environ | {{'WAYLAND_DISPLAY': 'wayland-1', 'DISPLAY': '{NOWHERE}'}}\n"
        "environment.pop('QT_QPA_PLATFORM', None)\n"
        "choose_display(environment)\n"
        "print(environment['QT_QPA_PLATFORM'])"
    )
    environment = os.environ | {
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PYTHONPATH": str(Path(app.__file__).parents[1]),
    }
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "wayland\n"


def test_a_connection_handed_over_is_left_to_qt() -> None:
    environment = {"WAYLAND_SOCKET": "9", "WAYLAND_DISPLAY": "wayland-7777"}
    choose_display(environment)
    assert "QT_QPA_PLATFORM" not in environment


@pytest.mark.parametrize("platform", ["offscreen", "vnc:port=5901", "minimal;xcb"])
def test_a_platform_without_a_display_is_left_alone(platform: str) -> None:
    environment = {"QT_QPA_PLATFORM": platform, "DISPLAY": NOWHERE}
    choose_display(environment)
    assert environment["QT_QPA_PLATFORM"] == platform


def test_other_systems_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    environment: dict[str, str] = {}
    choose_display(environment)
    assert environment == {}


@pytest.mark.parametrize(
    ("answering", "chosen"),
    [({"xcb", "wayland"}, None), ({"xcb"}, "xcb"), ({"wayland"}, "wayland")],
    ids=["both", "X11", "Wayland"],
)
def test_the_display_that_answers_is_taken(
    monkeypatch: pytest.MonkeyPatch, answering: set[str], chosen: str | None
) -> None:
    monkeypatch.setattr(display, "_answers", lambda platform, _environment: platform in answering)
    environment = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
    choose_display(environment)
    assert environment.get("QT_QPA_PLATFORM") == chosen


def test_libraries_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(display.LIBRARIES, display.X11, ("libxcb.so.1", "libfivegates-absent.so.0"))
    with pytest.raises(NoDisplayError) as raised:
        choose_display({"DISPLAY": ":0"})
    assert "lacks libraries that Qt needs (libfivegates-absent.so.0)" in str(raised.value)
