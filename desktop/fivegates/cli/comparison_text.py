"""A comparison as plain text for a terminal."""

from collections.abc import Iterator

from fivegates.domain.briefs import ComparisonBrief
from fivegates.domain.language import Language
from fivegates.domain.wording.comparison import answer_headline, answer_sentences
from fivegates.domain.wording.comparison_facts import (
    differing_title,
    path_rows,
    result_row,
    standing_rows,
)
from fivegates.domain.wording.two_days import as_of_sentence

_GAP = "  "
_WIDEST = 28


def comparison_as_text(brief: ComparisonBrief, language: Language) -> str:
    """Which first and why; then place, verdict, gates, path and result, a column for each initiative."""
    comparison = brief.comparison
    codes = [side.initiative.code for side in comparison.sides]
    rows = [
        *standing_rows(comparison, language),
        *path_rows(comparison, language),
        result_row(comparison, language),
    ]
    table = [["", *codes], *([row.label, *(cell.text for cell in row.cells)] for row in rows)]
    lines = [
        answer_headline(comparison, language),
        *([f"  {as_of_sentence(brief.day, language)}"] if brief.day else []),
        *(f"  {sentence}" for sentence in answer_sentences(comparison, language)),
        "",
        *_columns(table),
        "",
        f"  {differing_title(comparison, language)}.",
    ]
    return "\n".join(lines)


def _columns(table: list[list[str]]) -> Iterator[str]:
    """Each column as wide as its widest cell, within reason."""
    widths = [min(_WIDEST, max(map(len, column))) for column in zip(*table, strict=True)]
    for cells in table:
        padded = (f"{_cut(cell, width):<{width}}" for cell, width in zip(cells, widths, strict=True))
        yield f"  {_GAP.join(padded)}".rstrip()


def _cut(cell: str, width: int) -> str:
    """A cell within its column."""
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"
