"""One criterion in the appendix: its level in words, the rationale, the evidence with its dates."""

from collections.abc import Iterator, Sequence

from fivegates.briefs.arrangements import Columns
from fivegates.briefs.blocks import Align, Block, Prose, Stack, running
from fivegates.briefs.sheet import Sheet
from fivegates.briefs.structure import Role
from fivegates.briefs.styles import TextStyle
from fivegates.briefs.tables import Cell, Column, table
from fivegates.domain.initiatives import Evidence
from fivegates.domain.proof import weigh
from fivegates.domain.rubric import Criterion
from fivegates.domain.verdict import CriterionResult, Standing, below
from fivegates.domain.wording import evidence_kind_word, proof_text

TITLE_SHARE = 0.68
GAP = 12


def criterion_entry(sheet: Sheet, result: CriterionResult) -> Iterator[Block]:
    """All that is known of one criterion."""
    styles = sheet.styles
    yield _head(sheet, result)
    yield from _level(sheet, result)
    yield from running(result.score.rationale, styles.body, space_before=3)
    yield from _evidence(sheet, result.criterion)


def _head(sheet: Sheet, result: CriterionResult) -> Block:
    """The title, and on the right what it stands at."""
    title = Prose(result.criterion.title, sheet.styles.strong, role=Role.MINOR_HEADING)
    standing, style = _standing(sheet, result)
    right = Prose(standing, style, align=Align.RIGHT)
    head = Columns(Stack([title]), Stack([right]), TITLE_SHARE, GAP, space_before=6)
    head.keep_with_next = True
    return head


def _standing(sheet: Sheet, result: CriterionResult) -> tuple[str, TextStyle]:
    """The level that counts, and where it differs the claim; or why there is none."""
    language, styles, palette = sheet.language, sheet.styles, sheet.styles.palette
    thresholds = sheet.rubric.thresholds
    if result.standing is Standing.NOT_APPLICABLE:
        return language.gettext("Not applicable"), styles.cell_strong.coloured(palette.incomplete)
    if result.claimed is None or result.effective is None:
        return language.gettext("Not answered"), styles.cell_strong.coloured(palette.incomplete)
    passes = not below(result, thresholds.pass_level)
    style = styles.cell_strong.coloured(palette.open if passes else palette.closed)
    name = sheet.rubric.level_names[result.effective]
    if result.effective == result.claimed:
        return f"{language.number(result.effective)} {name}", style
    text = language.gettext(
        "{claimed} claimed → {effective} {name}",
        claimed=result.claimed,
        effective=result.effective,
        name=name,
    )
    return text, style


def _level(sheet: Sheet, result: CriterionResult) -> Iterator[Block]:
    """What the level means; for want of one, why; and whether the criterion is required."""
    language, styles = sheet.language, sheet.styles
    required = language.gettext("Required.") if result.criterion.required else ""
    text = _meaning(sheet, result)
    if required or text:
        yield Prose(f"{required} {text}".strip(), styles.detail)
    if result.claimed is None and result.score.not_applicable is not None:
        yield from running(result.score.not_applicable.reason, styles.body, space_before=3)


def _meaning(sheet: Sheet, result: CriterionResult) -> str:
    """The claimed level in the rubric's words, or what there is instead of one."""
    language, waiver = sheet.language, result.score.not_applicable
    if result.claimed is not None:
        return result.criterion.levels[result.claimed].text
    if waiver is None:
        return language.gettext("No level has been chosen.")
    if waiver.approver.strip():
        return language.gettext("Left out with the approval of {approver}.", approver=waiver.approver)
    if result.standing is Standing.UNSCORED and waiver.reason.strip():
        return language.gettext("Marked not applicable, but nobody has approved that.")
    return ""


def _evidence(sheet: Sheet, criterion: Criterion) -> Iterator[Block]:
    """The evidence for one criterion, the newest first."""
    items = [item for item in sheet.case.evidence if item.criterion == criterion.id]
    if not items:
        return
    language = sheet.language
    columns = (
        Column(language.gettext("Evidence")),
        Column(language.gettext("Kind"), most=0.14),
        Column(language.gettext("Dated"), most=0.14, align=Align.RIGHT),
        Column(language.gettext("Standing"), most=0.26),
    )
    items.sort(key=lambda item: (-item.dated.toordinal(), item.title, item.id))
    yield table(
        columns, [_evidence_row(sheet, criterion, item) for item in items], sheet.styles, space_before=4
    )


def _evidence_row(sheet: Sheet, criterion: Criterion, item: Evidence) -> Sequence[Cell]:
    """One item: what it is, where it is, when it was true, and whether it still counts."""
    language, styles = sheet.language, sheet.styles
    quiet = styles.cell_quiet
    return (
        Cell(((item.title, styles.cell), (item.reference, quiet), (item.note, quiet))),
        Cell.of(evidence_kind_word(item.kind, language), quiet),
        Cell.of(language.short_date(item.dated), styles.cell),
        Cell.of(_counts(sheet, criterion, item), quiet),
    )


def _counts(sheet: Sheet, criterion: Criterion, item: Evidence) -> str:
    """Whether the review may count on an item."""
    language, case = sheet.language, sheet.case
    if item.dated > case.review.dated:
        return language.gettext("dated after the review")
    return proof_text(weigh(item, criterion, case.changes, case.review.dated), language)
