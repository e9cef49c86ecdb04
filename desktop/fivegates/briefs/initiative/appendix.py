"""The appendix: every criterion with its evidence; actions, changes; the ledger; how it was reviewed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from fivegates.briefs.initiative.context import Sheet, dotted, of_both_days
from fivegates.briefs.initiative.costs import money_of
from fivegates.briefs.initiative.exceptions import exceptions
from fivegates.briefs.initiative.frameworks_chapter import frameworks_chapter
from fivegates.briefs.initiative.ledger_pages import ledger_pages
from fivegates.briefs.initiative.panel_chapter import panel_chapter
from fivegates.briefs.initiative.references import gate_place
from fivegates.briefs.initiative.track_record import track_record_pages
from fivegates.briefs.typesetting.arrangements import Columns, Item, Marked, heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Rule, Stack, running, web_link
from fivegates.briefs.typesetting.qr_code import QrCode
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import HAIRLINE, TextStyle
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.brief import Chapter
from fivegates.domain.economics.amounts import shared_places
from fivegates.domain.initiative.initiative import Action, ActionStatus, Change, Evidence
from fivegates.domain.review.case import earlier_name
from fivegates.domain.review.fingerprint import fingerprint
from fivegates.domain.review.receipt import receipt_of
from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.evidence_rule import weigh
from fivegates.domain.verdict.states import ProofState
from fivegates.domain.verdict.verdict import CriterionResult, GateResult, Standing, level_state
from fivegates.domain.web_addresses import host_of, web_address
from fivegates.domain.wording.action_list import due_text
from fivegates.domain.wording.backed import criteria_titles, others_text, shared_sentence
from fivegates.domain.wording.class_proof import cases_text
from fivegates.domain.wording.evidence_calendar import proof_text
from fivegates.domain.wording.evidence_files import digest_text
from fivegates.domain.wording.finality import (
    chain_sentence,
    corrected_sentence,
    correction_sentence,
    public_key_sentence,
    seal_sentence,
    sealed_scope_sentences,
)
from fivegates.domain.wording.glossary import glossary, how_to_read
from fivegates.domain.wording.meeting import matter_text
from fivegates.domain.wording.rehearsal import Question, rehearsal
from fivegates.domain.wording.risk_class import risk_sentences
from fivegates.domain.wording.verdicts import gate_detail, standing_text
from fivegates.domain.wording.words import (
    action_status_word,
    change_kind_word,
    evidence_kind_word,
    score_text,
)

TITLE_SHARE = 0.68
EVIDENCE_SHARE = 0.58
EVIDENCE_INDENT = 12
GAP = 12


def criterion_entry(sheet: Sheet, result: CriterionResult) -> Iterator[Block]:
    """All that is known of one criterion."""
    yield _head(sheet, result)
    yield from _level(sheet, result)
    yield from running(result.score.rationale, sheet.styles.body, space_before=3)
    yield from _evidence(sheet, result.criterion)


def _head(sheet: Sheet, result: CriterionResult) -> Block:
    """The title, and on the right what it is at."""
    title = Prose(
        sheet.language.shipped(result.criterion.title), sheet.styles.strong, role=Role.MINOR_HEADING
    )
    standing, style = _standing(sheet, result)
    right = Prose(standing, style, align=Align.RIGHT)
    return Columns(Stack([title]), Stack([right]), TITLE_SHARE, GAP, keep_with_next=True)


def _standing(sheet: Sheet, result: CriterionResult) -> tuple[str, TextStyle]:
    """What it is at, in the colour of what that makes of its gate."""
    palette, strong = sheet.styles.palette, sheet.styles.cell_strong
    text = standing_text(result, sheet.rubric.level_names, sheet.language)
    if result.effective is None:
        return text, strong.coloured(palette.incomplete)
    return text, strong.coloured(palette.status(level_state(result, sheet.rubric.thresholds)))


def _level(sheet: Sheet, result: CriterionResult) -> Iterator[Block]:
    """What the level means; for want of one, why; and whether the criterion is required."""
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
    """What it is and where; what kind, from when, and whether it still counts.

    Where it backs several criteria, reference, note and file are given under the first alone.
    """
    language, styles = sheet.language, sheet.styles
    left = [*running(item.title, styles.cell)]
    home = _home(sheet, item)
    if home == criterion.id:
        file = digest_text(item.file, language) if item.file else ""
        said = [item.note, cases_text(item, language), file]
        left += _reference(sheet, item.reference)
    else:
        (title,) = criteria_titles([home], sheet.rubric, language)
        said = [cases_text(item, language), language.gettext("Described under {criterion}.", criterion=title)]
    said.append(others_text(item, criterion.id, sheet.rubric, language))
    left += (block for text in said for block in running(text, styles.detail))
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
    """Where an item is; a web address is a link, which names its host."""
    address = web_address(reference)
    if address is None:
        yield from running(reference, sheet.styles.detail)
        return
    description = sheet.language.gettext("Page of {host}", host=host_of(address))
    yield web_link(address, reference.strip(), sheet.styles.detail, description=description)


def _counts(sheet: Sheet, criterion: Criterion, item: Evidence) -> tuple[str, TextStyle]:
    """Whether the review could count on an item, and for how long; what no longer counts stands out."""
    language, case, quiet = sheet.language, sheet.case, sheet.styles.detail
    if item.dated > case.review.dated:
        return language.gettext("dated after the review, so it does not count"), quiet
    found = weigh(item, criterion, case.changes, case.review.dated)
    if found.state is ProofState.CURRENT:
        now = sheet.brief.current.case
        found = weigh(item, criterion, now.changes, now.review.dated)
    current = found.state is ProofState.CURRENT
    return proof_text(found, language), quiet if current else quiet.coloured(sheet.styles.palette.closed)


# An entry lower than this stays on one page.
SHORT_ENTRY = 160


def appendix(sheet: Sheet) -> Stack:
    """Compose the chapters chosen; lists that are empty are left out."""
    chosen = (each for each in _COMPOSED if sheet.brief.extent.has(each))
    return Stack([block for each in chosen for block in _COMPOSED[each](sheet)])


def _criteria(sheet: Sheet) -> Iterator[Block]:
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
    said = shared_sentence(len(found), language)
    yield Prose(said, styles.body, space_before=3, sentence=True, keep_with_next=True)
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
    """One item, and under each criterion whether it counts there."""
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
        head, *rest = criterion_entry(sheet, result)
        yield Stack([head, *rest], space_before=6, together=SHORT_ENTRY, again=head)
        if result is not gate.criteria[-1]:
            yield Rule(styles.palette.hairline, HAIRLINE, space_before=8)


def _actions(sheet: Sheet) -> Iterator[Block]:
    """All actions, the open ones first, by due date."""
    language, styles = sheet.language, sheet.styles
    actions = sorted(sheet.case.actions, key=_action_order)
    if not actions:
        return
    columns = (
        Column(language.gettext("Action")),
        Column(language.gettext("Owner"), most=0.2),
        Column(language.gettext("Person-days"), most=0.14, align=Align.RIGHT),
        Column(language.gettext("By"), most=0.16, align=Align.RIGHT),
        Column(language.gettext("Status"), most=0.12),
    )
    yield heading(language.gettext("Actions"), styles)
    places = shared_places(action.effort for action in actions if action.effort is not None)
    yield table(columns, [_action_row(sheet, action, places) for action in actions], styles, space_before=4)


def _action_order(action: Action) -> tuple[bool, bool, str, str, int]:
    """Open first, then by due date; the rest only makes the order repeatable."""
    due = action.due.isoformat() if action.due else ""
    return action.status is not ActionStatus.OPEN, not due, due, action.title, action.id


def _action_row(sheet: Sheet, action: Action, places: int) -> Sequence[Cell]:
    """One action, with the criterion that it is for; its effort has so many decimals."""
    language, styles = sheet.language, sheet.styles
    titles = {c.id: language.shipped(c.title) for c in sheet.rubric.criteria}
    return (
        Cell(((action.title, styles.cell), (titles.get(action.criterion, ""), styles.cell_quiet))),
        _owner(sheet, action),
        Cell.of("–" if action.effort is None else language.number(action.effort, places), styles.cell),
        Cell.of(due_text(action, sheet.brief.current.case.review.dated, language), styles.cell),
        Cell.of(action_status_word(action.status, language), styles.cell_quiet),
    )


def _owner(sheet: Sheet, action: Action) -> Cell:
    """Who has it; that nobody has stands out while it is open."""
    styles = sheet.styles
    if action.owner.strip():
        return Cell.of(action.owner, styles.cell_quiet.whole)
    missing = styles.cell.coloured(styles.palette.closed)
    style = missing if action.status is ActionStatus.OPEN else styles.cell_quiet
    return Cell.of(sheet.language.gettext("unassigned"), style)


def _changes(sheet: Sheet) -> Iterator[Block]:
    """What changed on or before the review's date, the latest first."""
    language, styles = sheet.language, sheet.styles
    seen = [change for change in sheet.case.changes if change.dated <= sheet.case.review.dated]
    if not seen:
        return
    columns = (
        Column(language.gettext("Date"), most=0.16),
        Column(language.gettext("What changed"), most=0.16),
        Column(language.gettext("How")),
    )
    yield heading(language.gettext("Changes"), styles)
    yield table(
        columns, [_change_row(sheet, c) for c in sorted(seen, key=_change_order)], styles, space_before=4
    )


def _change_order(change: Change) -> tuple[int, str, str, int]:
    """Latest first; the rest only makes the order repeatable."""
    return -change.dated.toordinal(), change.kind.value, change.summary, change.id


def _change_row(sheet: Sheet, change: Change) -> Sequence[Cell]:
    """One change."""
    language, styles = sheet.language, sheet.styles
    return (
        Cell.of(language.short_date(change.dated), styles.cell),
        Cell.of(change_kind_word(change.kind, language), styles.cell_quiet),
        Cell.of(change.summary, styles.cell),
    )


def _words(sheet: Sheet) -> Iterator[Block]:
    """How to read the paper, and what its words mean."""
    styles, language = sheet.styles, sheet.language
    yield heading(language.gettext("How to read this"), styles)
    yield Prose(how_to_read(sheet.rubric, language), styles.body, space_before=4)
    money = money_of(sheet).economics is not None
    rows = [
        (Cell.of(word, styles.cell_strong), Cell.of(meaning, styles.cell))
        for word, meaning in glossary(sheet.rubric, language, money=money)
    ]
    yield table((Column("", most=0.24, least=0.24), Column("")), rows, styles, space_before=6)


def _questions(sheet: Sheet) -> Iterator[Block]:
    """What a director will ask, with answer, evidence and page; for the presenter."""
    styles, language = sheet.styles, sheet.language
    yield heading(language.gettext("Questions to expect"), styles)
    text = language.gettext("For the presenter alone, made by rule from this brief.")
    yield Prose(text, styles.note, space_before=2, keep_with_next=True)
    columns = (
        Column(language.gettext("Question"), most=0.34, least=0.34),
        Column(language.gettext("Answer")),
        Column(language.gettext("Evidence"), most=0.22, least=0.22),
        *_place_column(sheet),
    )
    rows = [_question_row(sheet, each) for each in rehearsal(sheet.brief, language)]
    yield table(columns, rows, styles, space_before=4)


def _place_column(sheet: Sheet) -> Iterator[Column]:
    """Where the paper has more: a page or a heading; nothing in a pack, whose pages are known later."""
    gettext = sheet.language.gettext
    if sheet.references.named:
        yield Column(gettext("Chapter"), most=0.18, least=0.18)
    elif sheet.references.numbered:
        yield Column(gettext("Page"), most=0.06, least=0.06, align=Align.RIGHT)


def _question_row(sheet: Sheet, question: Question) -> Sequence[Cell]:
    """One question, with its place."""
    styles = sheet.styles
    return (
        Cell.of(question.text, styles.cell_strong),
        Cell.of(question.answer, styles.cell),
        Cell.of(question.evidence, styles.cell_quiet),
        *_place(sheet, question),
    )


def _place(sheet: Sheet, question: Question) -> Iterator[Cell]:
    """The page, where page 1 has what is on no other; or the heading, with a link, where there is one."""
    quiet, references = sheet.styles.cell_quiet, sheet.references
    name = gate_place(question.gate) if question.gate else question.about
    if references.named:
        yield Cell(((references.titles.get(name, "–"), quiet),), leads_to=references.leads_to(name))
    elif references.numbered:
        yield Cell.of(sheet.language.number(references.pages.get(name, 1)), quiet)


def _about(sheet: Sheet) -> Iterator[Block]:
    """The initiative's own account, and how the review was made."""
    styles, language = sheet.styles, sheet.language
    yield heading(language.gettext("About this brief"), styles)
    rows = [
        (Cell.of(name, styles.cell_quiet), Cell(tuple((part, styles.cell) for part in values)))
        for name, values in _facts(sheet)
        if any(value.strip() for value in values)
    ]
    columns = (Column("", most=0.24), Column(""))
    yield table(columns, rows, styles, space_before=4)
    yield from _receipt(sheet)


def _receipt(sheet: Sheet) -> Iterator[Block]:
    """The receipt for the chain, as a line and as a QR code; nothing before the first final review."""
    receipt = receipt_of(sheet.brief.chain) if sheet.brief.chain else None
    if receipt is None:
        return
    language, styles = sheet.language, sheet.styles
    text = language.gettext(
        "Receipt for the chain of final reviews. “fivegates check FILE --receipt” compares this line, or "
        "that of the code, with the portfolio: they no longer match once a final review was replaced or gone."
    )
    yield Prose(text, styles.note, space_before=8, keep_with_next=True, sentence=True)
    yield Prose(receipt.line, styles.note, space_before=2, keep_with_next=True)
    yield QrCode(receipt.line, language.gettext("QR code of the receipt above"), space_before=8)


def _facts(sheet: Sheet) -> Iterator[tuple[str, list[str]]]:
    """Names and values; those that hold nothing are left out."""
    language, initiative, case = sheet.language, sheet.initiative, sheet.case
    rubric = case.rubric
    yield language.gettext("Initiative"), [dotted([initiative.code, initiative.name])]
    yield language.gettext("Name when made final"), [earlier_name(case.review, initiative.name)]
    yield language.gettext("Summary"), [initiative.summary]
    yield language.gettext("Business unit"), [initiative.business_unit]
    yield language.gettext("Sponsor"), [initiative.sponsor]
    yield language.gettext("Unit"), [initiative.unit]
    yield language.gettext("Providers"), [", ".join(initiative.providers)]
    yield language.gettext("Models"), [", ".join(initiative.models)]
    yield language.gettext("Tags"), [", ".join(initiative.tags)]
    yield language.gettext("Risk class"), _risk(sheet)
    yield language.gettext("Review"), [language.long_date(case.review.dated)]
    yield language.gettext("Reviewer"), [case.review.reviewer]
    yield language.gettext("Marking"), [sheet.brief.marking]
    yield language.gettext("Meeting"), matter_text(sheet.brief.record.meeting, language)
    yield (
        language.gettext("Rubric"),
        [
            dotted([language.shipped(rubric.name), f"{rubric.id} {rubric.version}"]),
            language.shipped(rubric.credit),
        ],
    )
    yield language.gettext("Status"), _status(sheet)
    yield language.gettext("Sealed"), sealed_scope_sentences(sheet.brief, language)
    yield language.gettext("Corrects"), [correction_sentence(case.review, language)]
    yield language.gettext("Corrected"), [corrected_sentence(case.review, sheet.brief.record, language)]
    yield language.gettext("Fingerprint"), [fingerprint(sheet.brief.fingerprinted), _meaning(sheet)]
    yield language.gettext("Chain"), _chain(sheet)
    yield language.gettext("Made with"), [sheet.brief.program]


def _risk(sheet: Sheet) -> list[str]:
    """The risk class with the rule that decides; nothing where the questions have not been answered."""
    case = sheet.brief.current.case
    return [] if case.risk is None else [*risk_sentences(case.risk, case.review.dated, sheet.language)]


def _meaning(sheet: Sheet) -> str:
    """What the fingerprint is good for."""
    return sheet.language.gettext(
        "SHA-256 over the review, its scores, the evidence and changes it saw, and the actions. "
        "A brief of the same review has the same fingerprint; if anything was altered, it differs."
    )


def _status(sheet: Sheet) -> list[str]:
    """Draft, or final: by whom, when, the whole hash, and the key that signed it."""
    seal = sheet.case.review.seal
    if seal is None:
        return [sheet.language.gettext("Draft: not final yet, it can still change")]
    key = [public_key_sentence(seal.signer, sheet.language)] if seal.signer else []
    return [seal_sentence(seal, sheet.language), seal.hash, *key]


def _chain(sheet: Sheet) -> list[str]:
    """How many reviews of the portfolio are final, and what the last hash is good for."""
    head = sheet.brief.chain
    if head is None:
        return []
    meaning = sheet.language.gettext(
        "Each final review is sealed with all that its verdict rests on and with the hash before it. "
        "“fivegates check” verifies them and prints the same number and hash, unless more became final since."
    )
    return [chain_sentence(head, sheet.language), meaning]


_COMPOSED: Final[Mapping[Chapter, Callable[[Sheet], Iterable[Block]]]] = {
    Chapter.CRITERIA: _criteria,
    Chapter.PANEL: panel_chapter,
    Chapter.ACTIONS: _actions,
    Chapter.CHANGES: _changes,
    Chapter.EXCEPTIONS: exceptions,
    Chapter.TRACK_RECORD: track_record_pages,
    Chapter.LEDGER: ledger_pages,
    Chapter.WORDS: _words,
    Chapter.FRAMEWORKS: frameworks_chapter,
    Chapter.QUESTIONS: _questions,
    Chapter.ABOUT: _about,
}
