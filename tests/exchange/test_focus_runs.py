"""Folders in which an export has left several runs of one month: only the newest one counts."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.ledger.assignment_rules import Rules
from fivegates.exchange.ledger.focus.parts import files_of
from fivegates.exchange.ledger.focus.reading import read_focus

EARLY, LATE = "2026-03-30T04:00:00.000Z-5e1d", "2026-03-31T04:00:00.000Z-11aa"
AZURE_RUNS = "9b7f6f0e-6a6c-4f2e-9d0b-0b6a3a1d2c3d", "11111111-6a6c-4f2e-9d0b-0b6a3a1d2c3d"


def rows(path: Path, cost: str, day: str = "2026-03-02") -> Path:
    """A file with one row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    row = {
        "ChargePeriodStart": f"{day}T00:00:00Z",
        "EffectiveCost": cost,
        "BilledCost": cost,
        "BillingCurrency": "USD",
        "ServiceName": "Models",
        "Tags": "{}",
    }
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, row)
        writer.writeheader()
        writer.writerow(row)
    return path


def read(folder: Path) -> tuple[dict[str, Decimal], list[str]]:
    """What each month comes to, and the remarks."""
    preview = read_focus((folder,), Rules())
    totals = {str(total.month): total.amount for total in preview.totals}
    return totals, [remark.text(ENGLISH) for remark in preview.detected.remarks]


def manifest(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))


def aws_run(folder: Path, run: str, cost: str, *, month: str = "2026-03", listed: bool = True) -> None:
    """A run of AWS Data Exports that makes new files each time."""
    part = f"BILLING_PERIOD={month}/{run}"
    rows(folder / "data" / part / "ai-00001.csv", cost, f"{month}-02")
    if listed:
        names = [f"s3://bucket/{folder.name}/data/{part}/ai-00001.csv"]
        manifest(folder / "metadata" / part / "ai-Manifest.json", {"dataFiles": names})


def azure_run(folder: Path, run: str, cost: str, submitted: str | None) -> None:
    """A run of an export of Azure."""
    part = folder / "20260301-20260331" / run
    rows(part / "part_0_0001.csv", cost)
    info = {"runInfo": {"runId": run, "submittedTime": submitted}} if submitted else {}
    blobs = [{"blobName": f"costs/ai/20260301-20260331/{run}/part_0_0001.csv"}]
    manifest(part / "manifest.json", {"blobs": blobs, **info})


@pytest.mark.parametrize("listed", [True, False])
def test_the_newest_run_of_aws_counts(*, listed: bool, tmp_path: Path) -> None:
    aws_run(tmp_path, LATE, "7", listed=listed)
    aws_run(tmp_path, EARLY, "5", listed=listed)
    aws_run(tmp_path, EARLY, "3", month="2026-04", listed=listed)

    assert read(tmp_path) == (
        {"2026-03": Decimal(7), "2026-04": Decimal(3)},
        [f"There are 2 runs of BILLING_PERIOD=2026-03. Only the newest one is read: {LATE}."],
    )


def test_the_run_of_azure_that_was_submitted_last_counts(tmp_path: Path) -> None:
    azure_run(tmp_path, AZURE_RUNS[0], "5", "2026-03-30T04:00:00.1Z")
    azure_run(tmp_path, AZURE_RUNS[1], "7", "2026-03-31T04:00:00Z")

    assert read(tmp_path)[0] == {"2026-03": Decimal(7)}
    remark = f"There are 2 runs of 20260301-20260331. Only the newest one is read: {AZURE_RUNS[1]}."
    assert read(tmp_path)[1] == [remark]


def test_a_manifest_that_is_there_twice_is_one_run(tmp_path: Path) -> None:
    azure_run(tmp_path, AZURE_RUNS[0], "5", "2026-03-30T04:00:00Z")
    run = tmp_path / "20260301-20260331" / AZURE_RUNS[0]
    (run / "manifest (1).json").write_bytes((run / "manifest.json").read_bytes())

    assert read(tmp_path) == ({"2026-03": Decimal(5)}, [])


@pytest.mark.parametrize("times", [(None, None), ("2026-03-30T04:00:00Z", None)])
def test_runs_whose_order_is_not_known_are_refused(
    times: tuple[str | None, str | None], tmp_path: Path
) -> None:
    for run, time in zip(AZURE_RUNS, times, strict=True):
        azure_run(tmp_path, run, "5", time)

    with pytest.raises(UserError, match=r"2 runs of 20260301-20260331.*Import the folder of the newest one"):
        files_of([tmp_path])
    assert len(files_of([tmp_path / "20260301-20260331" / AZURE_RUNS[0]]).paths) == 1


def test_runs_without_manifests_whose_order_is_not_known_are_refused(tmp_path: Path) -> None:
    for run in AZURE_RUNS:
        rows(tmp_path / "20260301-20260331" / run / "part_0_0001.csv", "5")

    with pytest.raises(UserError, match="2 runs of 20260301-20260331"):
        files_of([tmp_path])


def test_two_exports_of_one_month_both_count(tmp_path: Path) -> None:
    aws_run(tmp_path / "a", EARLY, "5")
    aws_run(tmp_path / "b", LATE, "7")

    assert read(tmp_path) == ({"2026-03": Decimal(12)}, [])


def test_folders_that_are_no_runs_all_count(tmp_path: Path) -> None:
    for name in ("0", "1"):
        rows(tmp_path / "20260301-20260331" / name / "part.csv", f"{name}.5")
    rows(tmp_path / "BILLING_PERIOD=2026-03" / "ai-00001.csv", "3")

    assert read(tmp_path)[0] == {"2026-03": Decimal(5)}


def test_a_manifest_that_names_a_missing_file_of_an_older_run_does_no_harm(tmp_path: Path) -> None:
    aws_run(tmp_path, EARLY, "5")
    aws_run(tmp_path, LATE, "7")
    (tmp_path / "data" / "BILLING_PERIOD=2026-03" / EARLY / "ai-00001.csv").unlink()
    assert read(tmp_path)[0] == {"2026-03": Decimal(7)}

    (tmp_path / "data" / "BILLING_PERIOD=2026-03" / LATE / "ai-00001.csv").unlink()
    with pytest.raises(DataError, match="which is not there"):
        files_of([tmp_path])
