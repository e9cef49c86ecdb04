"""Two programs that save into one file at the same time: each edit is kept, or refused in words."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import straced
from victim import EDITS

from fivegates.store.file.opening import check_file
from fivegates.store.records.portfolio import read_record

pytestmark = pytest.mark.slow


def test_no_edit_is_lost_and_none_is_refused_in_silence(closed: Path) -> None:
    with ThreadPoolExecutor() as programs:
        ended = list(programs.map(straced.run, [straced.command("count_up", closed)] * 2))
    assert [each.stderr for each in ended] == ["", ""]
    reported = [line.split(" ", 2) for each in ended for line in each.stdout.splitlines()]
    assert len(reported) == 2 * EDITS
    with closing(check_file(closed)) as file:
        counted = read_record(file, 2).initiative.target_volume
    assert counted == sum(line[0] == "saved" for line in reported)
    refused = [line[2] for line in reported if line[0] == "refused"]
    assert refused
    assert all("othing was saved" in sentence for sentence in refused)
