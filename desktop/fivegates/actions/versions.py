"""The versions of Fivegates, its formats and its parts: for About, crash reports and `fivegates --version`.

No part is imported for its version.
"""

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from fivegates import __version__
from fivegates.store.file.connection import SQLITE_VERSION
from fivegates.store.schema.versions import MIGRATIONS

# Name as its makers write it, package, licence.
_PACKAGES: Final = (
    ("Qt for Python", "PySide6-Essentials", "LGPL-3.0"),
    ("Matplotlib", "matplotlib", "Matplotlib licence"),
    ("NumPy", "numpy", "BSD-3-Clause"),
    ("Pillow", "pillow", "MIT-CMU"),
    ("ReportLab", "reportlab", "BSD-3-Clause"),
    ("pikepdf", "pikepdf", "MPL-2.0"),
    ("pypdfium2", "pypdfium2", "BSD-3-Clause, Apache-2.0"),
    ("sqlite-utils", "sqlite-utils", "Apache-2.0"),
    ("DuckDB", "duckdb", "MIT"),
    ("SQLGlot", "sqlglot", "MIT"),
    ("XlsxWriter", "xlsxwriter", "BSD-2-Clause"),
    ("python-calamine", "python-calamine", "MIT"),
    ("python-docx", "python-docx", "MIT"),
    ("python-pptx", "python-pptx", "MIT"),
    ("fontTools", "fonttools", "MIT"),
    ("icalendar", "icalendar", "BSD-2-Clause"),
    ("cryptography", "cryptography", "Apache-2.0, BSD-3-Clause"),
    ("keyring", "keyring", "MIT"),
    ("HiGHS", "highspy", "MIT"),
    ("Babel", "babel", "BSD-3-Clause"),
    ("Click", "click", "BSD-3-Clause"),
    ("click-default-group", "click-default-group", "public domain"),
    ("platformdirs", "platformdirs", "MIT"),
    ("python-bidi", "python-bidi", "LGPL-3.0"),
    ("Arabic Reshaper", "arabic-reshaper", "MIT"),
    ("Pyphen", "pyphen", "GPL-2.0, LGPL-2.1 or MPL-1.1"),
    ("Source Sans", "font-source-sans-pro", "OFL-1.1"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A component of the program; `version` is empty if it cannot be determined."""

    name: str
    version: str
    licence: str


def parts() -> tuple[Part, ...]:
    """The program itself first, then its libraries."""
    return (
        Part("Fivegates", __version__, "MIT"),
        Part("Python", platform.python_version(), "PSF-2.0"),
        Part("SQLite", SQLITE_VERSION, "public domain"),
        *(Part(name, _version(package), licence) for name, package, licence in _PACKAGES),
    )


def details() -> str:
    """The versions for a bug report, one per line; not translated."""
    from fivegates.actions.rubrics import default_rubric, shipped_packs, shipped_rubrics
    from fivegates.exchange.portfolio import json_format

    rubrics = ", ".join(rubric.version for rubric in shipped_rubrics())
    packs = ", ".join(f"{pack.head.id} {pack.head.version}" for pack in shipped_packs())
    program, *others = (f"{part.name} {part.version}".rstrip() for part in parts())
    formats = (
        f"Rubric {default_rubric().id} {rubrics}",
        f"Packs {packs}",
        f"Portfolio file format {len(MIGRATIONS)}",
        f"Portfolio JSON format {json_format.VERSION}",
    )
    return "\n".join((program, *formats, platform.platform(), *others))


def _version(package: str) -> str:
    """The installed version of a package; a bundle may carry the package without it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
