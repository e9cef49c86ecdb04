"""What an import would bring, as plain text for a terminal."""

from collections.abc import Iterator
from typing import Final

from fivegates.actions.imports import ImportPreview, Refusal, Total, Unassigned
from fivegates.domain.language import Language

MOST_SHOWN: Final = 20
"""So many refused rows, and so many rows that nobody owns, are shown; the others are counted."""


def import_as_text(preview: ImportPreview, known: frozenset[str], language: Language) -> str:
    """How the file was read, its totals, whose its rows are, and the rows that were refused.

    `known` are the fingerprints of the lines that were imported before.
    """
    lines = [
        *_detected_lines(preview, language),
        *(_total_line(total, language) for total in preview.totals),
        *_owner_lines(preview, known, language),
        *_unassigned_lines(preview, language),
        *_refused_lines(preview, language),
    ]
    return "\n".join(lines)


def _detected_lines(preview: ImportPreview, language: Language) -> Iterator[str]:
    """How the file was understood, and how many rows it has."""
    found = preview.detected
    encoding = found.encoding.upper().removesuffix("-SIG")
    parts = [found.kind, encoding, _separator_word(found.separator, language)]
    yield f"{preview.source}: {', '.join(filter(None, parts))}"
    for question in preview.questions:
        yield f"  {question.text(language)}"
    if preview.questions:
        return
    numbers, dates = found.styles.numbers.value, found.styles.dates.value
    style = language.gettext("numbers as {numbers}, dates as {dates}", numbers=numbers, dates=dates)
    yield f"  {style}"
    columns = ", ".join(f"{field} = {column}" for field, column in found.columns)
    yield f"  {language.gettext('columns: {columns}', columns=columns)}"
    yield f"  {_rows(preview.rows, language)}"


def _separator_word(separator: str, language: Language) -> str:
    """What parts the cells; nothing in a workbook."""
    words = {
        ",": language.gettext("separated by commas"),
        ";": language.gettext("separated by semicolons"),
        "\t": language.gettext("separated by tabs"),
        "|": language.gettext("separated by vertical bars"),
    }
    return words.get(separator, "")


def _total_line(total: Total, language: Language) -> str:
    """The sum of a month, with what the invoice says where that differs."""
    text = language.gettext(
        "{month}: {amount}",
        month=language.month(total.month),
        amount=language.money(total.amount, total.currency),
    )
    if total.billed != total.amount:
        billed = language.money(total.billed, total.currency)
        text = language.gettext("{total}, billed {billed}", total=text, billed=billed)
    return f"  {text} ({_rows(total.rows, language)})"


def _owner_lines(preview: ImportPreview, known: frozenset[str], language: Language) -> Iterator[str]:
    """How many rows go to each initiative; a row that brings a cost and a usage counts once."""
    rows: dict[str, dict[int, int]] = {}
    for draft in preview.drafts:
        rows.setdefault(draft.initiative, {})[draft.row] = draft.rows
    for code, counts in sorted(rows.items()):
        yield f"  {code}: {_rows(sum(counts.values()), language)}"
    again = len(preview.drafts) - len(preview.new_drafts(known))
    if again:
        told = language.ngettext(
            "{count} line was imported before and counts once",
            "{count} lines were imported before and count once",
            again,
        )
        yield f"  {told}"


def _unassigned_lines(preview: ImportPreview, language: Language) -> Iterator[str]:
    """The rows that no rule gives to an initiative."""
    if not preview.unassigned:
        return
    count = sum(each.rows for each in preview.unassigned)
    told = language.ngettext(
        "{count} row belongs to no initiative", "{count} rows belong to no initiative", count
    )
    yield f"  {told}:"
    yield from (_unassigned_line(each, language) for each in preview.unassigned[:MOST_SHOWN])
    yield from _more_lines(len(preview.unassigned), language)


def _unassigned_line(each: Unassigned, language: Language) -> str:
    """What tells whose the rows are, so that a rule can be written."""
    charge = each.charge
    names = (charge.provider, charge.account, charge.service, *(f"{name}={tag}" for name, tag in charge.tags))
    amount = language.money(each.amount, each.currency)
    owner = ", ".join(filter(None, names))
    return f"    {owner}: {language.month(each.month)}, {amount} ({_rows(each.rows, language)})"


def _refused_lines(preview: ImportPreview, language: Language) -> Iterator[str]:
    """The first refused rows with line, field and reason, then how many more there are."""
    count = preview.refused_count
    if not count:
        return
    told = language.ngettext("{count} row was refused", "{count} rows were refused", count)
    yield f"  {told}:"
    yield from (_refusal_line(refusal, language) for refusal in preview.refused[:MOST_SHOWN])
    yield from _more_lines(count, language)


def _refusal_line(refusal: Refusal, language: Language) -> str:
    """Where a row is, and why it was refused."""
    place = language.gettext("line {line}", line=refusal.row)
    return f"    {', '.join(filter(None, (place, refusal.field)))}: {refusal.reason.text(language)}"


def _more_lines(count: int, language: Language) -> Iterator[str]:
    """How many are not shown."""
    if count > MOST_SHOWN:
        yield f"    {language.ngettext('and {count} more', 'and {count} more', count - MOST_SHOWN)}"


def _rows(count: int, language: Language) -> str:
    """A number of rows."""
    return language.ngettext("{count} row", "{count} rows", count)
