"""One criterion in the appendix: its level in words, the rationale, the evidence with its dates."""

from collections.abc import Iterator

from fivegates.briefs.arrangements import Columns, Item
from fivegates.briefs.blocks import Align, Block, Prose, Stack, running
from fivegates.briefs.sheet import Sheet
from fivegates.briefs.structure import Element, Role
from fivegates.briefs.styles import TextStyle
from fivegates.domain.initiatives import Evidence
from fivegates.domain.levels import level_state
from fivegates.domain.proof import ProofState, weigh
from fivegates.domain.rubric import Criterion
from fivegates.domain.verdict import CriterionResult, Standing
from fivegates.domain.wording.files import digest_text
from fivegates.domain.wording.levels import standing_text
from fivegates.domain.wording.proofs import proof_text
from fivegates.domain.wording.words import evidence_kind_word

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
    """The title, and on the right what it stands at."""
    title = Prose(result.criterion.title, sheet.styles.strong, role=Role.MINOR_HEADING)
    standing, style = _standing(sheet, result)
    right = Prose(standing, style, align=Align.RIGHT)
    return Columns(Stack([title]), Stack([right]), TITLE_SHARE, GAP, keep_with_next=True)


def _standing(sheet: Sheet, result: CriterionResult) -> tuple[str, TextStyle]:
    """What it stands at, in the colour of what that makes of its gate."""
    palette, strong = sheet.styles.palette, sheet.styles.cell_strong
    text = standing_text(result, sheet.rubric.level_names, sheet.language)
    if result.effective is None:
        return text, strong.coloured(palette.incomplete)
    return text, strong.coloured(palette.status(level_state(result, sheet.rubric.thresholds)))


def _level(sheet: Sheet, result: CriterionResult) -> Iterator[Block]:
    """What the level means; for want of one, why; and whether the criterion is required."""
    language, styles = sheet.language, sheet.styles
    required = language.gettext("Required.") if result.criterion.required else ""
    text = _meaning(sheet, result)
    if required or text:
        yield Prose(f"{required} {text}".strip(), styles.detail, sentence=True)
    if result.claimed is None and result.score.not_applicable is not None:
        yield from running(result.score.not_applicable.reason, styles.body, space_before=3)


def _meaning(sheet: Sheet, result: CriterionResult) -> str:
    """The level that counts in the rubric's words, and what was claimed where that is another."""
    language, waiver = sheet.language, result.score.not_applicable
    if result.claimed is not None and result.effective == result.claimed:
        return result.criterion.levels[result.claimed].text
    if result.claimed is not None:
        return language.gettext(
            "Claimed, but not borne out: “{claimed}”", claimed=result.criterion.levels[result.claimed].text
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
    items = [item for item in sheet.case.evidence if item.criterion == criterion.id]
    items.sort(key=lambda item: (-item.dated.toordinal(), item.title, item.id))
    parent = Element(Role.LIST)
    for item in items:
        body = Stack([_item(sheet, criterion, item)])
        yield Item("", body, sheet.styles.cell, parent, indent=EVIDENCE_INDENT, space_before=4)


def _item(sheet: Sheet, criterion: Criterion, item: Evidence) -> Block:
    """What it is and where; what kind, from when, and whether it still counts."""
    language, styles = sheet.language, sheet.styles
    file = digest_text(item.file, language) if item.file else ""
    details = ((text, styles.detail) for text in (item.reference, item.note, file))
    texts = ((item.title, styles.cell), *details)
    left = [block for text, style in texts for block in running(text, style)]
    kind = language.gettext(
        "{kind} of {day}",
        kind=evidence_kind_word(item.kind, language),
        day=language.short_date(item.dated),
    )
    standing, style = _counts(sheet, criterion, item)
    right = [Prose(kind, styles.detail), Prose(standing, style)]
    return Columns(Stack(left), Stack(right), EVIDENCE_SHARE, GAP)


def _counts(sheet: Sheet, criterion: Criterion, item: Evidence) -> tuple[str, TextStyle]:
    """Whether the review may count on an item; what no longer counts stands out."""
    language, case, quiet = sheet.language, sheet.case, sheet.styles.detail
    if item.dated > case.review.dated:
        return language.gettext("dated after the review, so it does not count"), quiet
    found = weigh(item, criterion, case.changes, case.review.dated)
    current = found.state is ProofState.CURRENT
    return proof_text(found, language), quiet if current else quiet.coloured(sheet.styles.palette.closed)
