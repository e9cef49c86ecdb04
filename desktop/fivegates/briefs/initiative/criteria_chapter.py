"""The chapter of the appendix on every criterion: its level, its rationale and its evidence."""

from collections.abc import Iterator, Sequence

from fivegates.briefs.initiative.context import Sheet, dotted, of_both_days
from fivegates.briefs.typesetting.arrangements import Columns, Item, Marked, heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Rule, Stack, running, web_link
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import HAIRLINE, TextStyle
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.evidence_rule import weigh
from fivegates.domain.verdict.states import ProofState
from fivegates.domain.verdict.verdict import CriterionResult, GateResult, Standing, level_state
from fivegates.domain.web_addresses import host_of, web_address
from fivegates.domain.wording.evidence import criteria_titles, digest_text, others_text, shared_sentence
from fivegates.domain.wording.evidence_calendar import proof_text
from fivegates.domain.wording.risk_class import cases_text
from fivegates.domain.wording.verdicts import effective_level_text, gate_detail
from fivegates.domain.wording.words import (
    evidence_kind_word,
    score_text,
)

TITLE_SHARE = 0.68
EVIDENCE_SHARE = 0.58
EVIDENCE_INDENT = 12
GAP = 12
# An entry lower than this stays on one page.
SHORT_ENTRY = 160


def criteria_chapter(sheet: Sheet) -> Iterator[Block]:
    """Every criterion, gate by gate."""
    yield heading(of_both_days(sheet, sheet.language.gettext("Appendix: every criterion")), sheet.styles)
    for gate in sheet.assessment.verdict.gates:
        yield from _gate(sheet, gate)
    yield from _shared(sheet)


def _shared(sheet: Sheet) -> Iterator[Block]:
    """The evidence that backs several criteria, each item once, the newest first."""
    styles, language = sheet.styles, sheet.language
    found = [item for item in sheet.case.evidence if len(_asked(sheet, item)) > 1]
    if not found:
        return
    found.sort(key=lambda item: (-item.dated.toordinal(), item.title, item.id))
    yield heading(language.gettext("Proofs that back several criteria"), styles)
    text = shared_sentence(len(found), language)
    yield Prose(text, styles.body, space_before=3, sentence=True, keep_with_next=True)
    columns = (
        Column(language.gettext("Evidence")),
        Column(language.gettext("Dated"), most=0.16),
        Column(language.gettext("Criteria"), most=0.46),
    )
    yield table(columns, [_shared_row(sheet, item) for item in found], styles, space_before=4)


def _asked(sheet: Sheet, item: Evidence) -> list[Criterion]:
    """The criteria of the rubric that an item backs."""
    return [each for each in sheet.rubric.criteria if item.backs(each.id)]


def _shared_row(sheet: Sheet, item: Evidence) -> Sequence[Cell]:
    """Return the row of an item of evidence, with its status under each criterion."""
    language, styles = sheet.language, sheet.styles
    lines: list[tuple[str, TextStyle]] = []
    for each in _asked(sheet, item):
        lines += [(language.shipped(each.title), styles.cell), _counts(sheet, each, item)]
    return (
        Cell.of(item.title, styles.cell),
        Cell.of(language.short_date(item.dated), styles.cell),
        Cell(tuple(lines)),
    )


def _gate(sheet: Sheet, gate: GateResult) -> Iterator[Block]:
    """A gate with its question, then each of its criteria."""
    styles, language = sheet.styles, sheet.language
    number = language.number(sheet.rubric.gate_number(gate.gate.id))
    title = Prose(
        f"{number}\u00a0\u00a0{language.shipped(gate.gate.name)}",
        styles.subheading,
        role=Role.SUBHEADING,
        outline=1,
        element=sheet.references.gate_heading(gate.gate.id),
    )
    yield Marked(gate.state, title, styles.palette, size=10, space_before=16, keep_with_next=True)
    score = score_text(gate.score, language) if gate.score is not None else ""
    state = dotted([gate_detail(gate, language), score, sheet.language.shipped(gate.gate.question)])
    yield Prose(state, styles.detail, indent=16, keep_with_next=True, sentence=True)
    yield Rule(styles.palette.hairline, HAIRLINE, space_before=6, keep_with_next=True)
    for result in gate.criteria:
        head, *rest = _entry(sheet, result)
        yield Stack([head, *rest], space_before=6, together=SHORT_ENTRY, again=head)
        if result is not gate.criteria[-1]:
            yield Rule(styles.palette.hairline, HAIRLINE, space_before=8)


def _entry(sheet: Sheet, result: CriterionResult) -> Iterator[Block]:
    """All that is known of one criterion."""
    yield _head(sheet, result)
    yield from _level(sheet, result)
    yield from running(result.score.rationale, sheet.styles.body, space_before=3)
    yield from _evidence(sheet, result.criterion)


def _head(sheet: Sheet, result: CriterionResult) -> Block:
    """The title, and the level on the right."""
    title = Prose(
        sheet.language.shipped(result.criterion.title), sheet.styles.strong, role=Role.MINOR_HEADING
    )
    standing, style = _standing(sheet, result)
    right = Prose(standing, style, align=Align.RIGHT)
    return Columns(Stack([title]), Stack([right]), TITLE_SHARE, GAP, keep_with_next=True)


def _standing(sheet: Sheet, result: CriterionResult) -> tuple[str, TextStyle]:
    """The level, in the colour of its effect on the gate."""
    palette, strong = sheet.styles.palette, sheet.styles.cell_strong
    text = effective_level_text(result, sheet.rubric.level_names, sheet.language)
    if result.effective is None:
        return text, strong.coloured(palette.incomplete)
    return text, strong.coloured(palette.status(level_state(result, sheet.rubric.thresholds)))


def _level(sheet: Sheet, result: CriterionResult) -> Iterator[Block]:
    """The meaning of the level, or why there is none; and whether the criterion is required."""
    language, styles = sheet.language, sheet.styles
    required = language.gettext("Required.") if result.criterion.required else ""
    text = _level_meaning(sheet, result)
    if required or text:
        yield Prose(f"{required} {text}".strip(), styles.detail, sentence=True)
    if result.claimed is None and result.score.not_applicable is not None:
        yield from running(result.score.not_applicable.reason, styles.body, space_before=3)


def _level_meaning(sheet: Sheet, result: CriterionResult) -> str:
    """The level that counts in the rubric's words, and what was claimed where that is another."""
    language, waiver = sheet.language, result.score.not_applicable
    if result.claimed is not None and result.effective == result.claimed:
        return sheet.language.shipped(result.criterion.levels[result.claimed].text)
    if result.claimed is not None:
        return language.gettext(
            "Claimed, but not borne out: “{claimed}”",
            claimed=language.shipped(result.criterion.levels[result.claimed].text),
        )
    if waiver is None:
        return language.gettext("No level has been chosen.")
    if waiver.approver.strip():
        return language.gettext("Left out with the approval of {approver}.", approver=waiver.approver)
    if result.standing is Standing.UNSCORED and waiver.reason.strip():
        return language.gettext("Marked not applicable, but nobody has approved that.")
    return ""


def _evidence(sheet: Sheet, criterion: Criterion) -> Iterator[Block]:
    """The evidence for one criterion, the newest first."""
    items = [item for item in sheet.case.evidence if item.backs(criterion.id)]
    items.sort(key=lambda item: (-item.dated.toordinal(), item.title, item.id))
    parent = Element(Role.LIST)
    for item in items:
        body = Stack([_item(sheet, criterion, item)])
        yield Item("", body, sheet.styles.cell, parent, indent=EVIDENCE_INDENT, space_before=4)


def _item(sheet: Sheet, criterion: Criterion, item: Evidence) -> Block:
    """Return the block of an item: title and reference; kind, date and status.

    Where it backs several criteria, reference, note and file are given under the first alone.
    """
    language, styles = sheet.language, sheet.styles
    left = [*running(item.title, styles.cell)]
    home = _home(sheet, item)
    if home == criterion.id:
        file = digest_text(item.file, language) if item.file else ""
        texts = [item.note, cases_text(item, language), file]
        left += _reference(sheet, item.reference)
    else:
        (title,) = criteria_titles([home], sheet.rubric, language)
        texts = [
            cases_text(item, language),
            language.gettext("Described under {criterion}.", criterion=title),
        ]
    texts.append(others_text(item, criterion.id, sheet.rubric, language))
    left += (block for text in texts for block in running(text, styles.detail))
    kind = language.gettext(
        "{kind} of {day}",
        kind=evidence_kind_word(item.kind, language),
        day=language.short_date(item.dated),
    )
    standing, style = _counts(sheet, criterion, item)
    right = [Prose(kind, styles.detail), Prose(standing, style)]
    return Columns(Stack(left), Stack(right), EVIDENCE_SHARE, GAP)


def _home(sheet: Sheet, item: Evidence) -> str:
    """The criterion of the rubric under which an item is given in full, one at least."""
    return next(each for each in item.criteria if each in {known.id for known in sheet.rubric.criteria})


def _reference(sheet: Sheet, reference: str) -> Iterator[Block]:
    """The reference of an item; a web address is a link, which names its host."""
    address = web_address(reference)
    if address is None:
        yield from running(reference, sheet.styles.detail)
        return
    description = sheet.language.gettext("Page of {host}", host=host_of(address))
    yield web_link(address, reference.strip(), sheet.styles.detail, description=description)


def _counts(sheet: Sheet, criterion: Criterion, item: Evidence) -> tuple[str, TextStyle]:
    """The status of an item in the review, and its last day; one that no longer counts is highlighted."""
    language, case, quiet = sheet.language, sheet.case, sheet.styles.detail
    if item.dated > case.review.dated:
        return language.gettext("dated after the review, so it does not count"), quiet
    found = weigh(item, criterion, case.changes, case.review.dated)
    if found.state is ProofState.CURRENT:
        now = sheet.brief.current.case
        found = weigh(item, criterion, now.changes, now.review.dated)
    current = found.state is ProofState.CURRENT
    return proof_text(found, language), quiet if current else quiet.coloured(sheet.styles.palette.closed)
