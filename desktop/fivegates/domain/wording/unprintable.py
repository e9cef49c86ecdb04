"""Warnings on text that no embedded font can show."""

from collections.abc import Iterator, Sequence

from fivegates.domain.brief import Unprintable
from fivegates.domain.language import Language


def exported_sentence(file: str, found: Sequence[Unprintable], language: Language) -> str:
    """Where a PDF is, and whether all of it could be shown."""
    said = language.gettext("Exported to {file}", file=file)
    return f"{said} · {_warning(language)}" if found else said


def unprintable_lines(found: Sequence[Unprintable], language: Language) -> Iterator[str]:
    """The warning, then each field with its characters; nothing where there is no such text."""
    if found:
        yield _warning(language)
    for text in found:
        yield language.gettext("{field}: {characters}", field=text.field, characters=text.characters)


def _warning(language: Language) -> str:
    """That there is such text, and what is on paper instead."""
    return language.gettext("No font here can show some of the text; a box is shown in its place.")
