import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.evidence_files import (
    KINDS,
    LONGEST_NAME,
    MOST_BYTES,
    DocumentKind,
    clean_name,
    digest_of,
    ending_of,
    file_problems,
    kind_of,
)
from fivegates.domain.initiative.initiative import EvidenceFile


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\minutes.docx", "minutes.docx"),
        ("a:b*c?.pdf", "a_b_c_.pdf"),
        ("  spaced\tout .pdf", "spacedout.pdf"),
        ("line\nbreak.pdf", "linebreak.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ("half\ud800.pdf", "half.pdf"),
        ("nul.pdf", "_nul.pdf"),
        ("COM1.tar.pdf", "_COM1.tar.pdf"),
        ("console.pdf", "console.pdf"),
        (".hidden", "file.hidden"),
        ("...", "file"),
        ("", "file"),
        (".pdf", "file.pdf"),
        ("name. . .", "name"),
        ("e\u0301tude.pdf", "\u00e9tude.pdf"),
        ("x" * 400 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
        ("\u6d4b" * 100 + ".pdf", "\u6d4b" * ((LONGEST_NAME - 4) // 3) + ".pdf"),
    ],
)
def test_names_are_made_harmless(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


@given(st.text(max_size=300))
def test_a_clean_name_is_one_short_name_and_stays_as_it_is(name: str) -> None:
    cleaned = clean_name(name)
    assert cleaned
    assert not set(cleaned) & set('/\\<>:"|?*\0')
    assert len(cleaned.encode()) <= LONGEST_NAME
    assert not cleaned.startswith(".")
    assert not cleaned.endswith((".", " "))
    assert clean_name(cleaned) == cleaned


@given(st.sampled_from(sorted(KINDS)), st.text(alphabet="ab.\u202e /\\", max_size=300))
def test_the_ending_that_a_person_sees_is_the_one_that_counts(ending: str, stem: str) -> None:
    assert ending_of(clean_name(f"{stem}x.{ending}")) == ending


def test_a_kept_file_is_of_a_kind() -> None:
    assert kind_of("A.PDF") is DocumentKind.PDF
    assert kind_of("a.b.xlsx") is DocumentKind.SPREADSHEET
    assert ending_of("none") == ending_of(".pdf") == ""


def places(file: EvidenceFile | None) -> list[str]:
    return [problem.place for problem in file_problems("file", file)]


def test_what_is_said_of_a_file_is_checked() -> None:
    sound = EvidenceFile("report.pdf", digest_of(b"x"), 1)
    assert not places(None)
    assert not places(sound)
    assert places(EvidenceFile("../report.pdf", sound.digest, 1)) == ["file.name"]
    assert places(EvidenceFile("", sound.digest, 1)) == ["file.name"]
    assert places(EvidenceFile("report.exe", sound.digest, 1)) == ["file.name"]
    assert places(EvidenceFile("report.pdf", sound.digest.upper(), 1)) == ["file.sha256"]
    assert places(EvidenceFile("report.pdf", sound.digest + "\n", 1)) == ["file.sha256"]
    assert places(EvidenceFile("report.pdf", sound.digest, 0)) == ["file.size"]
    assert places(EvidenceFile("report.pdf", sound.digest, MOST_BYTES + 1)) == ["file.size"]


def test_each_problem_is_a_sentence() -> None:
    problems = list(file_problems("file", EvidenceFile("report.exe", "", 0)))
    assert problems
    for problem in problems:
        assert isinstance(problem.reason, UserError)
        assert str(problem.reason).endswith(".")
