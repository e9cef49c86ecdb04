"""`fivegates find`: what is found, on a terminal and as JSON, and that nothing found is no error."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_word_is_found_on_a_line_each(run: Run, sample: Path) -> None:
    ended = run("find", sample, "storm", "foto")
    assert ended.code == 0
    assert ended.out == "Nothing in the portfolio contains these words.\n"
    ended = run("find", sample, "STORM", "phot")
    assert ended.code == 0
    assert "Initiative, name: Storm damage estimate from photos" in ended.out
    assert not ended.err


def test_json_has_marks_as_ranges(run: Run, sample: Path) -> None:
    ended = run("find", sample, "storm damage", "--json")
    first = json.loads(ended.out)[0]
    assert (first["rank"], first["kind"], first["place"]) == (1, "initiative", "name")
    assert [first["snippet"][start:end].lower() for start, end in first["marks"]] == ["storm", "damage"]


def test_a_criterion_of_the_rubric_has_no_initiative(run: Run, sample: Path) -> None:
    ended = run("find", sample, "drift watched", "--json")
    hits = [hit for hit in json.loads(ended.out) if hit["kind"] == "criterion"]
    assert {(hit["code"], hit["name"]) for hit in hits} == {(None, None)}
    assert "Rubric  Criterion, title (trust-drift): " in run("find", sample, "drift watched").out


def test_nothing_found_is_an_empty_list(run: Run, sample: Path) -> None:
    ended = run("find", sample, "albatross", "--json")
    assert (ended.code, json.loads(ended.out)) == (0, [])
    assert run("find", sample, "--json", "--", "-").out == "[]\n"


def test_words_are_required(run: Run, sample: Path) -> None:
    assert run("find", sample).code == 2


def test_a_file_that_may_not_be_written_is_searched(run: Run, sample: Path) -> None:
    sample.chmod(0o444)
    assert run("find", sample, "storm").out
