"""What a command prints reaches a file or a pipe whole, whatever encoding the system has."""

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from fivegates.cli.main import main


class _Terminal(TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(stream: TextIOWrapper, monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> bytes:
    """The bytes that a command writes into `stream`."""
    monkeypatch.setattr(sys, "argv", ["fivegates", *map(str, words)])
    monkeypatch.setattr(sys, "stdout", stream)
    with pytest.raises(SystemExit) as ended:
        main(lambda _file, *, sample: int(sample))
    assert not ended.value.code
    stream.flush()
    assert isinstance(stream.buffer, BytesIO)
    return stream.buffer.getvalue()


def test_a_file_gets_utf_8_where_the_system_has_another_encoding(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = printed(TextIOWrapper(BytesIO(), "cp1252"), monkeypatch, "economics", sample, "CLM-TRIAGE")
    assert "−€4.85" in written.decode("utf-8")


def test_a_terminal_keeps_its_own_encoding_and_marks_what_it_cannot_show(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = printed(_Terminal(BytesIO(), "cp1252"), monkeypatch, "economics", sample, "CLM-TRIAGE")
    assert "?€4.85" in written.decode("cp1252")
