"""Every refusal of what guards files, passwords and copies, provoked for real: what happened, and what to do.

The table is whole: a sentence that stands in one of these modules and is not provoked here fails.
"""

import ast
import io
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from builders import REVIEWED
from cryptography.hazmat.primitives.kdf import scrypt
from documents import OLD_OFFICE, PDF, PROGRAM, office, packed, pdf
from earlier_copies import encrypted_earlier

from fivegates.actions.evidence import attached_content, read_attachment
from fivegates.actions.file import encryption as copies
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.private_copies import PrivateCopies
from fivegates.cli.passwords import password_from
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.initiative.evidence_files import MOST_BYTES, digest_of, file_problems
from fivegates.domain.initiative.initiative import Evidence, EvidenceFile, EvidenceKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.passwords import check_password
from fivegates.exchange import encryption
from fivegates.exchange.bounded_process import OutOfBoundsError
from fivegates.exchange.encryption import HEADER, decrypted, encrypted
from fivegates.exchange.evidence.contents import evidence_file
from fivegates.store.records import evidence_files as kept
from fivegates.store.records.edits import edit

ROOM = Path(__file__).parents[2] / "desktop" / "fivegates"
GUARDS = (
    "actions/file/encryption.py",
    "actions/evidence.py",
    "actions/file/private_copies.py",
    "cli/passwords.py",
    "domain/initiative/evidence_files.py",
    "domain/passwords.py",
    "exchange/encryption.py",
    "exchange/evidence/contents.py",
    "exchange/evidence/pdf_documents.py",
    "store/records/evidence_files.py",
)

PASSWORD = "some words that fit"  # noqa: S105 - of files made here
FETCHED = b'<R><Relationship Type="http://x/attachedTemplate" Target="http://e/" TargetMode="External"/></R>'

Provoke = Callable[[Path, pytest.MonkeyPatch], object]


def file(name: str, content: bytes | Callable[[], bytes]) -> Provoke:
    return lambda _folder, _patch: evidence_file(name, content if isinstance(content, bytes) else content())


def password(text: str) -> Provoke:
    def provoke(_folder: Path, _patch: pytest.MonkeyPatch) -> None:
        raise check_password(text, 8)[0].reason

    return provoke


def said_of(of: EvidenceFile) -> Provoke:
    def provoke(_folder: Path, _patch: pytest.MonkeyPatch) -> None:
        raise next(file_problems("file", of)).reason

    return provoke


def decrypt(spoil: Callable[[bytes], bytes], word: str = PASSWORD) -> Provoke:
    """Decrypt what was made of an encrypted copy."""
    return lambda _folder, _patch: decrypted(spoil(encrypted_earlier(b"x", PASSWORD)), word, "a copy")


def forged(place: int, value: int) -> Callable[[bytes], bytes]:
    def spoil(copy: bytes) -> bytes:
        head = bytearray(copy[:HEADER])
        head[place] = value
        head[-4:] = struct.pack(">I", zlib.crc32(head[:-4]))
        return bytes(head) + copy[HEADER:]

    return spoil


def decrypt_file(content: Callable[[], bytes], out: str = "out.fivegates") -> Provoke:
    def provoke(folder: Path, patch: pytest.MonkeyPatch) -> None:
        (folder / "copy").write_bytes(content())
        (folder / "taken.fivegates").write_bytes(b"mine")
        if not content():
            patch.setattr(copies, "LARGEST", -1)
        copies.decrypt_file(folder / "copy", folder / out, PASSWORD)

    return provoke


def too_large_to_encrypt(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(encryption, "MOST_BYTES", 0)
    encrypted(b"x", PASSWORD, 1)


def no_memory(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    def fail(**_named: object) -> None:
        raise MemoryError

    patch.setattr(scrypt, "Scrypt", fail)
    encrypted(b"x", PASSWORD, 1)


def beyond_the_bound(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(kept, "MOST_BYTES_IN_ALL", 1)
    opened = create_portfolio(folder / "a.fivegates")
    try:
        with edit(opened.file) as transaction:
            kept.save_content(transaction, PDF)
    finally:
        close_portfolio(opened)


def nothing_attached(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    opened = create_portfolio(folder / "a.fivegates")
    try:
        attached_content(opened, Evidence("value-owner", EvidenceKind.DOCUMENT, "Report", REVIEWED))
    finally:
        close_portfolio(opened)


def elsewhere(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    opened = create_portfolio(folder / "a.fivegates")
    opened.file.consolidated = True
    try:
        kept.read_content(opened.file, "0" * 64)
    finally:
        close_portfolio(opened)


def no_room_for_a_copy(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    patch.setattr("fivegates.actions.file.private_copies.TemporaryDirectory", fail)
    PrivateCopies().write(SOUND, PDF)


def no_time_to_look(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise OutOfBoundsError

    patch.setattr("fivegates.exchange.evidence.contents.run_bounded", fail)
    evidence_file("a.pdf", pdf() + b" " * 5_000_000)


def nobody_to_ask(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("sys.stdin", io.StringIO(""))
    password_from(None, ENGLISH, new=True)


SOUND = EvidenceFile("a.pdf", digest_of(PDF), len(PDF))

REFUSALS: dict[str, Provoke] = {
    "a file of a consolidated view": elsewhere,
    "an empty file": file("a.pdf", b""),
    "a large file": file("a.txt", lambda: b" " * (MOST_BYTES + 1)),
    "a PDF with a script": file("a.pdf", pdf(b"/OpenAction<</S/JavaScript>>")),
    "a PDF with files": file("a.pdf", pdf(b"/Names<</EmbeddedFiles<<>>>>")),
    "a damaged PDF": file("a.pdf", b"%PDF-1.7"),
    "a PDF too deep": file("a.pdf", lambda: pdf(b"/X[%b]" % (b"4 0 R " * 10), b"[%b]" % (b"0 " * 9_000_000))),
    "a PDF that takes too long": no_time_to_look,
    "a program": file("a.pdf", PROGRAM),
    "a document that can hold macros": file("a.docm", b"x"),
    "a document with macros": file("a.docx", office("docx", word__vbaProject_dot_bin=b"x")),
    "a document that fetches": file("a.docx", office("docx", word__a_dot_rels=FETCHED)),
    "a damaged document": file("a.docx", office("docx")[:-30]),
    "a document too deep": file("a.docx", lambda: office("docx", word__a_dot_xml=b" " * 210_000_000)),
    "an old document": file("a.doc", OLD_OFFICE),
    "an archive": file("a.zip", b"x"),
    "an archive called a document": file("a.docx", packed({"a": b"a"})),
    "a disguise": file("a.pdf", b"x"),
    "an unknown kind": file("a.xyz", b"x"),
    "what is no file": lambda folder, _patch: read_attachment(folder),
    "no file at all": nothing_attached,
    "no room for a copy": no_room_for_a_copy,
    "too many files": beyond_the_bound,
    "a name with a folder": said_of(replace(SOUND, name="a/b.pdf")),
    "a digest that is none": said_of(replace(SOUND, digest="x")),
    "an empty password": password(""),
    "a password of two lines": password("two\nlines"),
    "a short password": password("short"),
    "a long password": password("x" * 200),
    "nobody to ask": nobody_to_ask,
    "a password that is no text": lambda _folder, _patch: password_from(_no_text(), ENGLISH, new=True),
    "no encrypted copy": decrypt(lambda _copy: b"x"),
    "a damaged copy": decrypt(lambda copy: copy[:-1]),
    "a wrong password": decrypt(lambda copy: copy, "another"),
    "a newer copy": decrypt(forged(8, 2)),
    "a copy that asks for too much": decrypt(forged(9, 60)),
    "a portfolio too large": too_large_to_encrypt,
    "too little memory": no_memory,
    "a copy of something else": decrypt_file(lambda: encrypted(b"x", PASSWORD, 1)),
    "a copy too large": decrypt_file(lambda: b""),
    "a file in the way": decrypt_file(lambda: b"x", "taken.fivegates"),
}


def _no_text() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(b"\xff\xff\n"), encoding="utf-8")


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], UserError]:
    """Provoke a refusal, once; the refusal itself, without the name of the file before it."""

    @cache
    def provoke(name: str) -> UserError:
        folder = tmp_path_factory.mktemp("refused")
        with pytest.MonkeyPatch.context() as patch, pytest.raises(UserError) as raised:
            REFUSALS[name](folder, patch)
        error = raised.value
        return error.problems[0].reason if isinstance(error, DataError) else error

    return provoke


def templates() -> Iterator[str]:
    """Every sentence of a refusal that stands in the guards."""
    for guard in GUARDS:
        for node in ast.walk(ast.parse((ROOM / guard).read_bytes())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UserError":
                (sentence, *_) = node.args
                assert isinstance(sentence, ast.Constant)
                yield str(sentence.value)


def test_the_table_is_whole(refused: Callable[[str], UserError]) -> None:
    found = {refused(name).template for name in REFUSALS}
    assert set(templates()) - found == set(), "not provoked"


@pytest.mark.parametrize("name", REFUSALS)
def test_each_says_what_happened_and_what_to_do(name: str, refused: Callable[[str], UserError]) -> None:
    text = str(refused(name))
    assert text.endswith(".")
    assert "{" not in text
    assert text[0].isupper() or text.startswith(("a copy", "copy", "a.", "“", "/"))
    assert 20 < len(text) < 400
