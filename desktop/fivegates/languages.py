"""Find the language to speak: by its code, or the one that the system asks for."""

import gettext

from babel import Locale, UnknownLocaleError, default_locale

from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH, Language
from fivegates.resources import resource_path


def language(code: str) -> Language:
    """Return the language of a locale code such as `en_US` or `pl`.

    Where there is no catalogue the sentences are English, and only dates and numbers follow the code.
    Raises UserError for a code that names no locale.
    """
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise UserError("{code} is not the code of a language, such as en_GB.", code=code) from error
    catalogues = resource_path("locale")
    return Language(code, gettext.translation("fivegates", catalogues, [code], fallback=True))


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
    spoken = found.locale.language == "en" or isinstance(found.translations, gettext.GNUTranslations)
    return found if spoken else ENGLISH
