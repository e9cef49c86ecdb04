"""Whatever a command writes, it never replaces a portfolio; only `restore` does, by a backup of it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from examples import slow_between

from fivegates.actions.file.encryption import save_encrypted
from fivegates.actions.file.files import close_portfolio, open_portfolio

Run = Callable[..., Any]
WORDS = "some words that fit"
CODE = "CLM-TRIAGE"
COMMANDS = {
    "brief.pdf": ("brief", "{file}", CODE, "--out", "{out}"),
    "pack.pdf": ("pack", "{file}", "--out", "{out}"),
    "comparison.pdf": ("compare", "{file}", CODE, "BRK-MAIL", "--out", "{out}"),
    "all.json": ("export", "{file}", "{out}"),
    "all.xlsx": ("export", "{file}", "{out}"),
    "all.csv": ("export", "{file}", "{out}"),
    "costs.csv": ("template", "costs", "{out}"),
    "costs.xlsx": ("template", "costs", "{out}"),
    "copy.fivegates": ("sample", "{out}"),
    "copy.fivegates-encrypted": ("encrypt", "{file}", "{out}", "--password-file", "{words}"),
    "plain.fivegates": ("decrypt", "{copy}", "{out}", "--password-file", "{words}"),
    "recovered.fivegates": ("recover", "{file}", "{out}"),
}


@pytest.fixture(scope="module")
def encrypted(whole_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted copy of the sample, made once: a password takes long to try."""
    folder = tmp_path_factory.mktemp("encrypted")
    opened = open_portfolio(Path(shutil.copy(whole_sample, folder)), folder / "backups")
    save_encrypted(opened, folder / "copy.fivegates-encrypted", WORDS)
    close_portfolio(opened)
    return folder / "copy.fivegates-encrypted"


@pytest.fixture
def places(sample: Path, encrypted: Path, tmp_path: Path) -> dict[str, str]:
    """What the commands need: a portfolio, a password and an encrypted copy."""
    words = tmp_path / "words"
    words.write_text(WORDS)
    copy = shutil.copy(encrypted, tmp_path / "for sending.fivegates-encrypted")
    return {"file": str(sample), "words": str(words), "copy": str(copy)}


@pytest.mark.parametrize("stands", ["portfolio", "copy"])
@pytest.mark.parametrize("name", slow_between(3, COMMANDS))
def test_a_portfolio_or_an_encrypted_copy_stays(
    run: Run, places: dict[str, str], tmp_path: Path, name: str, stands: str
) -> None:
    out = tmp_path / name
    shutil.copy(places["file" if stands == "portfolio" else "copy"], out)
    before = out.read_bytes()
    ended = run(*(word.format(**places, out=out) for word in COMMANDS[name]))
    assert ended.code == 1
    assert str(out) in ended.err
    assert "Choose another name." in ended.err
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "set_by"),
    [
        ("brief.pdf", "briefs.render_brief"),
        ("pack.pdf", "pack.render_pack"),
        ("comparison.pdf", "comparisons.render_comparison"),
    ],
)
def test_a_paper_is_refused_before_it_is_set(
    run: Run, places: dict[str, str], monkeypatch: pytest.MonkeyPatch, name: str, set_by: str
) -> None:
    monkeypatch.setattr(f"fivegates.actions.{set_by}", None)
    out = Path(places["words"]).with_name(name)
    shutil.copy(places["copy"], out)
    ended = run(*(word.format(**places, out=out) for word in COMMANDS[name]))
    assert (ended.code, ended.err.count("Choose another name.")) == (1, 1)


@pytest.mark.parametrize("name", ["copy.fivegates-encrypted", "plain.fivegates", "recovered.fivegates"])
def test_what_makes_a_portfolio_replaces_no_file_at_all(
    run: Run, places: dict[str, str], tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    out.write_text("notes of mine")
    assert run(*(word.format(**places, out=out) for word in COMMANDS[name])).code == 1
    assert out.read_text() == "notes of mine"


def test_an_older_export_is_replaced(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    out.write_text("{}")
    assert run("export", sample, out).code == 0
    assert len(out.read_text()) > 2


@pytest.mark.parametrize(
    "words", [("brief", CODE), ("compare", CODE, "BRK-MAIL"), ("pack",)], ids=lambda words: words[0]
)
def test_a_portfolio_that_is_missing_is_named_though_the_paper_is_there(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    paper, missing = tmp_path / "paper.pdf", tmp_path / "missing.fivegates"
    paper.write_bytes(b"older")

    command, *codes = words
    reported = run(command, missing, *codes, "-o", paper)

    assert reported.code == 1
    assert reported.err.startswith(f"{missing} cannot be found.")
    assert paper.read_bytes() == b"older"
