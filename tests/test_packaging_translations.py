"""The template for translators holds every visible sentence, and is made the same way each time."""

import ast
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import translations
from fivegates import languages
from fivegates.actions.rubrics import shipped_packs, shipped_rubrics
from fivegates.domain.language import ENGLISH
from fivegates.domain.rubric.packs import Pack
from fivegates.domain.rubric.rubric import Rubric
from translations import (
    CONTENT_FILES,
    CONTENT_TEXTS,
    KEYWORDS,
    LOCALE,
    ROOT,
    as_template,
    extracted,
    extracted_data,
    missing,
    new_catalogue,
    templates,
    translated,
)

Sentence = tuple[str | None, object]


@pytest.mark.slow
def test_the_template_is_current() -> None:
    """Where this fails, run `packaging/translations.py`."""
    for name, template in templates().items():
        with (LOCALE / f"{name}.pot").open("rb") as file:
            kept = _sentences(read_po(file))
        current = _sentences(template)
        assert sorted(map(str, current - kept)) == [], "not in the template yet"
        assert sorted(map(str, kept - current)) == [], "in the template, but said no more"


def test_the_template_of_shipped_texts_holds_those_that_a_rubric_is_read_with() -> None:
    known = {message.id for message in extracted_data(CONTENT_FILES, CONTENT_TEXTS)}
    sources: tuple[Rubric | Pack, ...] = (*shipped_rubrics(), *shipped_packs())
    for source in sources:
        texts: set[str] = set()
        if isinstance(source, Rubric):
            texts |= {source.name, source.credit, source.source, *source.level_names}
            texts |= {text for gate in source.gates for text in (gate.name, gate.question)}
        for each in source.criteria:
            texts |= {each.title, each.topic, each.question, each.why, each.next_step, *each.friction}
            texts |= {text for level in each.levels for text in (level.text, level.gap)}
            texts |= {each.evidence_enough, each.evidence_not_enough, each.risk}
        assert texts - known <= {""}


def test_a_new_language_keeps_what_is_translated_and_reports_what_is_not() -> None:
    template, kept = new_catalogue(), new_catalogue()
    for text in ("Open", "Closed"):
        template.add(text)
    template.add(("{count} day", "{count} days"))
    kept.add("Open", "Otwarta")
    kept.add("Said no more", "Nie")
    found = translated(template, kept, "pl")
    assert [(each.id, each.string) for each in found if each.id in {"Open", "Closed"} and each.string] == [
        ("Open", "Otwarta")
    ]
    assert missing(found) == ["Closed", "{count} day"]


@pytest.mark.slow
def test_a_sentence_reported_elsewhere_is_marked_where_it_is_written() -> None:
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
        "domain/initiative/decisions.py",
        "domain/language.py",
        "domain/limits.py",
        "domain/review/chain.py",
        "domain/wording/edit_history.py",
        "exchange/ledger/focus/known_exports.py",
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
        'print(f\'{gettext("within")} {ngettext("{count} day", "{count} days", n)}\')\n'
        'print(f\'{pgettext("gate", "Shut")}\')\n'
    )
    assert _sentences(extracted(tmp_path)) == {
        (None, "plain"),
        (None, ("one", "many")),
        ("gate", "Open"),
        (None, "later"),
        (None, "label {name}"),
        (None, "wrong {file}"),
        (None, "within"),
        (None, ("{count} day", "{count} days")),
        ("gate", "Shut"),
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


def test_a_third_language_takes_the_steps_that_the_guide_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begin it, translate it, compile it: it is offered, and spoken in window, data and sample."""
    monkeypatch.setattr(translations, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(translations, "templates", small_templates)
    assert translations.main(["--new", "fr"]) == 0
    for name, english, french in (
        ("fivegates", "Portfolio", "Portefeuille"),
        ("content", "Value", "Valeur"),
        ("sample", "claims", "sinistres"),
    ):
        path = tmp_path / "locale" / "fr" / "LC_MESSAGES" / f"{name}.po"
        text = path.read_text(encoding="utf-8")
        asked = f'msgid "{english}"\nmsgstr ""'
        assert asked in text
        path.write_text(text.replace(asked, asked.replace('""', f'"{french}"')), encoding="utf-8")
    assert translations.main([]) == 0

    monkeypatch.setattr(languages, "resource_path", tmp_path.joinpath)
    assert languages.available_codes() == ("en", "fr")
    assert languages.language_name("fr") == "Français"
    spoken = languages.chosen_language("fr-CA", ENGLISH)
    assert spoken.gettext("Portfolio") == "Portefeuille"
    assert spoken.shipped("Value") == "Valeur"
    assert languages.catalogue(languages.SAMPLE_TEXTS, "fr_CA").gettext("claims") == "sinistres"
    assert translations.main(["--new", "klingon"]) == 1


def small_templates() -> dict[str, Catalog]:
    """A template of one message each."""
    found = {}
    for name, text in (("fivegates", "Portfolio"), ("content", "Value"), ("sample", "claims")):
        found[name] = new_catalogue()
        found[name].add(text)
    return found
