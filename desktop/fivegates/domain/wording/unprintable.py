"""Warnings on characters that no embedded font contains."""

from collections.abc import Iterator, Sequence

from fivegates.domain.brief import Unprintable
from fivegates.domain.language import Language


def exported_sentence(file: str, found: Sequence[Unprintable], language: Language) -> str:
    """Path of an exported PDF, and whether all text could be printed."""
    said = language.gettext("Exported to {file}", file=file)
    return f"{said} · {_warning(language)}" if found else said


def unprintable_lines(found: Sequence[Unprintable], language: Language) -> Iterator[str]:
    """The warning, then each field with its characters; empty where there are none."""
    if found:
        yield _warning(language)
    for text in found:
        yield language.gettext("{field}: {characters}", field=text.field, characters=text.characters)


def _warning(language: Language) -> str:
    """Note that characters are missing, and their replacement on paper."""
    return language.gettext("No font here can show some of the text; a box is shown in its place.")
