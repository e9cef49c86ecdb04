"""The bundle holds everything that the program imports, and nothing of the machine it was built on."""

import ast
import os
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pptx
import pyphen
import pytest

from bundle.build import ROOT, missing_libraries
from bundle.contents import EXCLUDED_MODULES, PASSED_THROUGH, is_wanted
from bundle.start import restore_library_path
from linux.build import refuse_machine_paths
from linux.debian_package import own_libraries
from linux.double_portfolio import doubled
from system_packages import SetUpError


@pytest.mark.slow
def test_the_bundle_leaves_out_nothing_that_the_program_imports() -> None:
    used = {
        name for path in (ROOT / "desktop").rglob("*.py") for name in imported(ast.parse(path.read_bytes()))
    }
    assert "PySide6.QtSvg" in used
    assert not [name for name in EXCLUDED_MODULES if any(f"{each}.".startswith(f"{name}.") for each in used)]


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("package", [docx, pptx])
def test_folders_on_the_way_to_a_template_are_in_the_bundle(package: ModuleType) -> None:
    place = Path(*package.__path__)
    passed = {
        path.parent.relative_to(place).as_posix()
        for path in place.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if '"..", "templates"' in line and "abspath" not in line
    }
    assert passed == {PASSED_THROUGH[package.__name__]}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", True),
        ("PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so", True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/Qt/translations/designer_de.qm", False),
        ("pyphen/dictionaries/hyph_de_DE.dic", True),
        ("pyphen/dictionaries/hyph_en_GB.dic", True),
        ("pyphen/dictionaries/README_hyph_de.txt", True),
        ("pyphen/dictionaries/hyph_fr.dic", False),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans-Bold.ttf", True),
        ("matplotlib/mpl-data/fonts/ttf/STIXGeneral.ttf", False),
        ("matplotlib/mpl-data/matplotlibrc", True),
        ("font_source_sans_pro/files/SourceSansPro-Semibold.ttf", True),
        ("font_source_sans_pro/files/SourceSansPro-Semibold.otf", False),
        ("font_source_sans_pro/files/SourceSansPro-BoldIt.ttf", False),
        ("font_source_sans_pro/files/LICENSE.txt", True),
        ("numpy-2.4.6.dist-info/licenses/LICENSE.txt", True),
        ("fivegates-0.1.0.dist-info/direct_url.json", False),
        ("fivegates-0.1.0.dist-info/entry_points.txt", False),
        ("keyring-25.7.0.dist-info/entry_points.txt", True),
    ],
)
def test_the_bundle_holds_what_is_used(name: str, wanted: bool) -> None:  # noqa: FBT001 - a case
    assert is_wanted((name, f"{sys.prefix}/lib/{name}", "DATA")) is wanted


@pytest.mark.parametrize(
    ("name", "source", "wanted"),
    [
        ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu", True),
        ("libsqlite3.so.0", "/usr/lib/x86_64-linux-gnu", True),
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu", True),
        ("libglib-2.0.so.0", "/usr/lib/x86_64-linux-gnu", False),
        ("libfontconfig.so.1", "/lib/x86_64-linux-gnu", False),
        ("libQt6Core.so.6", "PySide6/Qt/lib", True),
    ],
)
def test_libraries_of_the_desktop_stay_out(
    name: str,
    source: str,
    wanted: bool,  # noqa: FBT001 - a case
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert is_wanted((name, f"{source}/{name}", "BINARY")) is wanted


def test_patterns_in_an_older_encoding_are_known_to_lintian() -> None:
    overrides = (ROOT / "packaging/linux/share/lintian-overrides").read_text(encoding="utf-8")
    known = re.findall(r"national-encoding \[usr/lib/fivegates/_internal/(.*)]", overrides)
    patterns = Path(pyphen.__file__).parent / "dictionaries"
    names = {f"pyphen/dictionaries/{path.name}": path for path in patterns.iterdir() if path.is_file()}
    older = [
        name
        for name, path in names.items()
        if is_wanted((name, str(path), "DATA")) and not is_utf8(path.read_bytes())
    ]
    assert "pyphen/dictionaries/hyph_de_DE.dic" in older
    assert not [name for name in older if not any(fnmatch(name, each) for each in known)]


def is_utf8(content: bytes) -> bool:
    """Whether it is text in UTF-8."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_a_library_that_the_build_host_lacks_is_named() -> None:
    output = (
        "52969 WARNING: Library not found: could not resolve 'libxcb-cursor.so.0', dependency of "
        "'/v/PySide6/Qt/plugins/platforms/libqxcb.so'.\n"
        "52970 WARNING: Library not found: could not resolve 'libgtk-3.so.0', dependency of "
        "'/v/PySide6/Qt/plugins/platformthemes/libqgtk3.so'.\n"
        "52971 WARNING: Library shell32 required via ctypes not found\n"
    )
    assert missing_libraries(output) == ["libxcb-cursor.so.0"]
    assert missing_libraries("1 INFO: Build complete!\n") == []


def test_a_library_that_comes_along_asks_for_no_package() -> None:
    names = (
        "libsqlite3.so.0",
        "libQt6Core.so.6",
        "libicudata.so.73",
        "etree.cpython-311-x86_64-linux-gnu.so",
    )
    assert own_libraries(map(Path, names)) == "libQt6Core 6\nlibicudata 73\nlibsqlite3 0\n"


def test_a_file_that_names_the_machine_it_was_built_on_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "fivegates"
    built = tmp_path / "built"
    built.mkdir()
    (built / "fine").write_bytes(b"\0/usr/lib" + bytes(folder) + b"/x\0")
    refuse_machine_paths(built, (folder,))
    (built / "told").write_bytes(b"\0" + bytes(folder) + b"/desktop\0")
    with pytest.raises(SetUpError, match="told"):
        refuse_machine_paths(built, (folder,))


@pytest.mark.parametrize(("original", "left"), [("/opt/lib", "/opt/lib"), (None, None)])
def test_programs_started_from_the_bundle_load_their_own_libraries(
    original: str | None, left: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/fivegates/_internal")
    if original is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", original)
    restore_library_path()
    assert os.environ.get("LD_LIBRARY_PATH") == left
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_a_trial_has_every_initiative_twice_and_none_sealed() -> None:
    review: dict[str, Any] = {"date": "2026-11-30", "final": {"by": "A"}}
    found = doubled({"title": "T", "initiatives": [{"code": "A", "decisions": [1], "reviews": [{}, review]}]})
    assert [each["code"] for each in found["initiatives"]] == ["A", "A-2"]
    assert all(each["reviews"] == [{"date": "2026-11-30"}] for each in found["initiatives"])
