"""Find the language to speak: by its code, or the one that the system asks for."""

import gettext
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError, default_locale

from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH, Language
from fivegates.resources import resource_path

SENTENCES: Final = "fivegates"
"""The catalogue of what Fivegates says."""
SHIPPED_TEXTS: Final = "content"
"""The catalogue of the texts of shipped data: rubrics, packs, kinds, frameworks, risk classes."""
SAMPLE_TEXTS: Final = "sample"
"""The catalogue of the texts of the sample portfolio."""


class Catalogue(gettext.GNUTranslations):
    """A compiled catalogue; another process that is sent one reads it from its file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            super().__init__(file)
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return catalogue_in, (self.path,)


@cache
def catalogue_in(path: Path) -> Catalogue:
    """The catalogue in a file, read once."""
    return Catalogue(path)


def catalogue(domain: str, code: str) -> gettext.NullTranslations:
    """The catalogue of a locale code, else of its language; one that changes nothing where there is none."""
    found = gettext.find(domain, resource_path("locale"), [code])
    return catalogue_in(Path(found)) if found else _no_catalogue()


@cache
def _no_catalogue() -> gettext.NullTranslations:
    """The same for all, so that languages without catalogues compare equal."""
    return gettext.NullTranslations()


def language(code: str) -> Language:
    """Return the language of a locale code such as `en_US` or `pl`.

    Where there is no catalogue the sentences are English, and only dates and numbers follow the code.
    Raises UserError for a code that names no locale.
    """
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise UserError("{code} is not the code of a language, such as en_GB.", code=code) from error
    return Language(code, catalogue(SENTENCES, code), catalogue(SHIPPED_TEXTS, code))


def system_language(code: str | None = None) -> Language:
    """Return the language of `code`, else of the environment; English where we do not speak it.

    A system's own report (Qt's, say) goes before the environment's, which only Unix sets.
    """
    wanted = code or default_locale("LC_MESSAGES")
    if wanted is None or wanted.endswith("_POSIX"):
        return ENGLISH
    try:
        found = language(wanted)
    except UserError:
        return ENGLISH
    return found if _is_spoken(found) else ENGLISH


def _is_spoken(found: Language) -> bool:
    """True if the sentences of a language are its own: English needs no catalogue."""
    return found.locale.language == "en" or isinstance(found.translations, Catalogue)


def available_codes() -> tuple[str, ...]:
    """The codes of the languages that there are sentences in: English, then the others in order."""
    files = resource_path("locale").glob(f"*/LC_MESSAGES/{SENTENCES}.mo")
    return "en", *sorted(path.parent.parent.name for path in files)


def language_name(code: str) -> str:
    """Name of a language in the language itself: `Deutsch`."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]


def chosen_language(code: str, system: Language) -> Language:
    """The language that somebody chose by its code, such as `de`, `de-AT` or `en_US`.

    A bare code takes the dates and numbers of the system's locale where that is one of this language:
    in Austria `de` writes as Austria does; elsewhere those of the language itself, for English Britain's.
    Raises UserError naming the languages that there are where we do not speak it.
    """
    wanted = code.strip().replace("-", "_")
    if wanted.casefold() == system.locale.language:
        return system
    if wanted.casefold() == "en":
        return ENGLISH
    try:
        found = language(wanted)
    except UserError:
        found = None
    if found is None or not _is_spoken(found):
        raise UserError(
            "Fivegates is not translated into “{code}”. There is {languages}.",
            code=code,
            languages=", ".join(f"{each} ({language_name(each)})" for each in available_codes()),
        )
    return found


def language_or_else(code: str, otherwise: Language) -> Language:
    """The language of a code that was kept; another where none was, or it is spoken no more."""
    try:
        return chosen_language(code, otherwise) if code else otherwise
    except UserError:
        return otherwise
