"""The preview of an import as plain text for a terminal."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fivegates.actions.importing.imports import ImportPlan, ImportPreview, RowGroup, Total
from fivegates.actions.importing.prices import PriceImport
from fivegates.actions.importing.summary import (
    charge_words,
    detected_words,
    plan_sentences,
    price_sentences,
    refusal_words,
    remark_sentences,
    rows_words,
    total_words,
    usage_totals,
    usage_words,
)
from fivegates.domain.economics.ledger import UsageLine
from fivegates.domain.language import Language
from fivegates.domain.quoting import shown

MOST_SHOWN: Final = 20
"""The most refused rows, and the most unassigned rows, that are shown; further ones are counted."""


def import_as_text(preview: ImportPreview, plan: ImportPlan, rules: Path | None, language: Language) -> str:
    """The reading options, totals, owners of rows, replaced lines and refused rows.

    `rules` is the file of rules that was named, if one was.
    """
    lines = [
        *_detected_lines(preview, language),
        *(_total_line(total, language) for total in preview.totals),
        *(
            f"  {usage_words(total, language)} ({rows_words(total.rows, language)})"
            for total in usage_totals(preview.drafts)
        ),
        *(_kept_rules_lines(preview, language) if rules is None else ()),
        *_owner_lines(preview, language),
        *(f"  {sentence}" for sentence in plan_sentences(plan, language)),
        *_unassigned_lines(preview, language),
        *_refused_lines(preview, language),
    ]
    return "\n".join(lines)


def _detected_lines(preview: ImportPreview, language: Language) -> Iterator[str]:
    """The detected format of the file, and the number of its rows."""
    found = preview.detected
    yield f"{preview.source}: {detected_words(found, language)}"
    yield from (f"  {sentence}" for sentence in remark_sentences(found, language))
    if found.remembered:
        yield f"  {language.gettext('to forget earlier choices: --forget')}"
    for question in preview.questions:
        yield f"  {question.text(language)}"
    if preview.questions:
        return
    numbers, dates = found.styles.numbers.value, found.styles.dates.value
    style = language.gettext("numbers as {numbers}, dates as {dates}", numbers=numbers, dates=dates)
    yield f"  {style}"
    columns = ", ".join(f"{field} = {column}" for field, column in found.columns)
    yield f"  {language.gettext('columns: {columns}', columns=columns)}"
    if found.ignored and not preview.groups:  # an export has many, fixed by the FOCUS standard
        names = language.listed([shown(name) for name in found.ignored])
        yield f"  {language.gettext('columns that are not read: {names}', names=names)}"
    yield f"  {rows_words(preview.rows, language)}"


def _total_line(total: Total, language: Language) -> str:
    """The sum of a month, and of how many rows."""
    return f"  {total_words(total, language)} ({rows_words(total.rows, language)})"


def _kept_rules_lines(preview: ImportPreview, language: Language) -> Iterator[str]:
    """The saved rules that assigned the rows of a billing export, where no rules file was named."""
    if any(group.initiative for group in preview.groups):
        yield f"  {language.gettext('whose rows they are: by the rules kept from imports in the window')}"
    elif preview.groups:
        hint = language.gettext(
            "no rule kept from imports in the window says whose these rows are; name rules with --map, or "
            "one initiative for all with --to"
        )
        yield f"  {hint}"


def _owner_lines(preview: ImportPreview, language: Language) -> Iterator[str]:
    """Number of rows by initiative; a row with a cost and a usage counts once."""
    rows: Counter[str] = Counter()
    for draft in preview.drafts:
        # In a billing export each row is in one cost; a usage may join the rows of several costs.
        if not (preview.groups and isinstance(draft.line, UsageLine)):
            rows[draft.initiative] += draft.rows
    for code, count in sorted(rows.items()):
        yield f"  {code}: {rows_words(count, language)}"


def _unassigned_lines(preview: ImportPreview, language: Language) -> Iterator[str]:
    """The rows that no rule gives to an initiative."""
    if not preview.unassigned:
        return
    count = sum(each.rows for each in preview.unassigned)
    text = language.ngettext(
        "{count} row belongs to no initiative", "{count} rows belong to no initiative", count
    )
    yield f"  {text}:"
    yield from (_unassigned_line(each, language) for each in preview.unassigned[:MOST_SHOWN])
    yield from more_lines(len(preview.unassigned), language)


def _unassigned_line(each: RowGroup, language: Language) -> str:
    """The fields of unassigned rows that a rule can use."""
    month, amount = language.month(each.month), language.money(each.amount, each.currency)
    return f"    {charge_words(each)}: {month}, {amount} ({rows_words(each.rows, language)})"


def _refused_lines(preview: ImportPreview, language: Language) -> Iterator[str]:
    """The first refused rows with line, field and reason, then how many more there are."""
    count = preview.refused_count
    if not count:
        return
    text = language.ngettext("{count} row was refused", "{count} rows were refused", count)
    yield f"  {text}:"
    yield from (f"    {refusal_words(refusal, language)}" for refusal in preview.refused[:MOST_SHOWN])
    yield from more_lines(count, language)


def more_lines(count: int, language: Language) -> Iterator[str]:
    """A line with the number of rows not shown."""
    if count > MOST_SHOWN:
        yield f"    {language.ngettext('and {count} more', 'and {count} more', count - MOST_SHOWN)}"


def prices_as_text(found: PriceImport, language: Language, *, day_given: bool) -> str:
    """The day of the prices, whether the user `day_given` it, how many are new, and what was refused."""
    lines = [
        f"{found.book.source}: {_day(found, language, day_given=day_given)}",
        f"  {_counted(found, language)}",
        *(f"  {sentence}" for sentence in price_sentences(found, language)),
        *_refused(found, language),
    ]
    return "\n".join(lines)


def _day(found: PriceImport, language: Language, *, day_given: bool) -> str:
    """The day of the prices, and its source."""
    day, currency = language.long_date(found.book.snapshot), found.book.currency
    if day_given:
        return language.gettext("prices in {currency} as of {day}", currency=currency, day=day)
    return language.gettext(
        "prices in {currency} as of {day}, the day of the file (--dated names another)",
        currency=currency,
        day=day,
    )


def _counted(found: PriceImport, language: Language) -> str:
    """The number of models in the list, and how many are new or changed."""
    models = language.ngettext("{count} model", "{count} models", len(found.book.prices))
    return language.gettext(
        "{models}: {added} new, {changed} changed",
        models=models,
        added=language.number(len(found.added)),
        changed=language.number(len(found.changed)),
    )


def _refused(found: PriceImport, language: Language) -> Iterator[str]:
    """The first entries that were refused, then how many more there are."""
    count = len(found.refused)
    if not count:
        return
    text = language.ngettext("{count} entry was refused", "{count} entries were refused", count)
    yield f"  {text}:"
    yield from (f"    {problem.text(language)}" for problem in found.refused[:MOST_SHOWN])
    yield from more_lines(count, language)
