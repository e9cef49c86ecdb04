"""The columns of the portfolio table: heading, text, sort value and spoken text of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import BEST_FIRST, OverviewLine
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.overview import gate_text, name_text
from fivegates.domain.wording.scores import score_text
from fivegates.domain.wording.two_days import line_text
from fivegates.domain.wording.words import stage_word
from fivegates.ui.tables.order import SortValue


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `sort_value` is None where there is nothing to compare, which always comes last."""

    id: str
    heading: Callable[[Language], str]
    text: Callable[[OverviewLine, Language], str]
    sort_value: Callable[[OverviewLine, Language], SortValue]
    right: bool = False


def reviewed_word(line: OverviewLine, language: Language) -> str:
    """The verdict, with both days where it is another than at the review; or that there is none yet."""
    return line_text(line, language)


def verdict_state(line: OverviewLine) -> VerdictState:
    """The verdict; incomplete before the first review."""
    return line.latest.verdict if line.latest else VerdictState.INCOMPLETE


def gates_text(line: OverviewLine, language: Language) -> str:
    """Every gate in words, for a tooltip and a screen reader."""
    if line.latest is None:
        return reviewed_word(line, language)
    return "\n".join(gate_text(n, mark, language) for n, mark in enumerate(line.latest.gates, start=1))


def _name(line: OverviewLine, language: Language) -> str:
    return name_text(line.initiative, language)


def _verdict_rank(line: OverviewLine, _language: Language) -> SortValue:
    return BEST_FIRST.index(line.latest.verdict) if line.latest else None


def _open_gates(line: OverviewLine, _language: Language) -> SortValue:
    """How many gates are open."""
    return sum(mark.state is GateState.OPEN for mark in line.latest.gates) if line.latest else None


def _readiness(line: OverviewLine, language: Language) -> str:
    return score_text(line.latest.readiness if line.latest else None, language)


def _exact_readiness(line: OverviewLine, _language: Language) -> SortValue:
    """In thousandths of a percent: fine enough to order by, and an integer."""
    readiness = line.latest.readiness if line.latest else None
    return None if readiness is None else int(readiness * 1000)


def _weakest(line: OverviewLine, language: Language) -> str:
    """Every gate with the lowest score."""
    lowest = [mark.name for mark in line.latest.lowest] if line.latest else []
    return language.listed(lowest) if lowest else "–"


def _last_review(line: OverviewLine, language: Language) -> str:
    return language.short_date(line.latest.dated) if line.latest else "–"


COLUMNS: Final = (
    Column(
        "code",
        lambda language: language.gettext("Code"),
        lambda line, _language: line.initiative.code,
        lambda line, _language: line.initiative.code,
    ),
    Column(
        "name",
        lambda language: language.gettext("Initiative"),
        _name,
        lambda line, _language: line.initiative.name,
    ),
    Column(
        "stage",
        lambda language: language.gettext("Stage"),
        lambda line, language: stage_word(line.initiative.stage, language),
        lambda line, _language: list(type(line.initiative.stage)).index(line.initiative.stage),
    ),
    Column("verdict", lambda language: language.gettext("Verdict"), reviewed_word, _verdict_rank),
    Column("gates", lambda language: language.gettext("Gates"), lambda _line, _language: "", _open_gates),
    Column(
        "readiness",
        lambda language: language.gettext("Readiness"),
        _readiness,
        _exact_readiness,
        right=True,
    ),
    Column(
        "weakest",
        lambda language: language.gettext("Weakest gate"),
        _weakest,
        lambda line, language: _weakest(line, language) if line.latest and line.latest.weakest else None,
    ),
    Column(
        "reviewed",
        lambda language: language.gettext("Last review"),
        _last_review,
        lambda line, _language: line.latest.dated.toordinal() if line.latest else None,
        right=True,
    ),
)
COLUMN_IDS: Final = tuple(column.id for column in COLUMNS)
