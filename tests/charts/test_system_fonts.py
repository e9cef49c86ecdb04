"""matplotlib lists its own fonts and ours, not those of the system, and leaves other programs' list alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import fivegates

# Each starts with another import, since the list is made by whichever comes first; each takes a process.
FIRST_IMPORTS = [
    "fivegates.charts.drawing.text",
    pytest.param("fivegates.charts.gate_profile", marks=pytest.mark.slow),
    pytest.param("fivegates.charts.money.unit_cost", marks=pytest.mark.slow),
    pytest.param("fivegates.briefs.typesetting.figures", marks=pytest.mark.slow),
    pytest.param("fivegates.briefs.pack.chapters", marks=pytest.mark.slow),
]

REPORT = """
import json, os
from fivegates.charts.drawing.text import look
from matplotlib import font_manager
from matplotlib.figure import Figure
text = Figure().text(0, 0, "Claims", **look(8, "#112233"))
found = font_manager.findfont(text.get_fontproperties())
names = [font.fname for font in font_manager.fontManager.ttflist]
print(json.dumps({"found": found, "names": names, "left": os.environ.get("MPL_IGNORE_SYSTEM_FONTS")}))
"""


def report(code: str, folder: Path) -> dict[str, object]:
    """What a new process finds, whose user has chosen `folder` for matplotlib."""
    path = str(Path(fivegates.__file__).parents[1])
    environment = os.environ | {"MPLCONFIGDIR": str(folder), "PYTHONPATH": path}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return dict(json.loads(ran.stdout))


@pytest.mark.parametrize("first", FIRST_IMPORTS)
def test_no_font_of_the_system_is_listed(tmp_path: Path, first: str) -> None:
    reported = report(f"import {first}\n{REPORT}", tmp_path)
    names = reported["names"]
    assert isinstance(names, list)
    own = ("mpl-data", "font_source_sans_pro")
    assert [name for name in names if not any(part in name for part in own)] == []
    assert "SourceSansPro-Regular" in str(reported["found"])
    assert reported["left"] is None


@pytest.mark.slow
def test_the_list_of_other_programs_is_left_alone(tmp_path: Path) -> None:
    report(REPORT, tmp_path)
    assert list(tmp_path.glob("fontlist*")) == []
    assert len(list(tmp_path.glob("fivegates-matplotlib/fontlist*"))) == 1


def test_a_process_that_is_started_shares_the_list(tmp_path: Path) -> None:
    code = "import fivegates.charts, os\nprint(os.environ['MPLCONFIGDIR'])"
    again = f"{code}\nimport subprocess, sys\nsubprocess.run([sys.executable, '-c', {code!r}], check=True)"
    path = str(Path(fivegates.__file__).parents[1])
    environment = os.environ | {"MPLCONFIGDIR": str(tmp_path), "PYTHONPATH": path}
    reported = subprocess.run([sys.executable, "-c", again], env=environment, capture_output=True, check=True)
    assert set(reported.stdout.decode().split()) == {str(tmp_path / "fivegates-matplotlib")}


def test_a_cache_that_cannot_be_kept_is_no_message_of_matplotlib(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    path = str(Path(fivegates.__file__).parents[1])
    environment = os.environ | {"MPLCONFIGDIR": str(blocked), "PYTHONPATH": path}
    ran = subprocess.run([sys.executable, "-c", REPORT], env=environment, capture_output=True, check=True)
    assert ran.stderr == b""


def test_without_a_choice_the_list_goes_to_the_programs_own_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    from fivegates.charts.system_fonts import leave_out_system_fonts

    monkeypatch.delenv("MPLCONFIGDIR")
    monkeypatch.setenv("MPL_IGNORE_SYSTEM_FONTS", "")
    leave_out_system_fonts()
    assert "fivegates" in Path(os.environ["MPLCONFIGDIR"]).parent.name
