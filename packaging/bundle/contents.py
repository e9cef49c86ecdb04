"""The contents of the bundle: modules, data and shared libraries to include, and those to exclude.

PyInstaller collects everything that could be imported, and every library that the build host would load.
"""

import re
import sys
from pathlib import Path
from typing import Final

# Name inside the bundle, path on this machine, kind of file: as PyInstaller lists what it collects.
Entry = tuple[str, str, str]

# Packages whose modules are imported by names that PyInstaller does not see: commands when they are asked
# for, dialects of SQL, the kinds of barcode that the QR code's module lists beside it, and the time zones
# that icalendar asks for on a system that has none, such as Windows.
IMPORTED_BY_NAME: Final = (
    "fivegates", "sqlglot.dialects", "keyring.backends", "reportlab.graphics.barcode", "tzdata",
)  # fmt: skip

# Packages that find their templates beside a folder of their modules, as `parts/../templates`. The modules
# are in an archive, but the folder has to be there.
PASSED_THROUGH: Final = {"docx": "parts", "pptx": "oxml"}

EXCLUDED_MODULES: Final = (
    # Other windows and consoles than ours.
    "tkinter", "_tkinter", "PIL.ImageTk", "PIL._imagingtk", "PIL.ImageQt", "curses", "readline", "IPython",
    # Fivegates opens no connection.
    "ssl", "_ssl", "ftplib", "PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtQml", "PySide6.QtQuick",
    # For development only.
    "pytest", "setuptools", "pip", "hypothesis", "pygments", "lib2to3", "ensurepip", "pydoc_data",
    "matplotlib.tests", "numpy.f2py", "pycparser", "reportlab.graphics.testshapes",
    # Parts of packages that neither we nor the packages that bring them use: picture formats that no chart
    # and no brief holds, HTML (pikepdf writes XML alone), signals and random numbers.
    "PIL._avif", "PIL._webp", "lxml.html", "lxml.objectify", "lxml.isoschematron",
    "numpy.fft", "numpy.random", "duckdb.experimental",
    # Charts are drawn by our own backend on paper, and by Agg in the window.
    "matplotlib.pyplot", "matplotlib.backends.backend_pdf", "matplotlib.backends.backend_ps",
    "matplotlib.backends._backend_pdf_ps", "fontTools.ttLib", "fontTools.cffLib", "fontTools.varLib",
)  # fmt: skip

# The plugins of Qt that the window uses; none of OpenGL, since widgets are drawn without.
_QT_PLUGINS: Final = re.compile(
    r"/plugins/("
    r"platforms/(lib)?q(xcb|wayland|offscreen|windows|cocoa)\."
    r"|(iconengines|styles|platformthemes|wayland-decoration-client|printsupport)/"
    r"|wayland-shell-integration/libxdg-shell\."
    r"|imageformats/(lib)?q(svg|ico|jpeg)\."
    r"|platforminputcontexts/lib(compose|ibus)"
    r")"
)
# Of the words of Qt, and of the patterns by which words are parted, those of the languages that we speak.
_LOCALE: Final = Path(__file__).resolve().parents[2] / "resources" / "locale"
_SPOKEN: Final = "|".join(["en", *sorted(path.name for path in _LOCALE.iterdir() if path.is_dir())])
_QT_UNUSED: Final = re.compile(
    rf"/translations/(?!qtbase_({_SPOKEN})\.)|libQt6(EglF|WlShell|Network)|QtNetwork"
)
_PATTERNS_UNUSED: Final = re.compile(rf"pyphen/dictionaries/(?!(README_)?hyph_({_SPOKEN})[_.])")
# The charts use one family of matplotlib's own, beside the font that it cannot start without.
_MATPLOTLIB_UNUSED: Final = re.compile(
    r"mpl-data/(fonts/(afm|pdfcorefonts)|images|sample_data|stylelib|plot_directive)/"
    r"|mpl-data/fonts/ttf/(?!DejaVuSans(-Bold)?\.|LastResort|LICENSE)"
)
# The weights that charts and paper are set in, as TrueType.
_WEIGHTS_UNUSED: Final = re.compile(
    r"font_source_sans_pro/files/(?!SourceSansPro-(Regular|Semibold|Bold)\.ttf|LICENSE)"
)
# How a package came onto the build host; its metadata and licences stay, and the entry points by which
# keyring finds its backends.
_INSTALLATION: Final = re.compile(
    r"\.dist-info/(RECORD|INSTALLER|REQUESTED|WHEEL|direct_url\.json|sboms/.*)$"
    r"|^(?!keyring-)[^/]*\.dist-info/entry_points\.txt$"
)

# Libraries of the build host that come along on Linux: Python's own, and those of xcb that a desktop may
# lack. All others belong to the desktop: its own libraries load them too, and two versions would clash.
_FROM_THE_HOST: Final = re.compile(
    r"lib(python3|sqlite3|mpdec|bz2|lzma|crypto|uuid)[.\d]"
    r"|libxcb-(cursor|icccm|image|keysyms|render-util|util)\.so"
)


def is_wanted(entry: Entry) -> bool:
    """Whether an entry that PyInstaller collected belongs in the bundle."""
    name, source, _kind = entry
    name = name.replace("\\", "/")
    if "/plugins/" in name:
        return bool(_QT_PLUGINS.search(name))
    unused = _QT_UNUSED, _PATTERNS_UNUSED, _MATPLOTLIB_UNUSED, _WEIGHTS_UNUSED, _INSTALLATION
    if any(each.search(name) for each in unused):
        return False
    return not is_of_the_desktop(name, source)


def is_of_the_desktop(name: str, source: str) -> bool:
    """Whether a file is a library of the build host that is excluded, since desktops provide it."""
    if not sys.platform.startswith("linux") or ".so" not in name or "/" in name:
        return False
    comes_with_a_package = Path(source).is_relative_to(sys.prefix) or not Path(source).is_absolute()
    return not comes_with_a_package and not _FROM_THE_HOST.match(name)
