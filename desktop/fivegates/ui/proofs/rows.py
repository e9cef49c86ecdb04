"""The proofs of a portfolio as rows: until when each verdict holds, and every proof by its last day."""

from collections.abc import Sequence
from datetime import date

from fivegates.domain.language import Language
from fivegates.domain.lapses import Lapse, ProofsOf, by_day
from fivegates.domain.overview import BEST_FIRST
from fivegates.domain.states import VerdictState
from fivegates.domain.wording.initiative_names import listed_names
from fivegates.domain.wording.words import verdict_word
from fivegates.ui.tables.model import Cell, Heading, RecordRow

_NONE = "–"


def verdict_headings(language: Language) -> tuple[Heading, ...]:
    """The columns of verdicts."""
    return (
        Heading(language.gettext("Holds until"), right=True),
        Heading(language.gettext("Initiative"), share=3),
        Heading(language.gettext("Verdict")),
        Heading(language.gettext("Then")),
        Heading(language.gettext("Next proof to lapse"), right=True),
        Heading(language.gettext("Lapsed"), right=True),
    )


def verdict_rows(found: Sequence[ProofsOf], language: Language) -> list[RecordRow]:
    """A row an initiative; those whose verdict falls first come first, the others last."""
    names = listed_names(each.initiative for each in found)
    return [_verdict_row(each, names[each.initiative], language) for each in found]


def _verdict_row(each: ProofsOf, name: str, language: Language) -> RecordRow:
    """How long a verdict holds, what follows, and what has lapsed already."""
    calendar, fall = each.calendar, each.calendar.fall
    following = calendar.ahead[0].last_day if calendar.ahead else None
    behind = len(calendar.behind)
    return RecordRow(
        each.initiative.id,
        "",
        (
            _day(fall.last_day if fall else None, language),
            Cell(name, name),
            _verdict(calendar.verdict, language),
            _verdict(fall.verdict if fall else None, language),
            _day(following, language),
            Cell(language.number(behind), behind, warns=behind > 0, quiet=not behind),
        ),
    )


def _verdict(verdict: VerdictState | None, language: Language) -> Cell:
    """A verdict under its mark; none comes last."""
    if verdict is None:
        return Cell(_NONE, None, quiet=True)
    return Cell(verdict_word(verdict, language), BEST_FIRST.index(verdict), state=verdict)


def _day(day: date | None, language: Language) -> Cell:
    """A day; none comes last."""
    if day is None:
        return Cell(_NONE, None, quiet=True)
    return Cell(language.short_date(day), day.toordinal())


def proof_headings(language: Language) -> tuple[Heading, ...]:
    """The columns of proofs."""
    return (
        Heading(language.gettext("Good until"), right=True),
        Heading(language.gettext("Initiative"), share=2),
        Heading(language.gettext("Criterion"), share=3),
        Heading(language.gettext("Evidence"), share=3),
        Heading(language.gettext("State")),
    )


def proof_rows(found: Sequence[ProofsOf], language: Language) -> list[RecordRow]:
    """A row a proof, the first to lapse on top; its id is its place."""
    pairs = by_day(found)
    names = listed_names(each.initiative for each in found)
    # Proofs are many and days few: a day takes longer to write than all the rest of its row.
    days = {day: _day(day, language) for day in {lapse.last_day for _, lapse in pairs}}
    return [
        _proof_row(place, names[each.initiative], (each, lapse), days[lapse.last_day], language)
        for place, (each, lapse) in enumerate(pairs, 1)
    ]


def _proof_row(
    place: int, name: str, proof: tuple[ProofsOf, Lapse], day: Cell, language: Language
) -> RecordRow:
    """One proof; what has lapsed stands out."""
    each, lapse = proof
    title = each.rubric.criterion(lapse.criterion).title
    ended = lapse.last_day < each.calendar.on
    return RecordRow(
        place,
        lapse.criterion,
        (
            day,
            Cell(name, name),
            Cell(title, title),
            Cell(lapse.evidence.title, lapse.evidence.title, quiet=True),
            Cell(_state(lapse, language, ended=ended), (not ended) * 2 + lapse.voided, warns=ended),
        ),
    )


def _state(lapse: Lapse, language: Language, *, ended: bool) -> str:
    """Whether it holds, and what ends it."""
    if ended:
        return language.gettext("Voided") if lapse.voided else language.gettext("Expired")
    return language.gettext("Ends by a change") if lapse.voided else language.gettext("Current")
