"""What a new user is to do without a manual and without a mouse, by the names that a screen reader has."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PYTHON = "/usr/bin/python3"
NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-run-session")
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
WALK = Path(__file__).parents[1] / "support" / "outside.py"
SESSION = """
Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$XDG_RUNTIME_DIR/display" 2>/dev/null & server=$!
trap 'kill $manager $bus $server' EXIT
until [ -s "$XDG_RUNTIME_DIR/display" ]; do sleep 0.1; done
export DISPLAY=":$(cat "$XDG_RUNTIME_DIR/display")"
"$0" --launch-immediately 2>/dev/null & bus=$!
openbox 2>/dev/null & manager=$!
sleep 1
"$@"
"""
"""A display, the bus of screen readers and a window manager of its own, for one command."""


def _missing() -> str:
    """What is not there to drive a window from outside; empty where all is."""
    if sys.platform != "linux":
        return "AT-SPI is of Linux"
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if not LAUNCHER.exists():
        missing.append("at-spi2-core")
    asked = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if not missing and subprocess.run([PYTHON, "-c", asked], capture_output=True, check=False).returncode:
        missing.append("gir1.2-atspi-2.0")
    return f"not installed: {', '.join(missing)}" if missing else ""


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A home of its own, and screen readers switched on."""
    why = _missing()
    if why:
        pytest.skip(why)
    home, runtime = tmp_path / "home", tmp_path / "run"
    for folder in (home, runtime):
        folder.mkdir(mode=0o700)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_", "CI"))}
    return own | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LANG": "C.UTF-8",
    }


def test_a_new_user_scores_finds_hands_over_presents_decides_and_exports(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    fivegates, pdf = Path(sys.executable).with_name("fivegates"), tmp_path / "brief.pdf"
    bus, shell = shutil.which("dbus-run-session"), shutil.which("sh")
    assert bus
    assert shell
    walk = [shell, "-c", SESSION, str(LAUNCHER), PYTHON, str(WALK), str(fivegates), str(pdf)]
    ran = subprocess.run(
        [bus, "--", *walk],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr[-2000:]
    assert pdf.read_bytes().startswith(b"%PDF")
    (portfolio,) = Path(surroundings["HOME"]).rglob("*.fivegates")
    listed = subprocess.run(
        [fivegates, "actions", portfolio, "--owner", "Nora Successor", "--json"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(json.loads(listed.stdout)) > 1
