"""Known billing exports, recognised by their columns: their default values, and providers' native formats.

Only the user knows the owner of the rows. Where all rows without a rule belong to one initiative, one rule
assigns them to it, with the user's values and, where the export is known, its default values.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from fivegates.domain.economics.ledger import Behaviour, CostCategory, Phase
from fivegates.domain.errors import UserError, refuse_whole
from fivegates.domain.language import Message
from fivegates.domain.quoting import unknown_word
from fivegates.exchange.ledger.assignment_rules import Assignment, Counted, Rule, Rules
from fivegates.exchange.plain_data import Table, read_whole
from fivegates.exchange.toml_text import decoded_toml, parse_toml

LARGEST_FILE: Final = 2**20
CONSTANT_FIELDS: Final = ("category", "phase", "behaviour", "counts")
"""The fields that can be set once for all rows of a billing export."""

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class KnownExport:
    """An export with all columns of `known_by` and none of `lacks`; `defaults` hold for its rows."""

    name: str
    known_by: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)

    def fits(self, names: Collection[str]) -> bool:
        """True if a file with these column names, in lower case, is of this kind."""
        has_all = all(name.casefold() in names for name in self.known_by)
        return has_all and not any(name.casefold() in names for name in self.lacks)


def known_as(header: Sequence[str], exports: Sequence[KnownExport]) -> KnownExport | None:
    """The export with this header; None for any other."""
    names = {name.casefold() for name in header}
    return next((export for export in exports if export.fits(names)), None)


def with_rest(
    rules: Rules, initiative: str, assigned: Mapping[str, str], export: KnownExport | None
) -> Rules:
    """Rules of which the last gives all other rows to an initiative; the rules alone if none is named.

    Raises UserError for a word that has no meaning, and where nobody says whether the cost is fixed.
    """
    if not initiative:
        return rules
    for name in assigned:
        if name not in CONSTANT_FIELDS:
            raise unknown_word(name, CONSTANT_FIELDS)
    words = {**(export.defaults if export else {}), **assigned}
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
    """Return one of the words that a field allows. Raises UserError."""
    known = [word.value for word in words]
    if text.casefold() not in known:
        raise unknown_word(text, known)
    return words(text.casefold())


@dataclass(frozen=True, slots=True)
class Native:
    """An export of a provider: `columns` in small letters, all of which it has, and what to do."""

    columns: frozenset[str]
    reason: UserError


_AWS: Final = UserError(
    "This is a Cost and Usage Report of AWS, not FOCUS. Under Billing and Cost Management, Data Exports, "
    "create an export of the table “FOCUS with AWS columns”, and import what it delivers."
)
_AZURE: Final = UserError(
    "This is a cost export of Azure in its own columns, not FOCUS. Under Cost Management, Exports, create an "
    "export of the type “Cost and usage details (FOCUS)”, and import what it delivers."
)
_GCP: Final = UserError(
    "This is a billing export of Google Cloud in its own columns, not FOCUS. Google offers a FOCUS view of "
    "the detailed export in BigQuery: query that view, and import its result."
)

_NATIVE: Final = tuple(
    Native(frozenset(columns.split()), reason)
    for columns, reason in (
        ("line_item_unblended_cost line_item_usage_start_date", _AWS),
        ("lineitem/unblendedcost lineitem/usagestartdate", _AWS),
        ("costinbillingcurrency meterid", _AZURE),
        ("costinbillingcurrency metercategory", _AZURE),
        ("pretaxcost metercategory", _AZURE),
        ("cost usage_start_time billing_account_id", _GCP),
        ("cost usage_start_time service.description", _GCP),
        ("cost usage_start_time service_description", _GCP),
    )
)


def refuse_native(header: Sequence[str], source: str) -> None:
    """Raise DataError for a provider's own export."""
    reason = native_reason(header)
    if reason is not None:
        refuse_whole(source, reason)


def native_reason(header: Sequence[str]) -> UserError | None:
    """The refusal of a provider's native export, with instructions; None for any other file."""
    names = {name.casefold() for name in header}
    return next((native.reason for native in _NATIVE if native.columns <= names), None)


def focus_hint(header: Sequence[str]) -> tuple[Message, ...]:
    """A note on a provider's native export, and how to export FOCUS instead; empty for other files."""
    reason = native_reason(header)
    return () if reason is None else (Message(reason.template, **reason.values),)
