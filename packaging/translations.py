"""Extract messages, update every catalogue, and compile them.

.venv/bin/python packaging/translations.py              all languages
.venv/bin/python packaging/translations.py --new CODE   also a new one, such as fr, not translated yet

There are three catalogues: `fivegates` (the sentences of the code), `content` (the texts of rubrics, packs,
kinds, frameworks and risk classes) and `sample` (those of the sample portfolio). The template of each is
`resources/locale/NAME.pot`, a translation `resources/locale/CODE/LC_MESSAGES/NAME.po`, compiled beside it as
NAME.mo, which is kept in the repository, so that a check-out speaks the language without another tool. A
translation is kept while its English text is the same; what is new is left empty, and reported.
"""

import argparse
import ast
import io
import re
import sys
import tomllib
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from fivegates.exchange.portfolio.sample import SAMPLE_TEXTS

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
LOCALE = RESOURCES / "locale"

KEYWORDS = {
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "Message": None,
    "UserError": None,
    "NoDisplayError": None,
}
"""Calls whose literal arguments are shown to users, in babel's form."""

_WORD: Final = re.compile(r"[^\W\d_]{2}")

CONTENT_FILES: Final = ("rubrics/*.toml", "rubrics/packs/*.toml", "kinds.toml", "frameworks/*.toml")
CONTENT_TEXTS: Final = frozenset(
    {
        "credit",
        "evidence_enough",
        "evidence_not_enough",
        "friction",
        "gap",
        "help",
        "level_names",
        "meaning",
        "name",
        "next_step",
        "not_covered",
        "note",
        "part",
        "question",
        "reason",
        "risk",
        "source",
        "summary",
        "text",
        "title",
        "topic",
        "version",
        "why",
    }
)
"""Keys of shipped data with text for users; the others hold ids, figures and words of a format."""


def new_catalogue() -> Catalog:
    """A template without messages. The same messages always give the same bytes."""
    return Catalog(
        project="Fivegates",
        copyright_holder="Fivegates contributors",
        header_comment="# Every sentence of Fivegates, for translators.",
        fuzzy=False,
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
    )


def extracted(source: Path) -> Catalog:
    """Extract the messages of all Python files under `source`, with the file of each."""
    catalogue = new_catalogue()
    found = extract_from_dir(source, [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Translators:"])
    for file, line, message, comments, context in found:
        catalogue.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    for path in sorted(source.rglob("*.py")):
        for context, message in within_f_strings(path):
            catalogue.add(message, locations=[(path.relative_to(source).as_posix(), 1)], context=context)
    return catalogue


def within_f_strings(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...]]]:
    """Find the sentences of calls inside f-strings, which babel skips on Python 3.11."""
    strings = (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.JoinedStr))
    for call in (node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        texts = [each.value for each in call.args if isinstance(each, ast.Constant)]
        match name, [text for text in texts if isinstance(text, str)]:
            case "pgettext", [context, text, *_]:
                yield context, text
            case "ngettext", [one, many, *_]:
                yield None, (one, many)
            case "gettext", [text, *_]:
                yield None, text


def extracted_data(patterns: Collection[str], keys: Collection[str]) -> Catalog:
    """Collect the texts under these keys in TOML files of the resources; each with its keys as a comment.

    The names of levels are collected in lower case too, as they are used inside sentences.
    """
    catalogue = new_catalogue()
    for path in sorted(path for pattern in patterns for path in RESOURCES.glob(pattern)):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        place = [(path.relative_to(RESOURCES).as_posix(), 1)]
        for key, text in texts_in(data, keys):
            catalogue.add(text, locations=place, auto_comments=[key])
            if key == "level_names":
                catalogue.add(text.lower(), locations=place, auto_comments=["level name inside a sentence"])
    return catalogue


def texts_in(value: object, keys: Collection[str], key: str = "") -> Iterator[tuple[str, str]]:
    """Find the texts under some keys, at any depth, each with its key; texts without a word are skipped."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from texts_in(held, keys, name)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each, keys, key)
    elif isinstance(value, str) and key in keys and _WORD.search(value):
        yield key, value


def templates() -> dict[str, Catalog]:
    """Every catalogue without translations, by its name."""
    return {
        "fivegates": extracted(ROOT / "desktop" / "fivegates"),
        "content": extracted_data(CONTENT_FILES, CONTENT_TEXTS),
        "sample": extracted_data(["sample/*.toml"], SAMPLE_TEXTS),
    }


def as_template(catalogue: Catalog) -> bytes:
    """Set a catalogue as a template: sorted, and without line numbers, which change at every edit."""
    written = io.BytesIO()
    write_po(written, catalogue, sort_output=True, include_lineno=False, ignore_obsolete=True, width=110)
    return written.getvalue()


def translated(template: Catalog, kept: Catalog | None, code: str) -> Catalog:
    """The template with the existing translations; new messages are left empty, never fuzzy-matched."""
    catalogue = new_catalogue()
    catalogue.locale, catalogue.revision_date = code, catalogue.creation_date
    catalogue.last_translator = catalogue.language_team = catalogue.copyright_holder
    for message in template:
        if not message.id:
            continue
        held = kept.get(_key(message.id), message.context) if kept is not None else None
        text = held.string if held is not None and not held.fuzzy else None
        catalogue.add(
            message.id,
            text,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=held.user_comments if held is not None else (),
            context=message.context,
        )
    return catalogue


def missing(catalogue: Catalog) -> list[str]:
    """Messages of a catalogue without a complete translation."""
    untranslated = []
    for message in catalogue:
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and not all(forms):
            untranslated.append(_key(message.id))
    return untranslated


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue compiled to the MO format."""
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def read_catalogue(path: Path, code: str) -> Catalog:
    """The catalogue in a .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=code)


def languages() -> list[str]:
    """The codes of the languages that have a folder."""
    return sorted(path.parent.name for path in LOCALE.glob("*/LC_MESSAGES"))


def update(code: str, name: str, template: Catalog) -> list[str]:
    """Write a catalogue of a language and compile it; returns its untranslated messages."""
    path = LOCALE / code / "LC_MESSAGES" / f"{name}.po"
    kept = read_catalogue(path, code) if path.is_file() else None
    catalogue = translated(template, kept, code)
    path.write_bytes(as_template(catalogue))
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    return missing(catalogue)


def _key(message: str | tuple[str, ...] | list[str]) -> str:
    """The English text of a message, in the singular."""
    return message if isinstance(message, str) else message[0]


def main(arguments: list[str]) -> int:
    """Write the templates and every catalogue, and report untranslated messages; returns the exit code."""
    parser = argparse.ArgumentParser(description="Bring templates and catalogues up to date.")
    parser.add_argument("--new", metavar="CODE", help="begin a language, such as fr")
    options = parser.parse_args(arguments)
    if options.new:
        try:
            Locale.parse(options.new)
        except (UnknownLocaleError, ValueError):
            print(f"{options.new} is not the code of a language, such as fr.", file=sys.stderr)
            return 1
        (LOCALE / options.new / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    for name, template in templates().items():
        (LOCALE / f"{name}.pot").write_bytes(as_template(template))
        print(f"{name}.pot: {len(template)} messages")
        for code in languages():
            lacking = update(code, name, template)
            print(f"{code}/{name}.po: {len(lacking)} not translated", *lacking, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
