"""Summarise an import in sentences that the window and the command line share."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from fivegates.actions.importing.plans import ImportPlan
from fivegates.actions.importing.prices import PriceImport
from fivegates.domain.economics.amounts import exponent, rounded
from fivegates.domain.language import Language
from fivegates.exchange.ledger.csv_tables import SEPARATORS
from fivegates.exchange.ledger.preview import Detected, Refusal, RowGroup, Total, UsageTotal, usage_totals

__all__ = [
    "ENCODINGS",
    "SEPARATORS",
    "UsageTotal",
    "charge_words",
    "detected_words",
    "plan_sentences",
    "price_sentences",
    "refusal_words",
    "remark_sentences",
    "rows_words",
    "separator_word",
    "sum_words",
    "total_words",
    "usage_totals",
    "usage_words",
]

ENCODINGS: Final = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "latin-1": "ISO 8859-1",
    "shift_jis": "Shift JIS",
}
"""The encodings that can be chosen for a file whose own cannot be determined, with their names."""


def detected_words(found: Detected, language: Language) -> str:
    """The detected format of the file: its kind, encoding and separator."""
    encoding = found.encoding.upper().removesuffix("-SIG")
    return ", ".join(filter(None, (found.kind, encoding, separator_word(found.separator, language))))


def remark_sentences(found: Detected, language: Language) -> Iterator[str]:
    """Further findings and decisions, and the values of rows that have none."""
    yield from (remark.text(language) for remark in found.remarks)
    if found.constants:
        values = ", ".join(f"{field} = {value}" for field, value in found.constants)
        yield language.gettext("where a row does not say it: {values}", values=values)


def separator_word(separator: str, language: Language) -> str:
    """The separator; empty for a workbook."""
    words = {
        ",": language.gettext("separated by commas"),
        ";": language.gettext("separated by semicolons"),
        "\t": language.gettext("separated by tabs"),
        "|": language.gettext("separated by vertical bars"),
    }
    return words.get(separator, "")


def total_words(total: Total, language: Language) -> str:
    """The sum of a month, with the billed amount where that differs."""
    text = language.gettext(
        "{month}: {amount}",
        month=language.month(total.month),
        amount=sum_words(total.amount, total.currency, language),
    )
    if total.billed == total.amount:
        return text
    billed = sum_words(total.billed, total.currency, language)
    return language.gettext("{total}, billed {billed}", total=text, billed=billed)


def sum_words(amount: Decimal, currency: str, language: Language) -> str:
    """A sum to compare with an invoice: one that would be shown as nothing has its first two digits."""
    is_nothing = not rounded(amount, exponent(currency))
    return (
        language.unit_money(amount, currency) if is_nothing and amount else language.money(amount, currency)
    )


def usage_words(total: UsageTotal, language: Language) -> str:
    """The total usage of a month."""
    counts = (
        (language.gettext("units"), total.units),
        (language.gettext("requests"), total.requests),
        (language.gettext("tokens in"), total.tokens_in),
        (language.gettext("tokens from a cache"), total.tokens_cached),
        (language.gettext("tokens written to a cache"), total.tokens_written),
        (language.gettext("tokens out"), total.tokens_out),
    )
    counted = [f"{name} {language.number(count)}" for name, count in counts if count is not None]
    return language.gettext("{month}: {counts}", month=language.month(total.month), counts=", ".join(counted))


def price_sentences(found: PriceImport, language: Language) -> Iterator[str]:
    """The outcome of every entry of a price list."""
    count = language.number
    yield language.gettext(
        "entries: {all}; priced: {priced}, of these by the size of a request: {tiered}, under another name: "
        "{aliases}; without a price that usage can count, or unknown: {unpriced}; refused: {refused}",
        all=count(len(found.book.prices) + len(found.unpriced) + len(found.refused)),
        priced=count(len(found.book.prices)),
        tiered=count(len(found.tiered)),
        aliases=count(len(found.aliases)),
        unpriced=count(len(found.unpriced)),
        refused=count(len(found.refused)),
    )


def charge_words(each: RowGroup) -> str:
    """The attributes that identify the owner of rows: names as the provider wrote them, and tags."""
    charge = each.charge
    names = (
        charge.provider,
        charge.account,
        charge.service,
        charge.meter or charge.sku,
        charge.description,
        *(f"{name}={tag}" for name, tag in charge.tags),
    )
    return ", ".join(filter(None, names))


def refusal_words(refusal: Refusal, language: Language) -> str:
    """The place of a row, and the reason why it was refused."""
    place = language.gettext("line {line}", line=refusal.row)
    return f"{', '.join(filter(None, (refusal.file, place, refusal.field)))}: {refusal.reason.text(language)}"


def rows_words(count: int, language: Language) -> str:
    """A number of rows."""
    return language.ngettext("{count} row", "{count} rows", count)


def plan_sentences(plan: ImportPlan, language: Language) -> Iterator[str]:
    """The effect of an import on existing lines."""
    if plan.unchanged:
        yield language.ngettext(
            "{count} line was imported before and counts once",
            "{count} lines were imported before and count once",
            plan.unchanged,
        )
    for earlier in plan.replaced:
        yield language.ngettext(
            "replaces {count} line of {month} from {source}",
            "replaces {count} lines of {month} from {source}",
            earlier.lines,
            month=language.month(earlier.month),
            source=earlier.source,
        )
    for earlier in plan.kept_beside:
        yield language.ngettext(
            "adds to {count} line of {month} from {source}, which has other rows",
            "adds to {count} lines of {month} from {source}, which has other rows",
            earlier.lines,
            month=language.month(earlier.month),
            source=earlier.source,
        )
    if plan.elsewhere:
        yield language.ngettext(
            "{count} line that a file of this name gave for other months stays",
            "{count} lines that files of this name gave for other months stay",
            plan.elsewhere,
        )
