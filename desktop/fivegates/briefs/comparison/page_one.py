"""Page 1 of a comparison: which first, and why, above a column for each initiative."""

from collections.abc import Iterator
from dataclasses import replace

from fivegates.briefs.comparison.context import ComparisonSheet
from fivegates.briefs.comparison.side_by_side import LONGEST_CODE, fact_row, list_row, side_by_side
from fivegates.briefs.initiative.context import cut, dotted
from fivegates.briefs.initiative.meeting_head import PaperHead, with_head
from fivegates.briefs.typesetting.arrangements import Marked, Panel
from fivegates.briefs.typesetting.blocks import Prose, Stack
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.styles import Frame
from fivegates.briefs.typesetting.tables import Row
from fivegates.domain.brief import Omission
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.comparison import answer_headline, answer_sentences, later_sides_sentence
from fivegates.domain.wording.comparison_facts import (
    comparison_drafts_text,
    deciding_headlines,
    path_rows,
    status_rows,
)
from fivegates.domain.wording.comparison_money import result_row
from fivegates.domain.wording.papers import omitted_sentence

MOST_REASONS, FEWEST_REASONS = 5, 1
# The later pages have the whole name of a gate.
LONGEST_LABEL = 60


def answer(sheet: ComparisonSheet, frame: Frame) -> Stack:
    """Compose the page with as many reasons as fit into `frame`."""
    for most in range(MOST_REASONS, FEWEST_REASONS, -1):
        page = _page(sheet, most)
        if page.height(frame.width) <= frame.height:
            return page
    return _page(sheet, FEWEST_REASONS)


def _page(sheet: ComparisonSheet, most: int) -> Stack:
    """The page with `most` reasons for each initiative."""
    language, styles = sheet.language, sheet.styles
    text = language.gettext("Which initiative first, and why")
    title = Prose(text, styles.title, role=Role.TITLE, outline=0, keep_with_next=True)
    table = replace(
        side_by_side(sheet, language.gettext("Side by side"), list(_rows(sheet, most))), space_before=16
    )
    later = later_sides_sentence(sheet.comparison, sheet.language)
    omitted = omitted_sentence(sheet.brief.left_out.omitted, language)
    return Stack(
        [
            *with_head(title, PaperHead(sheet.brief.meeting, sheet.brief.letterhead), styles, language),
            Prose(_facts(sheet), styles.detail, space_before=1, sentence=True),
            *([Prose(later, styles.detail, space_before=1, sentence=True)] if later else []),
            *([Prose(omitted, styles.strong, space_before=4, sentence=True)] if omitted else []),
            _panel(sheet),
            table,
        ]
    )


def _facts(sheet: ComparisonSheet) -> str:
    """The initiatives compared, and the dates of their reviews."""
    language, sides = sheet.language, sheet.comparison.sides
    days = sorted(side.reviewed.case.review.dated for side in sides if side.reviewed)
    first, last = language.long_date(days[0]), language.long_date(days[-1])
    text = (
        language.gettext("Reviews of {day}", day=last)
        if days[0] == days[-1]
        else language.gettext("Reviews of {first} to {last}", first=first, last=last)
    )
    day = sheet.brief.day
    as_of = language.gettext("as of {day}", day=language.long_date(day)) if day else ""
    drafts = comparison_drafts_text(sheet.comparison, language)
    return dotted([*(cut(side.initiative.code, LONGEST_CODE) for side in sides), text, drafts, as_of])


def _panel(sheet: ComparisonSheet) -> Panel:
    """The answer on the tint of the verdict that is first; without one, on a neutral tint."""
    styles, language, comparison = sheet.styles, sheet.language, sheet.comparison
    palette, state = styles.palette, _first_state(sheet)
    headline = Prose(
        answer_headline(comparison, language),
        styles.verdict.coloured(palette.status(state)),
        role=Role.HEADING,
        sentence=True,
        element=sheet.references.heading("answer"),
    )
    reason, *rest = answer_sentences(comparison, language)
    texts = [
        Prose(reason, styles.body, space_before=3, indent=22, sentence=True),
        *(Prose(text, styles.detail, space_before=4, indent=22, sentence=True) for text in rest),
    ]
    return Panel(
        Stack([Marked(state, headline, palette, size=13, gap=9), *texts]),
        palette.tint(state),
        palette.status(state),
        space_before=14,
    )


def _first_state(sheet: ComparisonSheet) -> VerdictState:
    """The verdict in the first place."""
    first = sheet.comparison.ranking.first
    found = sheet.comparison.sides[first[0]].assessment if first else None
    return found.verdict.state if found else VerdictState.INCOMPLETE


def _rows(sheet: ComparisonSheet, most: int) -> Iterator[Row]:
    """The rows: place, verdict and gates; deciding reasons; path; costs and benefits."""
    comparison, language = sheet.comparison, sheet.language
    for row in status_rows(comparison, language):
        yield fact_row(sheet, replace(row, label=cut(row.label, LONGEST_LABEL)))
    reasons = [deciding_headlines(side, language) for side in comparison.sides]
    yield list_row(sheet, language.gettext("What decides it"), reasons, most)
    for row in path_rows(comparison, language):
        yield fact_row(sheet, row)
    if Omission.MONEY not in sheet.brief.left_out.omitted:
        yield fact_row(sheet, result_row(comparison, language))
