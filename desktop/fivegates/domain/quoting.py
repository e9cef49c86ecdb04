"""What a user wrote, as the reason for which it is refused quotes it."""

from collections.abc import Sequence
from difflib import get_close_matches
from unicodedata import category

from fivegates.domain.errors import UserError

_SHOWN_LENGTH = 40


def shown(value: object) -> str:
    """Return `value` as a reason quotes it, cut when long, in characters that every output can print."""
    text = str(value)
    seen = "".join(map(_printable, text[:_SHOWN_LENGTH]))
    return seen if len(text) <= _SHOWN_LENGTH else f"{seen}…"


def _printable(character: str) -> str:
    """The character, a plain space for one of another width, or the sign for what cannot be printed."""
    if category(character) == "Zs":
        return " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def unknown_word(word: str, known: Sequence[str]) -> UserError:
    """Return the reason why `word` is refused where only the `known` ones are understood."""
    near = get_close_matches(word, known, n=1)
    quoted = shown(word)
    if near:
        return UserError(
            "“{word}” is not known here; did you mean “{guess}”?", word=quoted, guess=shown(near[0])
        )
    if known:
        return UserError(
            "“{word}” is not known here; it can be {known}.", word=quoted, known=", ".join(map(shown, known))
        )
    return UserError("“{word}” is not known here.", word=quoted)
