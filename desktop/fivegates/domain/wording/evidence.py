"""Sentences for evidence: the criteria that it supports, and its files."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from fivegates.domain.initiative.evidence_files import SHORT_DIGEST, DocumentKind
from fivegates.domain.initiative.initiative import Evidence, EvidenceFile
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric

_KILO = 1_000
_MEGA = 1_000_000
_TENTH = Decimal("0.1")


def size_text(size: int, language: Language) -> str:
    """A size in bytes, in the largest fitting unit: `812 kB`, `1.4 MB`."""
    if size < _KILO:
        return language.ngettext("{count} byte", "{count} bytes", size)
    if size < _MEGA:
        return language.gettext("{number} kB", number=language.number(size // _KILO))
    tenths = (Decimal(size) / _MEGA).quantize(_TENTH)
    return language.gettext("{number} MB", number=language.number(tenths))


def file_text(file: EvidenceFile, language: Language) -> str:
    """A file by its name and size: `Q2 report.pdf, 1.4 MB`."""
    return language.gettext("{name}, {size}", name=file.name, size=size_text(file.size, language))


def digest_text(file: EvidenceFile, language: Language) -> str:
    """A file by its name, size, and the first digits of its digest, as in a brief."""
    return language.gettext(
        "File: {file}, SHA-256 {digest}…",
        file=file_text(file, language),
        digest=file.digest[:SHORT_DIGEST],
    )


def document_kind_phrase(kind: DocumentKind, language: Language) -> str:
    """Name a kind after "the program for": "PDF documents"."""
    return {
        DocumentKind.PDF: language.pgettext("program for", "PDF documents"),
        DocumentKind.PICTURE: language.pgettext("program for", "pictures"),
        DocumentKind.TEXT: language.pgettext("program for", "text"),
        DocumentKind.TABLE: language.pgettext("program for", "tables (CSV)"),
        DocumentKind.MAIL: language.pgettext("program for", "mail"),
        DocumentKind.DOCUMENT: language.pgettext("program for", "text documents"),
        DocumentKind.SPREADSHEET: language.pgettext("program for", "spreadsheets"),
        DocumentKind.PRESENTATION: language.pgettext("program for", "presentations"),
    }[kind]


def criteria_text(criteria: Iterable[str], rubric: Rubric, language: Language) -> str:
    """Titles of criteria on one line; criteria of another rubric by their id."""
    return "; ".join(criteria_titles(criteria, rubric, language))


def counted_criteria_text(criteria: Sequence[str], rubric: Rubric, language: Language) -> str:
    """The same, preceded by the number of several criteria, for places that cut long lines."""
    text = criteria_text(criteria, rubric, language)
    if len(criteria) == 1:
        return text
    return language.ngettext(
        "{count} criterion: {criteria}", "{count} criteria: {criteria}", len(criteria), criteria=text
    )


def criteria_titles(criteria: Iterable[str], rubric: Rubric, language: Language) -> list[str]:
    """Title of each criterion; the id for a criterion of another rubric."""
    titles = {each.id: language.shipped(each.title) for each in rubric.criteria}
    return [titles.get(each, each) for each in criteria]


def others_text(item: Evidence, criterion: str, rubric: Rubric, language: Language) -> str:
    """Other criteria that the evidence supports; empty where there are none."""
    others = [each for each in item.criteria if each != criterion]
    if not others:
        return ""
    return language.ngettext(
        "One proof for this criterion and {count} other: {criteria}",
        "One proof for this criterion and {count} others: {criteria}",
        len(others),
        criteria=criteria_text(others, rubric, language),
    )


def shared_sentence(count: int, language: Language) -> str:
    """Number of pieces of evidence, at least one, that support several criteria, and the effect."""
    return language.ngettext(
        "{count} piece of evidence backs several criteria: an error in it puts the claims for all of them in "
        "doubt.",
        "{count} pieces of evidence back several criteria each: an error in one puts the claims for all of "
        "its criteria in doubt.",
        count,
    )
