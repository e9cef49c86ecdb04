"""What a list of prices would bring, as plain text for a terminal."""

from collections.abc import Iterator

from fivegates.actions.prices import PriceImport
from fivegates.cli.import_text import MOST_SHOWN, more_lines
from fivegates.domain.language import Language


def prices_as_text(found: PriceImport, language: Language, *, told: bool) -> str:
    """The day of the prices, whether the user `told` it, how many are new, and what was refused."""
    lines = [
        f"{found.book.source}: {_day(found, language, told=told)}",
        f"  {_counted(found, language)}",
        *_refused(found, language),
    ]
    return "\n".join(lines)


def _day(found: PriceImport, language: Language, *, told: bool) -> str:
    """The day on which the prices stood so, and who says so."""
    day, currency = language.long_date(found.book.snapshot), found.book.currency
    if told:
        return language.gettext("prices in {currency} as of {day}", currency=currency, day=day)
    return language.gettext(
        "prices in {currency} as of {day}, the day of the file (--dated names another)",
        currency=currency,
        day=day,
    )


def _counted(found: PriceImport, language: Language) -> str:
    """How many models the list prices, and how many of them are new or other than before."""
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
    told = language.ngettext("{count} entry was refused", "{count} entries were refused", count)
    yield f"  {told}:"
    yield from (f"    {problem.text(language)}" for problem in found.refused[:MOST_SHOWN])
    yield from more_lines(count, language)
