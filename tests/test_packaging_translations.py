"""The template for translators holds every visible sentence, and is made the same way each time."""

import ast
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from translations import KEYWORDS, ROOT, TEMPLATE, as_template, extracted

Sentence = tuple[str | None, object]


def test_the_template_is_current() -> None:
    """Where this fails, run `packaging/translations.py`."""
    with TEMPLATE.open("rb") as file:
        kept = _sentences(read_po(file))
    current = _sentences(extracted(ROOT / "desktop" / "fivegates"))
    assert sorted(map(str, current - kept)) == [], "not in the template yet"
    assert sorted(map(str, kept - current)) == [], "in the template, but said no more"


def test_a_sentence_told_elsewhere_is_marked_where_it_is_written() -> None:
    """The extractor reads literals only. A new place here means: mark its sentences with gettext_noop."""
    source = ROOT / "desktop" / "fivegates"
    tellers = {
        "actions/importing/rates.py",
        "actions/initiatives.py",
        "actions/panel.py",
        "actions/records.py",
        "actions/reviews.py",
        "actions/scoring.py",
        "app.py",
        "cli/import_command.py",
        "domain/errors.py",
        "domain/initiative/decision_checks.py",
        "domain/language.py",
        "domain/limits.py",
        "domain/review/chain.py",
        "exchange/ledger/focus/native.py",
        "store/file/sqlite_errors.py",
        "store/records/edit_history.py",  # what was said when the entry was made
        "store/recovery/recover.py",
        "store/recovery/repair.py",
    }
    assert {path.relative_to(source).as_posix() for path in source.rglob("*.py") if _tells(path)} == tellers


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


def _tells(path: Path) -> bool:
    """Whether a file passes something else than a literal to one of the calls that tell a sentence."""
    calls = (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call))
    return any(
        not isinstance(argument, ast.Constant)
        for call in calls
        for argument in call.args[: _sentences_in(call)]
    )


def _sentences_in(call: ast.Call) -> int:
    """How many of a call's first arguments are what a translator needs to see."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return {"ngettext": 2, "pgettext": 2}.get(name, int(name in KEYWORDS))
