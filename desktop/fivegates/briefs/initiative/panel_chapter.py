"""The chapter on a panel: its members and ballots, their agreement, settlements and dissent."""

from collections.abc import Iterator, Sequence

from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, running
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.panel.overview import Dispute, PanelOverview, dissents, overview_of, rounds_of
from fivegates.domain.wording.panel import (
    SHORT_SEAL,
    answer_lines,
    answer_text,
    dissent_text,
    panel_lines,
    person_text,
)
from fivegates.domain.wording.words import verdict_word


def panel_chapter(sheet: Sheet) -> Iterator[Block]:
    """Each round, the last one first, then what was settled and who dissents; nothing without a panel."""
    panel, styles, language = sheet.case.review.panel, sheet.styles, sheet.language
    if panel is None:
        return
    yield heading(language.gettext("Appendix: the panel"), styles)
    last = overview_of(panel, sheet.case)
    for line in panel_lines(last, language):
        yield Prose(line, styles.body, space_before=3, sentence=True)
    for question in panel.questions:
        yield from running(question, styles.detail, space_before=2)
    yield from _rounds(sheet)
    yield from _disputes(sheet, last)
    yield from _dissent(sheet, last)


def _subheading(sheet: Sheet, title: str) -> Block:
    style = sheet.styles.subheading
    return Prose(title, style, role=Role.SUBHEADING, outline=1, space_before=14, keep_with_next=True)


def _rounds(sheet: Sheet) -> Iterator[Block]:
    """Every ballot of every round, with the verdict that it gives as a whole, and its seal."""
    panel, styles, language = sheet.case.review.panel, sheet.styles, sheet.language
    if panel is None or not rounds_of(panel):
        return
    gettext = language.gettext
    day = language.short_date(sheet.case.review.dated)
    columns = (
        Column(gettext("Round"), most=0.1, align=Align.RIGHT),
        Column(gettext("Who")),
        Column(gettext("Handed in"), most=0.2),
        Column(gettext("Verdict as of {day}", day=day), most=0.28),
        Column(gettext("Seal"), most=0.14),
    )
    rows = [
        (
            Cell.of(language.number(ballot.round), styles.cell),
            Cell.of(person_text(ballot), styles.cell),
            Cell.of(language.short_date(ballot.handed_in.date()) if ballot.handed_in else "", styles.cell),
            Cell.of(verdict_word(verdict, language), styles.cell),
            Cell.of(ballot.seal[:SHORT_SEAL], styles.cell),
        )
        for number in rounds_of(panel)
        for found in (overview_of(panel, sheet.case, number),)
        for ballot, verdict in zip(found.ballots, found.verdicts, strict=True)
    ]
    yield _subheading(sheet, gettext("Ballots"))
    yield table(columns, rows, styles, space_before=4)


def _disputes(sheet: Sheet, found: PanelOverview) -> Iterator[Block]:
    """The criteria in dispute, with each ballot's answer and the settlement."""
    gettext = sheet.language.gettext
    if not found.disputes:
        return
    columns = (
        Column(gettext("Criterion"), most=0.3),
        Column(gettext("Levels"), most=0.3),
        Column(gettext("Settled"), most=0.1, align=Align.RIGHT),
        Column(gettext("Why")),
    )
    yield _subheading(sheet, gettext("What they differ on"))
    rows = [_row(sheet, each, found) for each in found.disputes]
    yield table(columns, rows, sheet.styles, space_before=4)


def _row(sheet: Sheet, dispute: Dispute, found: PanelOverview) -> Sequence[Cell]:
    styles, language, settled = sheet.styles, sheet.language, dispute.settled
    return (
        Cell.of(sheet.language.shipped(dispute.spread.criterion.title), styles.cell_strong),
        Cell(tuple((line, styles.cell) for line in answer_lines(dispute.spread, found.ballots, language))),
        Cell.of(answer_text(settled, language), styles.cell_strong),
        Cell.of(settled.rationale if settled else "", styles.cell),
    )


def _dissent(sheet: Sheet, found: PanelOverview) -> Iterator[Block]:
    """The ballots that differ from the agreed level, with the reason."""
    if found.panel.agreed is None:
        return
    lines = list(dissents(found, sheet.case.review.scores))
    if lines:
        yield _subheading(sheet, sheet.language.gettext("Dissent"))
    before = None
    for each in lines:
        if each.criterion is not before:
            yield Prose(
                sheet.language.shipped(each.criterion.title),
                sheet.styles.cell_strong,
                space_before=5,
                keep_with_next=True,
            )
        before = each.criterion
        yield from running(dissent_text(each, sheet.language), sheet.styles.body, space_before=1)
