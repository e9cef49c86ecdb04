"""Every system is told the same of Fivegates: which files it opens, by which entry, in which version."""

import configparser
import plistlib
import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel import Locale
from earlier_copies import encrypted_earlier
from PySide6.QtGui import QImage

import fivegates
from bundle.build import ROOT
from bundle.icons import SIZES, render_icons
from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.encryption import save_encrypted
from fivegates.actions.file.files import close_portfolio
from fivegates.languages import available_codes
from fivegates.ui.window.file_commands import PORTFOLIO_ENDINGS
from linux.build import current_version, filled_metainfo
from linux.debian_package import Release

PROGRAM = "fivegates"
PASSWORD = "correct horse battery staple"  # noqa: S105 - of a copy made here
SHARE = ROOT / "packaging" / "linux" / "share"
XML = "{http://www.w3.org/XML/1998/namespace}"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
RELEASE = Release(fivegates.__version__, datetime(2026, 11, 30, tzinfo=UTC))


def mime_types() -> dict[str, ET.Element]:
    """The file types that the package makes known, by name."""
    root = ET.parse(SHARE / "fivegates.mime.xml").getroot()  # noqa: S314 - a file of ours
    return {each.attrib["type"]: each for each in root.iter(f"{MIME}mime-type")}


def endings() -> dict[str, str]:
    """The ending of each type."""
    found = {name: each.find(f"{MIME}glob") for name, each in mime_types().items()}
    return {
        name: each.attrib["pattern"].removeprefix("*") for name, each in found.items() if each is not None
    }


@pytest.fixture(scope="module")
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(SHARE / "fivegates.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_a_double_click_opens_one_file_quoted_by_whoever_starts_it(entry: configparser.SectionProxy) -> None:
    assert entry["Exec"] == f"{PROGRAM} %f"
    assert entry["TryExec"] == entry["Icon"] == PROGRAM


def test_the_menu_entry_is_known_by_the_window(entry: configparser.SectionProxy) -> None:
    source = (ROOT / "desktop" / "fivegates" / "app.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{PROGRAM}")' in source
    assert entry["StartupWMClass"] == PROGRAM


def test_the_types_are_those_that_the_window_opens(entry: configparser.SectionProxy) -> None:
    types = endings()
    assert tuple(types.values()) == PORTFOLIO_ENDINGS
    assert entry["MimeType"] == "".join(f"{name};" for name in types)


def test_every_system_is_given_the_same_types() -> None:
    types = {(ending, name) for name, ending in endings().items()}
    info = plistlib.loads((ROOT / "packaging" / "macos" / "Info.plist").read_bytes())
    declared = [each["UTTypeTagSpecification"] for each in info["UTExportedTypeDeclarations"]]
    assert {
        (f".{ending}", each["public.mime-type"])
        for each in declared
        for ending in each["public.filename-extension"]
    } == types
    named = {each["UTTypeIdentifier"] for each in info["UTExportedTypeDeclarations"]}
    assert {each for kind in info["CFBundleDocumentTypes"] for each in kind["LSItemContentTypes"]} == named

    script = (
        (ROOT / "packaging" / "windows" / "fivegates.nsi").read_text(encoding="utf-8").replace("\\\n", "")
    )
    registered = re.findall(r'RegisterType "(\.[^"]+)" "[^"]+" "[^"]+"\s+"([^"]+)"', script)
    assert set(registered) == types
    assert set(re.findall(r'UnregisterType "(\.[^"]+)"', script)) == {ending for ending, _ in types}


def test_files_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    """But for copies in the age format and ballots, which begin as many files do: their name tells."""
    portfolio, encrypted = tmp_path / "a", tmp_path / "b"
    opened = create_sample(portfolio)
    save_encrypted(opened, encrypted, PASSWORD)
    close_portfolio(opened)
    earlier = encrypted_earlier(portfolio.read_bytes(), PASSWORD)
    others = (b"SQLite format 3\0".ljust(100, b"\0"), encrypted.read_bytes()[:100])
    *known, ballot = mime_types().values()
    assert ballot.find(f"{MIME}magic") is None
    for kind, head in zip(known, (portfolio.read_bytes()[:100], earlier[:100]), strict=True):
        (magic,) = kind.findall(f"{MIME}magic")
        assert matches(magic, head)
        assert not any(matches(magic, other) for other in others)


def matches(place: ET.Element, head: bytes) -> bool:
    """Whether all nested matches hold."""
    for match in place.findall(f"{MIME}match"):
        value = match.attrib["value"].replace("\\0", "\0").encode("ascii")
        if not head[int(match.attrib["offset"]) :].startswith(value) or not matches(match, head):
            return False
    return True


def test_every_system_is_given_every_language_that_is_spoken(entry: configparser.SectionProxy) -> None:
    english, *others = available_codes()
    for key in ("GenericName", "Comment"):
        assert {name for name in entry if name.startswith(f"{key}[".lower())} == {
            f"{key}[{code}]".lower() for code in others
        }
    for root in (filled_metainfo(RELEASE), (SHARE / "fivegates.mime.xml").read_text(encoding="utf-8")):
        texts = list(ET.fromstring(root).iter())  # noqa: S314 - a file of ours
        for kind in ("p", "li", "summary", f"{MIME}comment"):
            given = [each.get(f"{XML}lang", english) for each in texts if each.tag == kind]
            assert all(given.count(code) == given.count(english) for code in others), kind
    info = plistlib.loads((ROOT / "packaging" / "macos" / "Info.plist").read_bytes())
    assert info["CFBundleDevelopmentRegion"] == english
    assert info["CFBundleLocalizations"] == [english, *others]
    script = (ROOT / "packaging" / "windows" / "fivegates.nsi").read_text(encoding="utf-8")
    names = [Locale.parse(code).english_name for code in (english, *others)]
    assert re.findall(r'MUI_LANGUAGE "(.+)"', script) == names


def test_the_metadata_for_software_centres_names_release_entry_and_types() -> None:
    root = ET.fromstring(filled_metainfo(RELEASE))  # noqa: S314 - a file of ours
    (release,) = root.iter("release")
    assert release.attrib == {"version": fivegates.__version__, "date": "2026-11-30"}
    assert root.findtext("launchable") == "fivegates.desktop"
    assert root.findtext("project_license") == "MIT"
    assert [each.text for each in root.iter("mediatype")] == list(endings())


def test_the_version_of_the_package_is_that_of_the_program() -> None:
    assert current_version() == fivegates.__version__


def test_icons_are_drawn_in_every_size(tmp_path: Path) -> None:
    render_icons(tmp_path)
    for size in SIZES:
        image = QImage(str(tmp_path / f"{size}.png"))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, 1).alpha() > 0
        assert image.pixelColor(0, 0).alpha() < 255
