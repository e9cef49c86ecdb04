"""The runs of an export: a provider that keeps old files leaves one folder for each run of a month.

Each run holds all of its month, so only the newest one counts. AWS names the folder of a run after its time,
Azure after an id; the time of a run of Azure is in its manifest.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.language import Message

_PERIOD: Final = re.compile(r"BILLING_PERIOD=\d{4}-\d{2}|\d{8}-\d{8}", re.IGNORECASE)
_TIMED: Final = re.compile(r"\d{4}-?\d{2}-?\d{2}T\d{2}.*", re.IGNORECASE)
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Where files of an export lie: `period` is the path of the folder of a month, `name` that of the run.

    Both are empty where the path tells neither.
    """

    period: str = ""
    name: str = ""

    @property
    def time(self) -> str:
        """The time in the name of the run, which sorts as text; empty where there is none."""
        return self.name if _TIMED.fullmatch(self.name) else ""


def run_of(path: str) -> Run:
    """The run to which a file with this path belongs."""
    parts = PurePosixPath(path).parts
    for place, part in enumerate(parts[:-1]):
        if _PERIOD.fullmatch(part):
            below = parts[place + 1] if place + 2 < len(parts) else ""
            is_run = _TIMED.fullmatch(below) or _ID.fullmatch(below)
            return Run("/".join(parts[: place + 1]), below if is_run else "")
    return Run()


def submitted(info: object) -> str:
    """When a run of Azure was begun, by the `runInfo` of its manifest; empty where it does not say."""
    time = info.get("submittedTime") if isinstance(info, dict) else None
    try:
        return datetime.fromisoformat(str(time)).isoformat(timespec="microseconds")
    except ValueError:
        return ""


def newest(runs: Sequence[tuple[Run, str]]) -> tuple[frozenset[int], tuple[Message, ...]]:
    """Which of these runs count, by their places, and what to say of the others; each with its time.

    A run without a month counts. Raises UserError where a month has several whose order is not known.
    """
    by_period: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    counted = set()
    for place, (run, _) in enumerate(runs):
        if run.period and run.name:
            by_period[run.period][run.name].append(place)
        else:
            counted.add(place)
    remarks = []
    for period, names in by_period.items():
        folder = PurePosixPath(period).name
        name = _newest_name({name: runs[places[0]][1] for name, places in names.items()}, folder)
        counted.update(names[name])
        if len(names) > 1:
            remarks.append(
                Message(
                    "There are {count} runs of {period}. Only the newest one is read: {run}.",
                    count=len(names),
                    period=folder,
                    run=name,
                )
            )
    return frozenset(counted), tuple(remarks)


def _newest_name(times: dict[str, str], period: str) -> str:
    """The name of the run with the last time."""
    if len(times) > 1 and (not all(times.values()) or len(set(times.values())) < len(times)):
        raise UserError(
            "There are {count} runs of {period}, and it is unclear which is the newest. Import the folder "
            "of the newest one.",
            count=len(times),
            period=period,
        )
    return max(times, key=times.__getitem__)
