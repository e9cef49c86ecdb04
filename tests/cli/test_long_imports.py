"""Imports that take long: how far they are, Ctrl+C that leaves nothing behind, and limits that are said."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from examples import slow_after

from fivegates.actions.file import exchange, files
from fivegates.actions.file.exchange import read_json
from fivegates.cli import import_command, output
from fivegates.domain.errors import DataError
from fivegates.exchange.ledger import csv_tables
from fivegates.exchange.ledger.csv_tables import CsvTable
from fivegates.exchange.portfolio import json_format

Run = Callable[..., Any]
Tick = Callable[[int], None]

COSTS = "initiative,date,category,amount,currency,phase,behaviour\n"
COST = "CLM-TRIAGE,2026-11-01,people,{},EUR,run,fixed\n"


def interrupt_at(count: int) -> Callable[..., Any]:
    """Stands for `progress`: Ctrl+C comes at this tick of all."""
    left = [count]

    @contextmanager
    def stand_in(_words: Callable[[int], str]) -> Iterator[Tick]:
        def tick(_done: int) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt

        yield tick

    return stand_in


@pytest.fixture
def export(run: Run, sample: Path, tmp_path: Path) -> Path:
    """The sample as JSON, with codes of its own."""
    path = tmp_path / "export.json"
    run("export", sample, path)
    plain = json.loads(path.read_bytes())
    for initiative in plain["initiatives"]:
        initiative["code"] = f"X-{initiative['code']}"
        for review in initiative["reviews"]:
            review.pop("final", None)
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("at", slow_after(1, [0, 3, 6, 9, 11]))
def test_an_interrupted_creation_leaves_no_file(
    run: Run, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before = names(tmp_path)
    monkeypatch.setattr(import_command, "progress", interrupt_at(at))
    ended = run("import", tmp_path / "new.fivegates", export)
    assert (ended.code, ended.err) == (1, "Interrupted: nothing of export.json was imported.\n")
    assert names(tmp_path) == before


@pytest.mark.parametrize("at", slow_after(1, [0, 3, 6, 9, 11]))
def test_an_interrupted_import_changes_nothing(
    run: Run, sample: Path, export: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before, kept = sample.read_bytes(), names(sample.parent)
    monkeypatch.setattr(import_command, "progress", interrupt_at(at))
    ended = run("import", sample, export)
    assert (ended.code, ended.err) == (1, "Interrupted: nothing of export.json was imported.\n")
    assert (sample.read_bytes(), names(sample.parent)) == (before, kept)
    monkeypatch.undo()
    assert run("check", sample).code == 0


@pytest.mark.parametrize("at", slow_after(1, [0, 3]))
def test_interrupted_lines_are_none(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    source = tmp_path / "costs.csv"
    source.write_text(COSTS + "".join(COST.format(number) for number in range(1, 3_500)))
    before = sample.read_bytes()
    monkeypatch.setattr(import_command, "progress", interrupt_at(at))
    ended = run("import", sample, source, "--as", "costs")
    assert ended.code == 1
    assert "Interrupted: nothing of costs.csv was imported." in ended.err
    assert sample.read_bytes() == before


def test_what_was_saved_before_the_interruption_is_said(
    run: Run, sample: Path, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_then_interrupted(verb: Callable[..., object]) -> Callable[..., object]:
        def act(*args: object, **kwargs: object) -> None:
            verb(*args, **kwargs)
            raise KeyboardInterrupt

        return act

    monkeypatch.setattr(exchange, "import_json", saved_then_interrupted(exchange.import_json))
    assert "all of export.json had been imported" in run("import", sample, export).err
    monkeypatch.setattr(files, "close_portfolio", saved_then_interrupted(files.close_portfolio))
    assert "all of export.json had been imported" in run("import", tmp_path / "new.fivegates", export).err


def test_progress_is_reported_on_a_terminal_and_taken_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setattr(output, "monotonic", iter([0.0, 0.01, 5.0]).__next__)
    with output.progress(lambda done: f"{done} rows read") as tell:
        tell(1)
        tell(2)
        tell(3)
    assert capsys.readouterr().err == "\r1 rows read\r3 rows read\r"


def test_nobody_else_is_reported(run: Run, sample: Path, export: Path) -> None:
    assert run("import", sample, export).err == ""


def test_a_file_of_blank_lines_is_refused_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_tables, "MOST_BLANK", 100)
    table = CsvTable(BytesIO(b"a,b\n1,2\n" + b"\n" * 100 + b"3,4\n"), "a.csv")
    assert len(list(table.rows())) == 2
    table = CsvTable(BytesIO(b"a,b\n1,2\n" + b"\n" * 101 + b"3,4\n"), "a.csv")
    with pytest.raises(DataError, match="more than 100 blank lines in a row"):
        list(table.rows())


def test_so_is_one_of_lines_without_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_tables, "MOST_LINES", 100)
    table = CsvTable(BytesIO(b"a,b\n" + b"1,2\n" * 150), "a.csv")
    with pytest.raises(DataError, match=r"line 101: .*more than 100 lines"):
        list(table.rows())


def test_initiatives_without_number_are_refused(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_format, "MOST_INITIATIVES", 5)
    with pytest.raises(DataError, match="initiatives: A portfolio holds at most 5 initiatives"):
        read_json(export)


@pytest.mark.slow
def test_lists_of_prices_and_rates_say_how_far_they_are_and_ctrl_c_leaves_nothing(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prices, rates = tmp_path / "prices.json", tmp_path / "rates.csv"
    entry = {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}
    prices.write_text(json.dumps({f"m{number}": entry for number in range(1_200)}))
    rates.write_text("month,base,quote,value\n2026-03,USD,EUR,0.9\n")
    before = run("export", sample, tmp_path / "before.json") and (tmp_path / "before.json").read_bytes()
    of_prices = ("import", sample, prices, "--as", "prices", "--dated", "2026-11-01")

    for at, words in ((1, of_prices), (4, of_prices), (0, ("import", sample, rates, "--as", "rates"))):
        with monkeypatch.context() as patch:
            patch.setattr(import_command, "progress", interrupt_at(at))
            ended = run(*words)
        assert ended.code == 1
        assert "Interrupted: nothing of" in ended.err
        run("export", sample, tmp_path / "after.json")
        assert (tmp_path / "after.json").read_bytes() == before
    assert run(*of_prices).code == 0
