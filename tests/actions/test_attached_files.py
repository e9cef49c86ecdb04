"""A file of evidence on its way in and out: whole, judged each time, and in every copy of the portfolio."""

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from acting import created
from builders import REVIEWED
from documents import PDF, PNG, PROGRAM, office, pdf
from stored import run_outside

from fivegates.actions import queries
from fivegates.actions.attention import gather_attention
from fivegates.actions.evidence import (
    Attachment,
    add_evidence,
    add_files,
    attached_content,
    edit_evidence,
    picture_attachment,
    read_attachment,
    remove_evidence,
    save_attached,
)
from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.exchange import export_json, import_json, read_json
from fivegates.actions.file.files import close_portfolio, open_portfolio, save_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.private_copies import PREFIX, PrivateCopies
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.initiatives import duplicate_initiative
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.initiative.evidence_files import MOST_BYTES
from fivegates.domain.initiative.initiative import UNASSIGNED, Evidence, EvidenceKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.attention import UnassignedEvidence
from fivegates.exchange.evidence.contents import evidence_file
from fivegates.store.records.evidence_files import read_contents


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A PDF on the disk."""
    path = tmp_path / "Q2 report.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def attached(opened: OpenPortfolio, initiative_id: int, report: Path) -> Evidence:
    """Evidence with that PDF."""
    add(opened, initiative_id, read_attachment(report))
    return items(opened, initiative_id)[0]


def add(opened: OpenPortfolio, initiative_id: int, attachment: Attachment) -> int:
    item = Evidence("value-owner", EvidenceKind.DOCUMENT, "Report", REVIEWED, file=attachment.file)
    return created(add_evidence(opened, initiative_id, item, attachment.content))


def items(opened: OpenPortfolio, initiative_id: int) -> tuple[Evidence, ...]:
    return queries.record(opened, initiative_id).evidence


def test_a_file_goes_in_and_comes_out_as_it_was(
    opened: OpenPortfolio, attached: Evidence, tmp_path: Path
) -> None:
    assert attached.file
    assert (attached.file.name, attached.file.size) == ("Q2 report.pdf", len(PDF))
    assert attached_content(opened, attached) == PDF
    save_attached(opened, attached, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == PDF


def test_evidence_without_a_file_says_so(opened: OpenPortfolio, attached: Evidence, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="“Report” has no file attached"):
        save_attached(opened, replace(attached, file=None), tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_attaching_and_detaching_can_be_undone(
    opened: OpenPortfolio, initiative_id: int, attached: Evidence
) -> None:
    edit_evidence(opened, replace(attached, file=None))
    assert items(opened, initiative_id)[0].file is None
    undo(opened)
    assert items(opened, initiative_id) == (attached,)
    remove_evidence(opened, attached.id)
    undo(opened)
    undo(opened)
    assert not items(opened, initiative_id)
    redo(opened)
    assert attached_content(opened, items(opened, initiative_id)[0]) == PDF


def test_another_file_takes_its_place(opened: OpenPortfolio, initiative_id: int, attached: Evidence) -> None:
    other = pdf(b"/Lang(en)")
    found = replace(attached, file=evidence_file("other.pdf", other))
    edit_evidence(opened, found, other)
    assert attached_content(opened, items(opened, initiative_id)[0]) == other


def test_a_copy_of_an_initiative_has_the_file_too(
    opened: OpenPortfolio, initiative_id: int, attached: Evidence
) -> None:
    copy = created(duplicate_initiative(opened, initiative_id))
    (item,) = items(opened, copy)
    assert item.file == attached.file
    assert attached_content(opened, item) == PDF


def test_what_was_deleted_is_not_in_the_closed_file(
    opened: OpenPortfolio, attached: Evidence, tmp_path: Path
) -> None:
    remove_evidence(opened, attached.id)
    again = open_portfolio(opened.path, tmp_path / "backups")
    close_portfolio(again)
    assert PDF not in opened.path.read_bytes()


def test_the_json_carries_files_there_and_back(
    opened: OpenPortfolio, attached: Evidence, tmp_path: Path
) -> None:
    assert attached.file
    export_json(opened, tmp_path / "all.json")
    other = create_filled(tmp_path / "other.fivegates", read_json(tmp_path / "all.json"))
    assert read_contents(other.file) == {attached.file.digest: PDF}
    export_json(other, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "all.json").read_bytes()
    close_portfolio(other)
    check_portfolio(tmp_path / "other.fivegates")


def test_files_come_with_what_is_imported(opened: OpenPortfolio, attached: Evidence, tmp_path: Path) -> None:
    export_json(opened, tmp_path / "all.json")
    text = (tmp_path / "all.json").read_text(encoding="utf-8")
    (tmp_path / "all.json").write_text(text.replace('"CLAIMS"', '"OTHER"'), encoding="utf-8")
    remove_evidence(opened, attached.id)
    import_json(opened, tmp_path / "all.json")
    (item,) = items(opened, queries.find_initiative(opened, "OTHER"))
    assert attached_content(opened, item) == PDF


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("setup.pdf", PROGRAM, "program or a script"),
        ("macros.docx", office("docx", word__vbaProject_dot_bin=b"x"), "holds macros"),
        ("empty.pdf", b"", "empty"),
        ("huge.txt", b" " * (MOST_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_is_refused_is_named(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=said) as refused:
        read_attachment(tmp_path / name)
    assert refused.value.source == name


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for name in (".", "pipe.pdf"):
        with pytest.raises(UserError, match="is not a file that can be attached"):
            read_attachment(tmp_path / name)
    with pytest.raises(UserError, match="cannot be read"):
        read_attachment(tmp_path / "gone.pdf")


def test_a_file_that_another_program_put_in_is_judged_again(
    opened: OpenPortfolio, initiative_id: int, attached: Evidence, tmp_path: Path
) -> None:
    run_outside(opened.path, "UPDATE evidence SET file_name = 'report.exe'")
    (item,) = items(opened, initiative_id)
    with pytest.raises(DataError, match="program or a script"):
        attached_content(opened, item)
    save_copy(opened, tmp_path / "copy.fivegates")
    with pytest.raises(DataError, match="not kept as evidence"):
        check_portfolio(tmp_path / "copy.fivegates")
    assert attached.file


def test_a_size_that_is_not_the_files_is_damage(
    opened: OpenPortfolio, attached: Evidence, tmp_path: Path
) -> None:
    assert attached.file
    run_outside(opened.path, "UPDATE evidence SET file_size = 7")
    save_copy(opened, tmp_path / "copy.fivegates")
    with pytest.raises(UserError, match="is damaged"):
        check_portfolio(tmp_path / "copy.fivegates")


def test_a_copy_to_show_is_written_anew_each_time(attached: Evidence) -> None:
    assert attached.file
    copies = PrivateCopies()
    first = copies.write(attached.file, PDF)
    first.chmod(0o600)
    first.write_bytes(b"altered by the program that showed it")
    assert copies.write(attached.file, PDF).read_bytes() == PDF
    copies.close()
    copies.close()
    assert not first.exists()


def test_copies_that_a_killed_program_left_are_removed_and_those_in_use_stay(
    attached: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert attached.file
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    used, later = PrivateCopies(), PrivateCopies()
    in_use = used.write(attached.file, PDF)
    abandoned, recent, foreign = (
        tmp_path / name for name in ("fivegates-copies-a", "fivegates-copies-b", "x")
    )
    for folder in (abandoned, recent, foreign):
        (folder / "one").mkdir(parents=True)
        (folder / "one" / "letter.pdf").write_bytes(PDF)
    link = tmp_path / f"{PREFIX}3"
    link.symlink_to(foreign)
    for path in (abandoned, foreign, link, in_use.parents[1]):
        os.utime(path, (0, 0), follow_symlinks=False)
    later.write(attached.file, PDF)
    assert not abandoned.exists()
    assert in_use.exists()
    assert recent.exists()
    assert (foreign / "one" / "letter.pdf").exists()
    used.close()
    later.close()


Alter = Callable[[dict[str, Any]], object]

ALTERED: dict[str, tuple[Alter, str]] = {
    "a content that is missing": (lambda plain: plain.pop("files"), "is missing under “files”"),
    "another size": (lambda plain: said_of(plain).update(size=7), "bytes, not 7"),
    "a program": (lambda plain: said_of(plain).update(name="a.exe"), "not kept as evidence"),
    "a name that is not the content's": (
        lambda plain: said_of(plain).update(name="a.png"),
        "not what the name",
    ),
    "a folder in the name": (lambda plain: said_of(plain).update(name="../a.pdf"), "must be one name"),
    "an altered content": (lambda plain: plain["files"][0].update(content="AAAA"), "was altered"),
    "no base64": (lambda plain: plain["files"][0].update(content="ą"), "not base64"),
    "a digest that is none": (lambda plain: said_of(plain).update(sha256="x"), "64 small hexadecimal"),
}


def said_of(plain: dict[str, Any]) -> dict[str, Any]:
    """What an export says of its one file."""
    said: dict[str, Any] = plain["initiatives"][0]["evidence"][0]["file"]
    return said


@pytest.mark.parametrize(("alter", "said"), ALTERED.values(), ids=ALTERED)
def test_an_export_whose_file_was_altered_is_refused(
    opened: OpenPortfolio, attached: Evidence, tmp_path: Path, alter: Alter, said: str
) -> None:
    assert attached.file
    export_json(opened, tmp_path / "all.json")
    plain = json.loads((tmp_path / "all.json").read_bytes())
    alter(plain)
    (tmp_path / "all.json").write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        read_json(tmp_path / "all.json")
    assert any(said in problem.text(ENGLISH) for problem in refused.value.problems)


@pytest.mark.usefixtures("review_id")
def test_files_without_a_criterion_prove_nothing_and_survive_every_copy(
    opened: OpenPortfolio, initiative_id: int, report: Path, tmp_path: Path
) -> None:
    files = [read_attachment(report), picture_attachment("Shot", PNG)]
    changes = add_files(opened, initiative_id, UNASSIGNED, REVIEWED, files)
    held = queries.record(opened, initiative_id)
    assert [(item.title, item.criterion) for item in held.evidence] == [
        ("Q2 report", UNASSIGNED),
        ("Shot", UNASSIGNED),
    ]
    assert changes.created == held.evidence[-1].id
    assert not held.proofs
    assert not queries.assessment(opened, held, held.reviews[-1]).case.evidence
    found = [each for items in gather_attention(opened, REVIEWED) for each in items]
    assert [each.count for each in found if isinstance(each, UnassignedEvidence)] == [2]
    export_json(opened, tmp_path / "all.json")
    other = create_filled(tmp_path / "other.fivegates", read_json(tmp_path / "all.json"))
    assert [replace(each, id=0) for each in items(other, queries.find_initiative(other, "CLAIMS"))] == [
        replace(each, id=0) for each in held.evidence
    ]
    close_portfolio(other)
    check_portfolio(tmp_path / "other.fivegates")
    undo(opened)
    assert not queries.record(opened, initiative_id).evidence
