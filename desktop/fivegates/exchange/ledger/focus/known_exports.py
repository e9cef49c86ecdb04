"""Billing exports known by their columns, what holds for all of their rows, and the rule of the rest.

Whose the rows are only the user knows. Where all rows without a rule belong to one initiative, one rule gives
them to it, with what the user says of them and, where the export is known, what holds for it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from fivegates.domain.economics.ledger import Behaviour, CostCategory, Phase
from fivegates.domain.errors import UserError
from fivegates.domain.quoting import unknown_word
from fivegates.exchange.ledger.assignment_rules import Assignment, Counted, Rule, Rules
from fivegates.exchange.plain_data import Table, read_whole
from fivegates.exchange.toml_reading import decoded_toml, parse_toml

LARGEST_FILE: Final = 2**20
SAID: Final = ("category", "phase", "behaviour", "counts")
"""What can be said once for all rows of a billing export."""

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class KnownExport:
    """An export with all columns of `known_by` and none of `lacks`; `said` is what holds for its rows."""

    name: str
    known_by: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)

    def fits(self, names: Collection[str]) -> bool:
        """Whether a file with columns of these names, in small letters, is one of these."""
        has_all = all(name.casefold() in names for name in self.known_by)
        return has_all and not any(name.casefold() in names for name in self.lacks)


def known_as(header: Sequence[str], exports: Sequence[KnownExport]) -> KnownExport | None:
    """The export that a header tells; None for any other."""
    names = {name.casefold() for name in header}
    return next((export for export in exports if export.fits(names)), None)


def with_rest(rules: Rules, initiative: str, said: Mapping[str, str], export: KnownExport | None) -> Rules:
    """Rules of which the last gives all other rows to an initiative; those alone where none is named.

    Raises UserError for a word that has no meaning, and where nobody says whether the cost is fixed.
    """
    if not initiative:
        return rules
    for name in said:
        if name not in SAID:
            raise unknown_word(name, SAID)
    words = {**(export.said if export else {}), **said}
    if "behaviour" not in words:
        raise UserError(
            "Say whether what the rows cost grows with volume: behaviour = variable, or behaviour = fixed."
        )
    assignment = Assignment(
        initiative,
        _word(words.get("phase", Phase.RUN), Phase),
        _word(words["behaviour"], Behaviour),
        _word(words["category"], CostCategory) if "category" in words else None,
        counts=_word(words.get("counts", Counted.NOTHING), Counted),
    )
    return Rules((*rules.rules, Rule(assignment)))


def read_known_exports(data: bytes, source: str) -> tuple[KnownExport, ...]:
    """Read a file of known exports; `source` names it in messages. Raises DataError with every problem."""
    text = decoded_toml(data, source, LARGEST_FILE)
    return read_whole(
        parse_toml(text, source),
        source,
        lambda table: table.many("export", _export, lambda _: ()),
        lambda _: (),
    )


def _export(table: Table) -> KnownExport:
    pairs = [text.partition("=") for text in table.texts("set")]
    return KnownExport(
        table.text("name", required=True),
        table.texts("known_by"),
        table.texts("lacks"),
        {name.strip(): value.strip() for name, _, value in pairs},
    )


def _word(text: str, words: type[Word]) -> Word:
    """One of the words of a field. Raises UserError."""
    known = [word.value for word in words]
    if text.casefold() not in known:
        raise unknown_word(text, known)
    return words(text.casefold())
