"""Backups in words: when each was made, and what it holds."""

from datetime import date, datetime
from typing import NamedTuple

from fivegates.domain.language import Language


class Holding(NamedTuple):
    """What a backup holds; `edits` counts all that were ever saved, `latest` dates the newest review."""

    initiatives: int
    reviews: int
    edits: int
    latest: date | None


def moment_words(taken: datetime, language: Language) -> str:
    """`12 May 2026, 09:30`."""
    return language.gettext("{day}, {time}", day=language.short_date(taken.date()), time=f"{taken:%H:%M}")


def holding_words(holds: Holding | None, language: Language) -> str:
    """`6 initiatives, 24 reviews, the latest of 3 May 2026; edit 412`."""
    if holds is None:
        return language.gettext("cannot be read")
    counts = language.listed(
        [
            language.ngettext("{count} initiative", "{count} initiatives", holds.initiatives),
            language.ngettext("{count} review", "{count} reviews", holds.reviews),
        ]
    )
    edits = language.ngettext("{count} edit so far", "{count} edits so far", holds.edits)
    if holds.latest is None:
        return f"{counts} · {edits}"
    latest = language.gettext("the latest of {day}", day=language.short_date(holds.latest))
    return f"{counts}, {latest} · {edits}"
