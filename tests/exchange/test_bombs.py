"""Files made to take all memory or time are refused in words, within bounds that the system holds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("only there can the room of a process be bounded and told", allow_module_level=True)

import bombs

pytestmark = pytest.mark.slow


def test_every_bomb_is_refused_in_words(tmp_path: Path) -> None:
    """One test: cases would be shared out among workers, each of which would make all of the bombs."""
    ran = subprocess.run(
        [sys.executable, bombs.__file__, tmp_path],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    reported = {line.pop("name"): line for line in map(json.loads, ran.stdout.splitlines())}
    took_too_much = bombs.BOMBS.keys() - reported.keys()
    assert not took_too_much, "all memory or time, or ended in another way than a refusal"
    for name, came in reported.items():
        if "said" not in came:
            assert came["kept"] == min(came["refused"], 1_000) > 0, name
            continue
        said = came["said"]
        assert said.startswith(("bomb.", "a.", "p.json: ", "prices.json: ", "rates.csv: ", "r")), name
        assert said.rstrip(")").endswith((".", "problem", "problems")), name
        assert len(said) < 600, name
