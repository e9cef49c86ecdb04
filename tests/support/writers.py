"""Every operation that writes a file, with its allowed states after an interruption."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import forked
from builders import portfolio
from stored import KILLED, Dump, dump
from victim import STEP, connected_with, copy_of

from fivegates.actions import briefs
from fivegates.actions.file.backups import restore_backup
from fivegates.actions.file.encryption import save_encrypted
from fivegates.actions.file.exchange import export_json, import_json
from fivegates.actions.file.files import backup_folder, close_portfolio, open_portfolio, save_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.recovery import recover_portfolio
from fivegates.actions.finalising import finalise_review
from fivegates.actions.importing.imports import ImportKind, apply_import, preview_import
from fivegates.actions.initiatives import delete_initiative
from fivegates.actions.queries import latest_draft
from fivegates.actions.workbooks import save_tables
from fivegates.domain.brief import PaperSize
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.encryption import is_encrypted
from fivegates.exchange.portfolio.json_format import write_portfolio
from fivegates.store.backups.backup import back_up
from fivegates.store.file import opening
from fivegates.store.file.opening import check_file, create_file, open_file
from fivegates.store.records.portfolio import read_record
from fivegates.store.schema import versions

OLDER = b"an older file that is good"
"""The content that an export replaces."""

FINAL_AT = datetime(2027, 1, 1, tzinfo=UTC)
DAY = date(2026, 6, 1)
PASSWORD = "horse battery staple"  # noqa: S105 - of tests


@dataclass(frozen=True, slots=True)
class Writer:
    """A command under test: its preconditions, its work, and the files it may leave as before or as after.

    `prepare` fills the folder of the portfolio. `makes` names the file that it makes beside it, and `is_new`
    says whether bytes are that file whole. `changes` tells whether the portfolio is another afterwards.
    Rows are compared `within` a context.
    """

    name: str
    work: Callable[[Path], object]
    prepare: Callable[[Path], object] = lambda _: None
    makes: str = ""
    is_new: Callable[[bytes], bool] = lambda _: False
    changes: bool = False
    replaces: bool = True
    within: Callable[[], AbstractContextManager[object]] = nullcontext


@contextmanager
def own_data(path: Path) -> Iterator[None]:
    """Have backups and locks in a folder beside the portfolio, and pages written in mid-transaction."""
    with (
        patch.dict(os.environ, {"XDG_DATA_HOME": str(path.parent / "data")}),
        connected_with("PRAGMA cache_size = 1"),
        # What is copied within the system alone is in no record of calls.
        patch.object(shutil, "_USE_CP_SENDFILE", new=False, create=True),
        # So that files which are yet to be put in place can be named before.
        patch.object(os, "urandom", lambda size: b"1" * size),
    ):
        yield


def _acting(act: Callable[[OpenPortfolio], object]) -> Callable[[Path], None]:
    """Work that does something with the open portfolio, and acknowledges it."""

    def work(path: Path) -> None:
        with own_data(path):
            opened = open_portfolio(path, backup_folder())
            act(opened)
            print("done", flush=True)  # noqa: T201 - what a parent reads
            close_portfolio(opened)

    return work


def _alone(act: Callable[[Path], object]) -> Callable[[Path], None]:
    """Work on a path that is not open, and its acknowledgement."""

    def work(path: Path) -> None:
        with own_data(path):
            act(path)
            print("done", flush=True)  # noqa: T201 - what a parent reads

    return work


def _target(opened: OpenPortfolio) -> Path:
    return copy_of(opened.path)


def _older(path: Path) -> None:
    copy_of(path).write_bytes(OLDER)


def _finalise(opened: OpenPortfolio) -> None:
    finalise_review(opened, latest_draft(read_record(opened.file, 1)).id, "R. Marsh", FINAL_AT)


def _source_json(path: Path) -> None:
    records = tuple(
        replace(each, initiative=replace(each.initiative, code=f"IN-{number}"))
        for number, each in enumerate(portfolio().records)
    )
    path.with_name("in.json").write_bytes(write_portfolio(replace(portfolio(), records=records)))


def _source_costs(path: Path) -> None:
    rows = "".join(f"CLAIMS,2026-0{1 + n % 9}-01,people,{n}.25,EUR,run,variable\n" for n in range(400))
    text = "initiative,date,category,amount,currency,phase,behaviour\n" + rows
    path.with_name("costs.csv").write_text(text, encoding="utf-8")


def _import_costs(opened: OpenPortfolio) -> None:
    preview = preview_import(opened, opened.path.with_name("costs.csv"), ImportKind.COSTS)
    apply_import(opened, preview)


def _chosen(path: Path) -> Path:
    return path.with_name("chosen backup.fivegates")


def _backup(path: Path) -> None:
    """A backup with other content, to be restored."""
    with closing(create_file(_chosen(path))) as file:
        opened = OpenPortfolio(file)
        _source_json(path)
        with own_data(path):
            import_json(opened, path.with_name("in.json"))


def _backup_and_half_saved(path: Path) -> None:
    """The same, and the portfolio with a journal, as a program leaves it that is killed."""
    _backup(path)
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert Path(f"{path}-journal").exists()


def _restore(path: Path) -> None:
    restore_backup(path, _chosen(path))


def _later_version() -> AbstractContextManager[object]:
    return patch.object(versions, "MIGRATIONS", (*versions.MIGRATIONS, STEP))


def _upgrade(path: Path) -> None:
    with _later_version():
        open_file(path, backup_folder()).close()


def _delete(opened: OpenPortfolio) -> None:
    delete_initiative(opened, 1)


def _brief(opened: OpenPortfolio) -> None:
    brief = briefs.gather_brief(opened, 1, None, DAY)
    briefs.save_brief(briefs.render_brief(brief, ENGLISH, PaperSize.A4), _pdf(opened.path), opened.path)


def _pdf(path: Path) -> Path:
    return path.with_name("brief.pdf")


def _older_pdf(path: Path) -> None:
    _pdf(path).write_bytes(OLDER)


def _is_archive(data: bytes) -> bool:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.testzip() is None
    return False


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def _is_encrypted(data: bytes) -> bool:
    return is_encrypted(data) and len(data) > 50_000


def _is_json(data: bytes) -> bool:
    return data.startswith(b"{") and data.endswith(b"}\n")


def _is_portfolio(data: bytes) -> bool:
    return data.startswith(b"SQLite format 3") and len(data) % 4096 == 0


WRITERS: dict[str, Writer] = {
    each.name: each
    for each in (
        Writer(
            "import of a portfolio",
            _acting(lambda of: import_json(of, of.path.with_name("in.json"))),
            _source_json,
            changes=True,
        ),
        Writer("import of costs", _acting(_import_costs), _source_costs, changes=True),
        Writer("finalise", _acting(_finalise), changes=True),
        Writer("delete", _acting(_delete), changes=True),
        Writer("restore", _alone(_restore), _backup, changes=True),
        Writer("restore over a half-saved file", _alone(_restore), _backup_and_half_saved, changes=True),
        Writer("upgrade", _alone(_upgrade), within=_later_version),
        Writer(
            "create",
            _alone(lambda path: create_file(copy_of(path)).close()),
            makes="copy.fivegates",
            is_new=_is_portfolio,
            replaces=False,
        ),
        Writer("back up", _acting(lambda of: back_up(of.file, backup_folder()))),
        Writer(
            "recover",
            _alone(lambda path: recover_portfolio(path, copy_of(path), ENGLISH)),
            makes="copy.fivegates",
            is_new=_is_portfolio,
            replaces=False,
        ),
        Writer(
            "copy", _acting(lambda of: save_copy(of, _target(of))), _older, "copy.fivegates", _is_portfolio
        ),
        Writer(
            "encrypt",
            _acting(lambda of: save_encrypted(of, _target(of), PASSWORD, replace=True)),
            _older,
            "copy.fivegates",
            _is_encrypted,
        ),
        Writer(
            "export as JSON",
            _acting(lambda of: export_json(of, _target(of))),
            _older,
            "copy.fivegates",
            _is_json,
        ),
        Writer(
            "export as a workbook",
            _acting(lambda of: save_tables(of, of.path.with_name("copy.xlsx"), ENGLISH, DAY)),
            lambda path: path.with_name("copy.xlsx").write_bytes(OLDER),
            "copy.xlsx",
            _is_archive,
        ),
        Writer("brief", _acting(_brief), _older_pdf, "brief.pdf", _is_pdf),
    )
}


def _written_in_place(path: Path) -> None:
    """The control: an export written over the older one."""
    try:
        with copy_of(path).open("r+b", buffering=0) as file:
            file.truncate()
            for _ in range(40):
                file.write(b"{" + b"a whole export " * 200)
            file.write(b"}\n")
    except OSError as error:
        print(f"refused {error}", flush=True)  # noqa: T201 - what a parent reads
    else:
        print("done", flush=True)  # noqa: T201 - what a parent reads


def _edited_without_a_journal(path: Path) -> None:
    with connected_with("PRAGMA journal_mode = OFF"):
        _acting(_delete)(path)


CONTROLS = (
    Writer("control: written in its place", _written_in_place, _older, "copy.fivegates", _is_json),
    Writer("control: edited without a journal", _edited_without_a_journal, changes=True),
)
"""Unsafe writers that the tests must detect."""


def fresh_copy(closed: Path, name: str) -> Path:
    """A copy of the portfolio's folder under another name; the portfolio in it."""
    folder = closed.parent.with_name(name)
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(closed.parent, folder) / closed.name


class Judge:
    """Checks the folder of a portfolio after its writer was interrupted.

    Both outcomes are known from a rehearsal. What was judged before is known by the bytes of its files.
    """

    def __init__(self, writer: Writer, closed: Path) -> None:
        self.writer = writer
        self.closed = closed
        self.start = self._prepared("start")
        rehearsed = self._prepared("rehearsed")
        with writer.within():
            self.old = outcome(self._prepared("before"))
        ended = forked.run(writer.work, rehearsed)
        assert ended.done, ended.said
        with writer.within():
            self.new = outcome(rehearsed)
        assert (self.old != self.new) == writer.changes, writer.name
        self._known: dict[bytes, Dump | None] = {}

    def _prepared(self, name: str) -> Path:
        """A folder as it is before the work."""
        path = fresh_copy(self.closed, name)
        self.writer.prepare(path)
        return path

    def fresh(self, name: str) -> Path:
        """A copy of that folder."""
        return fresh_copy(self.start, name)

    def wrong(self, path: Path, *, done: bool) -> str:
        """The violation; empty where all is as before or as after, and as after once that was `done`."""
        found = self._outcome(path)
        right = (self.new,) if done else (self.old, self.new)
        if found not in right:
            return (
                "the portfolio is refused or lost"
                if found is None
                else "the portfolio is as neither before nor after"
            )
        if self.writer.name.startswith("restore") and found == self.new and not self._keeps_old(path):
            return "what was restored over is gone"
        return self._wrong_beside(path.with_name(self.writer.makes), done=done) if self.writer.makes else ""

    def _keeps_old(self, path: Path) -> bool:
        """True if what was restored over is still somewhere."""
        places = [*path.parent.glob("* before *.fivegates"), *path.parent.glob("data/**/*.fivegates")]
        return any(outcome(place) == self.old for place in places)

    def _outcome(self, path: Path) -> Dump | None:
        state = b"".join(
            hashlib.sha256(each.read_bytes() if each.exists() else b"").digest()
            for each in (path, Path(f"{path}-journal"))
        )
        if state not in self._known:
            with self.writer.within():
                self._known[state] = outcome(path)
        return self._known[state]

    def _wrong_beside(self, made: Path, *, done: bool) -> str:
        there = made.read_bytes() if made.exists() else b""
        if self.writer.is_new(there):
            return ""
        older = OLDER if self.writer.replaces else b""
        if not self.writer.replaces and not done:
            return ""  # a file that was not wholly created is refused when it is opened
        return "neither the older file nor the new one" if done or there != older else ""


def outcome(path: Path) -> Dump | None:
    """All rows of a portfolio that opens, and then passes every check; None where it is refused."""
    with suppress(UserError), patch.object(opening, "back_up_daily", lambda *_: None):
        with closing(open_file(path, path.with_name("later backups"))) as file:
            found = dump(file)
        check_file(path).close()
        return found
    return None
