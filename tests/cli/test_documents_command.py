"""The commands that write briefs, asked for other files than a PDF."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

import docx
import pptx
import pytest
from examples import slow_after

Run = Callable[..., Any]


@pytest.fixture
def portfolio(whole_small: Path, tmp_path: Path) -> Path:
    return Path(copyfile(whole_small, tmp_path / whole_small.name))


KINDS = (".docx", ".pptx")


def title_of(path: Path) -> str:
    """What a Word document or a presentation says it is."""
    opened = docx.Document(str(path)) if path.suffix.lower() == ".docx" else pptx.Presentation(str(path))
    return str(opened.core_properties.title)


@pytest.mark.parametrize("kind", [".DOCX", ".pptx"])
def test_a_brief_is_written_as_its_name_says(run: Run, portfolio: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"brief{kind}"
    ended = run("brief", portfolio, "BRK-MAIL", "-o", out, "--edition", "one-page", "--without", "names")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert title_of(out).startswith("Initiative brief: ")


@pytest.mark.parametrize("kind", slow_after(1, KINDS))
def test_a_comparison_is_written_as_its_name_says(
    run: Run, portfolio: Path, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / f"comparison{kind}"
    ended = run("compare", portfolio, "BRK-MAIL", "PRP-STORM", "-o", out)
    assert (ended.code, ended.err) == (0, "")
    assert "BRK-MAIL" in title_of(out)


@pytest.mark.parametrize("kind", slow_after(1, KINDS))
def test_a_pack_is_written_as_its_name_says(run: Run, portfolio: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"pack{kind}"
    ended = run("pack", portfolio, "-o", out, "--edition", "one-page", "--initiatives", "BRK-MAIL")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert title_of(out).startswith("Portfolio pack: ")


@pytest.mark.parametrize(
    ("name", "options", "reason"),
    [
        ("out.pdf", ("--template", "house.dotx"), "A template is for .docx and .pptx; a PDF has none."),
        ("out.docx", ("--password",), "Only a PDF can be given a password here."),
        ("out.docx", ("--template", "missing.dotx"), "missing.dotx cannot be read: "),
        ("out.docx", ("--template", "house.dotx"), "house.dotx was not used as template: it is no Word"),
    ],
)
def test_what_a_kind_of_file_cannot_have_is_refused(  # noqa: PLR0913, PLR0917 - the case and the fixtures
    name: str,
    options: tuple[str, ...],
    reason: str,
    run: Run,
    portfolio: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("house.dotx").write_text("no template", encoding="utf-8")
    ended = run("brief", portfolio, "BRK-MAIL", "-o", tmp_path / name, *options)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(reason)
    assert not (tmp_path / name).exists()
