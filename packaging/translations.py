"""Write the template of all visible sentences, from which catalogues are made.

.venv/bin/python packaging/translations.py

A catalogue is `resources/locale/CODE/LC_MESSAGES/fivegates.po`, compiled beside it by `pybabel compile`.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "resources" / "locale" / "fivegates.pot"

KEYWORDS = {
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "Message": None,
    "UserError": None,
    "NoDisplayError": None,
}
"""The calls whose literal arguments a person may read, as babel describes them."""


def extracted(source: Path) -> Catalog:
    """Collect the sentences of all Python files under `source`, with the file that says each."""
    catalogue = Catalog(
        project="Fivegates",
        copyright_holder="Fivegates contributors",
        header_comment="# Every sentence of Fivegates, for translators.",
        fuzzy=False,
        # The same sentences always give the same bytes.
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
    )
    found = extract_from_dir(source, [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Translators:"])
    for file, line, message, comments, context in found:
        catalogue.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    return catalogue


def as_template(catalogue: Catalog) -> bytes:
    """Set a catalogue as a template: sorted, and without line numbers, which change at every edit."""
    written = io.BytesIO()
    write_po(written, catalogue, sort_output=True, include_lineno=False, ignore_obsolete=True, width=110)
    return written.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(as_template(extracted(ROOT / "desktop" / "fivegates")))
    print(f"{TEMPLATE} is written.")
