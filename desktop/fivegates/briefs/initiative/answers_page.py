"""The page of answers to a board's questions on risk: attackers, the AI Act, and waivers.

Each answer has the proof behind it and the day on which that ends, all as of the day of the paper.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.initiative.exceptions import waiver_table
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Block, Prose, Stack
from fivegates.briefs.typesetting.styles import Frame
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.brief import Chapter
from fivegates.domain.frameworks.coverage import Basis, Coverage, ItemCoverage, coverage_of
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.verdict.states import ProofState
from fivegates.domain.verdict.verdict import CriterionResult, Standing, is_waived, level_state
from fivegates.domain.wording.answers import (
    ACT,
    articles_of,
    concerned_text,
    no_waiver_text,
    none_asked_text,
    rest_text,
    security_criteria,
)
from fivegates.domain.wording.evidence_calendar import proof_sentence
from fivegates.domain.wording.frameworks import (
    basis_text,
    coverage_sentence,
    item_title,
    short_criterion_text,
)
from fivegates.domain.wording.risk_class import cases_text, risk_sentences, shortfall_text, unclassified_text
from fivegates.domain.wording.verdicts import effective_level_text
from fivegates.domain.wording.waivers import exceptions_finding, waiver_clause
from fivegates.domain.wording.words import UNKNOWN, capitalised, sentence

MOST_ROWS: Final = 12
"""Rows of a table; with fewer the page still says how many more there are."""


def answers_page(sheet: Sheet, frame: Frame) -> Stack:
    """Compose the page, with as many rows as one page holds; empty where there is nothing to answer with."""
    if not sheet.brief.extent.has(Chapter.ANSWERS) or not _has_answers(sheet):
        return Stack(())
    page, most = _page(sheet, MOST_ROWS), MOST_ROWS
    while most > 1 and page.height(frame.width) > frame.height:
        most -= 1
        page = _page(sheet, most)
    return page


def _page(sheet: Sheet, most: int) -> Stack:
    """The three answers, with `most` rows each at most."""
    return Stack([*_attackers(sheet, most), *_ai_act(sheet, most), *_allowed(sheet, most)])


def _has_answers(sheet: Sheet) -> bool:
    """True if attackers are covered, a risk class is known, or something was waived."""
    case = sheet.brief.current.case
    return bool(case.risk or _granted(sheet) or security_criteria(sheet.brief.frameworks, case.rubric))


def _granted(sheet: Sheet) -> list[Waiver]:
    """The waivers granted by the day of the paper."""
    case = sheet.brief.current.case
    return [waiver for waiver in case.waivers if waiver.granted <= case.review.dated]


def _attackers(sheet: Sheet, most: int) -> Iterator[Block]:
    """The criteria that ask about attackers, each with its level, its proof, and until when that holds."""
    gettext, styles = sheet.language.gettext, sheet.styles
    yield heading(gettext("Does it withstand attackers?"), styles)
    asked = security_criteria(sheet.brief.frameworks, sheet.rubric)
    if not asked:
        yield Prose(none_asked_text(sheet.rubric, sheet.language), styles.body, space_before=4, sentence=True)
        return
    columns = (
        Column(gettext("Criterion"), most=0.34),
        Column(gettext("Proof behind it")),
        Column(gettext("Until when"), most=0.22),
    )
    results = [sheet.brief.current.verdict.criterion(each) for each in asked[:most]]
    yield table(columns, [_criterion_row(sheet, result) for result in results], styles, space_before=4)
    yield from _rest(sheet, len(asked) - len(results))


def _criterion_row(sheet: Sheet, result: CriterionResult) -> Sequence[Cell]:
    """Return the row of a criterion; a level that fails has the colour of its effect on its gate."""
    language, styles = sheet.language, sheet.styles
    standing, style = effective_level_text(result, sheet.rubric.level_names, language), styles.cell_strong
    if result.effective is not None:
        state = level_state(result, sheet.rubric.thresholds)
        style = style.coloured(styles.palette.status(state))
    item, short = result.proof.evidence, result.shortfall
    texts = (
        sentence(proof_sentence(result.proof, language)) if item else language.gettext("There is none."),
        sentence(cases_text(item, language)) if item and cases_text(item, language) else "",
        sentence(shortfall_text(short, language)) if short and result.short_of_proof else "",
        sentence(waiver_clause(result.waiver, language)) if result.waiver and is_waived(result) else "",
    )
    return (
        Cell(((sheet.language.shipped(result.criterion.title), styles.cell), (standing, style))),
        Cell(tuple((text, styles.cell_quiet) for text in texts if text)),
        Cell.of(_until(sheet, result), styles.cell),
    )


def _until(sheet: Sheet, result: CriterionResult) -> str:
    """The last day of a proof that is current, or the day to look again at what does not apply."""
    language, left_out = sheet.language, result.score.not_applicable
    if result.standing is Standing.NOT_APPLICABLE and left_out is not None:
        return language.long_date(left_out.review_by) if left_out.review_by else UNKNOWN
    if result.proof.state is not ProofState.CURRENT or result.proof.lapses_on is None:
        return UNKNOWN
    return language.long_date(result.proof.lapses_on)


def _ai_act(sheet: Sheet, most: int) -> Iterator[Block]:
    """The risk class with what decides it, then what the articles rest on, the weakest first."""
    language, styles, current = sheet.language, sheet.styles, sheet.brief.current
    yield heading(language.gettext("What does the AI Act ask of it?"), styles)
    risk = current.case.risk
    sentences = (
        list(risk_sentences(risk, current.case.review.dated, language))
        if risk
        else [unclassified_text(language)]
    )
    yield Prose(" ".join(sentences), styles.body, space_before=4, sentence=True)
    for framework in sheet.brief.frameworks:
        if framework.code == ACT:
            reviewed = sheet.case.review.dated
            found = coverage_of(framework, sheet.initiative, current.case, reviewed, current.verdict)
            yield from _coverage(sheet, found, most)


def _coverage(sheet: Sheet, found: Coverage, most: int) -> Iterator[Block]:
    """Coverage of the articles: in all, then those of its class, the weakest first."""
    language, styles = sheet.language, sheet.styles
    risk = sheet.brief.current.case.risk
    asked = articles_of(found, risk)
    text = coverage_sentence(found, language)
    if risk is not None:
        text = f"{text} {concerned_text(len(asked), len(found.items), language)}"
    yield Prose(text, styles.body, space_before=4, sentence=True)
    if not asked:
        return
    columns = (
        Column(language.gettext("Article")),
        Column(language.gettext("Rests on"), most=0.44),
    )
    rows = [_item_row(sheet, item) for item in asked[:most]]
    yield table(columns, rows, styles, space_before=4)
    yield from _rest(sheet, len(asked) - len(rows))


def _item_row(sheet: Sheet, item: ItemCoverage) -> Sequence[Cell]:
    """Return the row of an article with the basis of its criteria; a bare one has the closed colour."""
    styles = sheet.styles
    bare = item.basis in {Basis.NOTHING, Basis.NOT_ASKED}
    style = styles.cell.coloured(styles.palette.closed) if bare else styles.cell
    proofs = [short_criterion_text(each, sheet.language) for each in item.criteria]
    texts = ((item_title(item.item, sheet.language), styles.cell), ("; ".join(proofs), styles.cell_quiet))
    rests = Cell.of(basis_text(item, sheet.language), style)
    return Cell(tuple((text, look) for text, look in texts if text)), rests


def _allowed(sheet: Sheet, most: int) -> Iterator[Block]:
    """The waivers with approver and last day."""
    language, styles = sheet.language, sheet.styles
    yield heading(language.gettext("Who allowed an exception, and until when?"), styles)
    granted, on = _granted(sheet), sheet.brief.current.case.review.dated
    if not granted:
        yield Prose(no_waiver_text(on, language), styles.body, space_before=4, sentence=True)
        return
    finding = exceptions_finding(granted, on, language)
    yield Prose(capitalised(finding), styles.body, space_before=4, sentence=True, keep_with_next=True)
    # Those in force come first: what ended is history.
    ordered = sorted(granted, key=lambda each: (not each.in_force(on), each.until))
    yield waiver_table(sheet, ordered[:most])
    yield from _rest(sheet, len(granted) - most)


def _rest(sheet: Sheet, count: int) -> Iterator[Block]:
    """A note with the number of rows that are left out."""
    if count > 0:
        yield Prose(rest_text(count, sheet.language), sheet.styles.detail, space_before=3, sentence=True)
