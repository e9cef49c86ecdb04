import pytest

from fivegates.domain.initiative.evidence_files import DocumentKind
from fivegates.domain.initiative.initiative import EvidenceFile
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.evidence import digest_text, document_kind_phrase, file_text, size_text


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (999_999, "999 kB"),
        (1_000_000, "1 MB"),
        (1_449_999, "1.4 MB"),
        (20_000_000, "20 MB"),
    ],
)
def test_a_size_is_reported_in_its_largest_unit(size: int, said: str) -> None:
    assert size_text(size, ENGLISH) == said


def test_a_file_is_named_with_its_size_and_on_paper_with_its_digest() -> None:
    file = EvidenceFile("Q2 report.pdf", "3f9c21ab45de" + "0" * 52, 1_412_000)
    assert file_text(file, ENGLISH) == "Q2 report.pdf, 1.4 MB"
    assert digest_text(file, ENGLISH) == "File: Q2 report.pdf, 1.4 MB, SHA-256 3f9c21ab45de…"


def test_every_kind_has_words() -> None:
    assert len({document_kind_phrase(kind, ENGLISH) for kind in DocumentKind}) == len(DocumentKind)
