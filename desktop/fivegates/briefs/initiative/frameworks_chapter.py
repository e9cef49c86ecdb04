"""The chapter on frameworks: the basis of each item, with its proof and last day."""

from collections.abc import Iterator, Sequence

from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.frameworks.coverage import Basis, Coverage, ItemCoverage, coverages_of_brief
from fivegates.domain.wording.frameworks import (
    basis_text,
    basis_word,
    coverage_sentence,
    framework_title,
    item_details,
    mapping_note,
    source_text,
)


def frameworks_chapter(sheet: Sheet) -> Iterator[Block]:
    """Every framework as of the day of the paper; nothing where there is none."""
    found = coverages_of_brief(sheet.brief)
    if not found:
        return
    language, styles = sheet.language, sheet.styles
    yield heading(language.gettext("Appendix: frameworks"), styles)
    yield Prose(mapping_note(language), styles.body, space_before=4, sentence=True)
    yield _summary(sheet, found)
    for coverage in found:
        yield from _framework(sheet, coverage)


def _summary(sheet: Sheet, found: Sequence[Coverage]) -> Block:
    """A row a framework: the number of items by basis."""
    language, styles = sheet.language, sheet.styles
    columns = (
        Column(language.gettext("Framework")),
        *(Column(basis_word(basis, language), most=0.13, align=Align.RIGHT) for basis in Basis),
    )
    rows = [
        (
            Cell.of(framework_title(each.framework, language), styles.cell_strong),
            *(Cell.of(language.number(each.counts[basis]), styles.cell) for basis in Basis),
        )
        for each in found
    ]
    return table(columns, rows, styles, space_before=8)


def _framework(sheet: Sheet, coverage: Coverage) -> Iterator[Block]:
    """Yield the blocks of a framework: its title, coverage, items and source."""
    language, styles = sheet.language, sheet.styles
    yield Prose(
        framework_title(coverage.framework, language),
        styles.subheading,
        role=Role.SUBHEADING,
        outline=1,
        space_before=16,
        keep_with_next=True,
    )
    sentence = coverage_sentence(coverage, language)
    yield Prose(sentence, styles.body, space_before=2, keep_with_next=True, sentence=True)
    columns = (
        Column(language.gettext("Item"), most=0.36),
        Column(language.gettext("Rests on"), most=0.2),
        Column(language.gettext("Criteria with their proof, and what is open")),
    )
    rows = [_row(sheet, coverage, item) for item in coverage.items]
    yield table(columns, rows, styles, space_before=4)
    yield Prose(source_text(coverage.framework, language), styles.note, space_before=6, sentence=True)


def _row(sheet: Sheet, coverage: Coverage, item: ItemCoverage) -> tuple[Cell, Cell, Cell]:
    """Return the row of an item; one without a basis is in the colour of a closed gate."""
    language, styles = sheet.language, sheet.styles
    style = styles.cell
    if item.basis is Basis.NOTHING:
        style = styles.cell.coloured(styles.palette.closed)
    elif item.basis in {Basis.NOT_ASKED, Basis.NOT_APPLICABLE}:
        style = styles.cell_quiet
    details = item_details(coverage, item, language, short=True)
    return (
        Cell(((item.item.ref, styles.cell_strong), (sheet.language.shipped(item.item.title), styles.cell))),
        Cell.of(basis_text(item, language), style),
        Cell(tuple((detail, styles.cell_quiet) for detail in details)),
    )
