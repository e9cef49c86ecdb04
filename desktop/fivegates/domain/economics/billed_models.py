"""Which model and which kind of tokens a bill is for, by what its line says.

Vendors write it into a text of their own: “gpt-5.4, cached input” at OpenAI, “Claude Sonnet 4.6” at
Anthropic. A name is compared without capitals, signs, and the day at its end.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from fivegates.domain.economics.ledger import CostLine


class TokenKind(StrEnum):
    """What is priced apart."""

    FRESH = "input"
    CACHED = "cached"
    WRITTEN = "written"
    OUTPUT = "output"
    REQUESTS = "requests"
    IMAGES = "images"


_WORDS: Final = (
    ("no.?cach|uncach", TokenKind.FRESH),
    ("writ|creat", TokenKind.WRITTEN),
    ("cach", TokenKind.CACHED),
    (r"\bout|_out|completion", TokenKind.OUTPUT),
    (r"\bin(put)?\b|input|prompt", TokenKind.FRESH),
    ("request", TokenKind.REQUESTS),
    ("image", TokenKind.IMAGES),
)
"""What a text says of its kind of tokens, in small letters; the first that fits decides."""

_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_DAY: Final = re.compile(r"20[0-9]{6}$")


class BilledModels:
    """Finds the model of a bill among those that were used."""

    def __init__(self, models: Iterable[str]) -> None:
        self._models = frozenset(models)
        self._alike: Mapping[str, set[str]] = defaultdict(set)
        for model in self._models:
            self._alike[_plain(model)].add(model)

    def of(self, line: CostLine) -> tuple[str, TokenKind | None]:
        """The model and the kind of tokens that a line names; empty and None where it names none."""
        parts = [part.strip() for part in line.note.split(",")]
        for at, part in enumerate(parts):
            if model := self._model(part):
                return model, _kind(" ".join(parts[at + 1 :]))
        return self._model(line.attributed_to), None

    def _model(self, text: str) -> str:
        """The model that a text names; empty where there is none, or several have that name."""
        if text in self._models:
            return text
        alike = self._alike.get(_plain(text), set()) if text else set()
        return next(iter(alike)) if len(alike) == 1 else ""


def _plain(name: str) -> str:
    """A name without what vendors write in several ways."""
    return _DAY.sub("", _SIGNS.sub("", name.casefold()))


def _kind(text: str) -> TokenKind | None:
    return next((kind for words, kind in _WORDS if re.search(words, text.casefold())), None)
