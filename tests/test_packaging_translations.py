"""The template for translators holds every visible sentence, and is made the same way each time."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from translations import ROOT, TEMPLATE, as_template, extracted

Sentence = tuple[str | None, object]


def test_the_template_is_current() -> None:
    """Where this fails, run `packaging/translations.py`."""
    with TEMPLATE.open("rb") as file:
        kept = _sentences(read_po(file))
    current = _sentences(extracted(ROOT / "desktop" / "fivegates"))
    assert sorted(map(str, current - kept)) == [], "not in the template yet"
    assert sorted(map(str, kept - current)) == [], "in the template, but said no more"


def test_each_kind_of_call_is_found(tmp_path: Path) -> None:
    (tmp_path / "said.py").write_text(
        'gettext("plain")\nngettext("one", "many", n)\npgettext("gate", "Open")\n'
        'label = gettext_noop("later")\nMessage("label {name}", name=1)\n'
        'raise UserError("wrong {file}", file=2)\nprint("not for people")\n'
    )
    assert _sentences(extracted(tmp_path)) == {
        (None, "plain"),
        (None, ("one", "many")),
        ("gate", "Open"),
        (None, "later"),
        (None, "label {name}"),
        (None, "wrong {file}"),
    }


def test_the_same_sentences_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_text('gettext("second")\ngettext("first")\n')
    before = as_template(extracted(tmp_path))
    (tmp_path / "b.py").write_text('\n\ngettext("first")\ngettext("second")\n')
    assert as_template(extracted(tmp_path)) == before


def _sentences(catalogue: Catalog) -> set[Sentence]:
    """Context and text of each message, or both forms where it has a plural."""
    return {(message.context, message.id) for message in catalogue if message.id}
