"""Each catalogue is complete and current: no message without a translation, none that cannot be filled."""

import gettext
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import IO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from translations import LOCALE, compiled, languages, read_catalogue

NAMES = ("fivegates", "content", "sample")
EVERY = [(code, name) for code in languages() for name in NAMES]
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
LETTER = re.compile(r"&(?=\w)")
EDGES = re.compile(r"^(\s*).*?(\s*)$", re.DOTALL)


def forms(message: Message) -> list[str]:
    """The translation, in every plural form."""
    held = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return [str(form or "") for form in held]


def english_forms(message: Message) -> list[str]:
    """The English text, in both forms where it has a plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def catalogue(code: str, name: str) -> Catalog:
    return read_catalogue(LOCALE / code / "LC_MESSAGES" / f"{name}.po", code)


def sentences(compiled_catalogue: IO[bytes]) -> dict[object, str]:
    """All that a compiled catalogue says, but for its head, which names the program that wrote it."""
    found: dict[object, str] = vars(gettext.GNUTranslations(compiled_catalogue))["_catalog"]
    return {key: text for key, text in found.items() if key}


def messages(of: Catalog) -> Iterator[Message]:
    return (message for message in of if message.id)


def fault(message: Message, plurals: int) -> str:
    """What is wrong with a translation; empty where nothing is."""
    english = [Counter(PLACEHOLDER.findall(each)) for each in english_forms(message)]
    if message.fuzzy or not all(forms(message)):
        return "not translated"
    if len(forms(message)) != (plurals if len(english) > 1 else 1):
        return "plural forms"
    # A form for one thing alone may give its number as a word, as the English one may.
    needed = english[0].keys() & english[-1].keys() - ({"{count}"} if len(english) > 1 else set())
    for form in forms(message):
        found = Counter(PLACEHOLDER.findall(form))
        if needed - found.keys() or found.keys() - english[0].keys() - english[-1].keys():
            return "placeholders"
        if len(english) == 1 and found != english[0]:
            return "placeholders"
        if differing := signs_that_differ(form, english_forms(message)[0]):
            return differing
    return ""


def signs_that_differ(form: str, english: str) -> str:
    """Of which signs a form has more or fewer than the English text; empty where it has as many."""
    if form.count('"') != english.count('"'):
        return "straight quotation marks"
    if len(LETTER.findall(form)) != len(LETTER.findall(english)):
        return "letter of a menu entry"
    return ""


def test_there_is_german() -> None:
    assert "de" in languages()


@pytest.mark.parametrize(("code", "name"), EVERY)
def test_every_message_is_translated_in_every_form_and_can_be_filled(code: str, name: str) -> None:
    of = catalogue(code, name)
    faults = [(found, message.id) for message in messages(of) if (found := fault(message, of.num_plurals))]
    assert faults == []


@pytest.mark.parametrize(("code", "name"), EVERY)
def test_spaces_and_line_ends_around_a_message_are_kept(code: str, name: str) -> None:
    for message in messages(catalogue(code, name)):
        english = message.id if isinstance(message.id, str) else message.id[0]
        wanted = EDGES.fullmatch(english)
        for form in forms(message):
            found = EDGES.fullmatch(form)
            assert wanted
            assert found
            assert found.groups() == wanted.groups(), english


@pytest.mark.parametrize(("code", "name"), EVERY)
def test_a_catalogue_has_the_messages_of_its_template_and_is_compiled(code: str, name: str) -> None:
    """Where this fails, run `packaging/translations.py`."""
    kept = catalogue(code, name)
    with (LOCALE / f"{name}.pot").open("rb") as file:
        template = read_po(file)
    assert {(each.context, each.id) for each in kept} == {(each.context, each.id) for each in template}
    with (LOCALE / code / "LC_MESSAGES" / f"{name}.mo").open("rb") as file:
        assert sentences(file) == sentences(io.BytesIO(compiled(kept)))
