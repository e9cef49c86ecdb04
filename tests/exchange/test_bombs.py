"""Files made to take all memory or time are refused in words, within bounds that the system holds."""

import json
import os
import subprocess
import sys

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("only there can the room of a process be bounded and told", allow_module_level=True)

import bombs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What came of each bomb that left its process alive."""
    ran = subprocess.run(
        [sys.executable, bombs.__file__, tmp_path_factory.mktemp("bombs")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    return {line.pop("name"): line for line in lines}


@pytest.mark.parametrize("name", bombs.BOMBS)
def test_a_bomb_is_refused_in_words(told: dict[str, dict[str, object]], name: str) -> None:
    assert name in told, "it took all memory or time, or ended in another way than a refusal"
    if "said" in told[name]:
        said = str(told[name]["said"])
        assert said.startswith(("bomb.", "a.", "p.json: ", "prices.json: ", "rates.csv: ", "r"))
        assert said.rstrip(")").endswith((".", "problem", "problems"))
        assert len(said) < 600
    else:
        assert told[name]["kept"] == min(int(str(told[name]["refused"])), 1_000) > 0
