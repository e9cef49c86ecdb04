"""Sentences for backups and for a portfolio rebuilt from one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from fivegates.domain.language import Language


class Holding(NamedTuple):
    """Content of a backup; `edits` counts all edits ever saved, `latest` is the day of the newest review."""

    initiatives: int
    reviews: int
    edits: int
    latest: date | None


def moment_words(taken: datetime, language: Language) -> str:
    """Date and time: `12 May 2026, 09:30`."""
    return language.gettext("{day}, {time}", day=language.short_date(taken.date()), time=f"{taken:%H:%M}")


def holding_words(holds: Holding | None, language: Language) -> str:
    """Content of a backup: `6 initiatives, 24 reviews, the latest of 3 May 2026; edit 412`."""
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


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Backup from which a portfolio was rebuilt (None: it was new, without a backup), and the result.

    `taken` is in local time. `edits` is the number of edits replayed, `missing` those that could not be
    recovered.
    """

    taken: datetime | None
    edits: int
    missing: int


def rebuilt_words(rebuilt: Rebuilt, language: Language) -> str:
    """Source of the rebuilt copy, and the edits missing from it."""
    edits = language.ngettext("{count} edit", "{count} edits", rebuilt.edits)
    if rebuilt.taken is None:
        made = language.gettext(
            "The file had lost its content, so the copy was made from what was saved in this session: "
            "{edits}.",
            edits=edits,
        )
    else:
        made = language.gettext(
            "The file had lost its content, so the copy was made from the backup of {moment} "
            "and what was saved in this session after it: {edits}.",
            moment=moment_words(rebuilt.taken, language),
            edits=edits,
        )
    if not rebuilt.missing:
        return made
    missing = language.ngettext(
        "{count} edit saved between them is missing.",
        "{count} edits saved between them are missing.",
        rebuilt.missing,
    )
    return f"{made} {missing}"


def saved_words(file: str, language: Language) -> str:
    """Sentence for a file that was checked and contains the last edit."""
    return language.gettext(
        "{file} was checked just now: it holds everything up to your last saved edit. "
        "The edit at hand may not be saved. You can carry on, or close Fivegates and start it again.",
        file=file,
    )


def unknown_words(language: Language) -> str:
    """Sentence for a file that could not be checked."""
    return language.gettext(
        "Whether your last edit is saved could not be checked. Close Fivegates and start it again to see."
    )


def none_open_words(language: Language) -> str:
    """Sentence for the case that no portfolio was open."""
    return language.gettext("No portfolio was open. You can carry on, or close Fivegates and start it again.")
