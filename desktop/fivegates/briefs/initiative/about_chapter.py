"""The last chapter of the appendix: description of the initiative, details of the review, and its receipt."""

from collections.abc import Iterator

from fivegates.briefs.initiative.context import Sheet, dotted
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Block, Prose
from fivegates.briefs.typesetting.qr_code import QrCode
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.domain.review.case import earlier_name
from fivegates.domain.review.chain import receipt_of
from fivegates.domain.review.fingerprint import fingerprint
from fivegates.domain.wording.finality import (
    chain_sentence,
    corrected_sentence,
    correction_sentence,
    public_key_sentence,
    seal_sentence,
    sealed_scope_sentences,
)
from fivegates.domain.wording.papers import meeting_details_text
from fivegates.domain.wording.risk_class import risk_sentences


def about_chapter(sheet: Sheet) -> Iterator[Block]:
    """The description of the initiative, and the details of the review."""
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
    yield language.gettext("Meeting"), meeting_details_text(sheet.brief.record.meeting, language)
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
    """The explanation of the fingerprint."""
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
    """The number of final reviews, and the explanation of the last hash."""
    head = sheet.brief.chain
    if head is None:
        return []
    meaning = sheet.language.gettext(
        "Each final review is sealed with all that its verdict rests on and with the hash before it. "
        "“fivegates check” verifies them and prints the same number and hash, unless more became final since."
    )
    return [chain_sentence(head, sheet.language), meaning]
