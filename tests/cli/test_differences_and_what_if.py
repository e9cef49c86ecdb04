"""Two reviews criterion by criterion, and what would follow from other figures, as the window says them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_two_reviews_are_compared_criterion_by_criterion(run: Run, sample: Path) -> None:
    ended = run("differences", sample, "CLM-TRIAGE")
    assert ended.code == 0
    lines = [line.strip() for line in ended.out.splitlines()]
    assert lines[0] == "CLM-TRIAGE  Motor claims triage"
    plain = json.loads(run("differences", sample, "clm-triage", "--json").out)
    assert plain["text"] == lines[3]
    assert len(lines[4:]) >= len(plain["criteria"]) > 0
    whole = json.loads(run("differences", sample, "clm-triage", "--all", "--json").out)
    assert len(whole["criteria"]) == 22
    assert [each for each in whole["criteria"] if each in plain["criteria"]] == plain["criteria"]


def test_two_reviews_may_be_named_by_day_or_number(run: Run, sample: Path) -> None:
    latest = json.loads(run("differences", sample, "CLM-TRIAGE", "--json").out)
    days = latest["from"]["date"], latest["to"]["date"]
    turned = run("differences", sample, "CLM-TRIAGE", "--from", days[1], "--to", days[0], "--json")
    assert json.loads(turned.out) == latest, "the earlier one comes first whichever is named first"
    first = json.loads(run("differences", sample, "CLM-TRIAGE", "--to", days[0], "--json").out)
    assert first["to"]["date"] == days[0]
    assert first["from"]["date"] < days[0]


def test_one_review_alone_cannot_be_compared(run: Run, sample: Path) -> None:
    day = json.loads(run("differences", sample, "CLM-TRIAGE", "--json").out)["to"]["date"]
    ended = run("differences", sample, "CLM-TRIAGE", "--from", day)
    assert (ended.code, ended.out) == (1, "")
    assert "no second review" in ended.err
    ended = run("differences", sample, "CLM-TRIAGE", "--from", "1999-01-01")
    assert ended.code == 1
    assert "no review “1999-01-01”" in ended.err


def test_what_is_supposed_changes_verdict_and_month_alone(run: Run, sample: Path) -> None:
    before = sample.read_bytes()
    words = (
        "what-if",
        sample,
        "CUS-LETTERS",
        "--level",
        "value-owner=0",
        "--volume",
        "200000",
        "--price",
        "-50",
    )
    ended = run(*words)
    assert ended.code == 0
    assert "Nothing of this is recorded." in ended.out
    assert "Price of the model: −50%" in ended.out
    plain = json.loads(run(*words, "--json").out)
    assert plain["supposed"] == {"levels": {"value-owner": 0}, "volume": 200_000, "price_change": -0.5}
    assert plain["then"]["verdict"] == "not-ready"
    assert plain["then"]["month"]["volume"] == 200_000
    assert plain["now"]["month"]["volume"] != 200_000
    assert all(sentence in ended.out for sentence in plain["text"])
    assert sample.read_bytes() == before


def test_volume_and_price_are_kept_as_a_scenario(run: Run, sample: Path) -> None:
    ended = run("what-if", sample, "CUS-LETTERS", "--volume", "123", "--keep", "Half")
    assert "Kept as the scenario “Half”, under Costs, At scale" in ended.out
    assert '"name": "Half"' in run("economics", sample, "CUS-LETTERS", "--json").out


def test_what_cannot_be_supposed_is_refused(run: Run, sample: Path) -> None:
    assert run("what-if", sample, "CUS-LETTERS").code == 2
    for level, why in (("value-owner=5", "from 0 to 4"), ("nothing=1", "no criterion “nothing”")):
        ended = run("what-if", sample, "CUS-LETTERS", "--level", level)
        assert (ended.code, ended.out) == (1, "")
        assert why in ended.err


def test_an_initiative_without_a_review_has_no_verdict_to_change(run: Run, tmp_path: Path) -> None:
    source, file = tmp_path / "one.json", tmp_path / "one.fivegates"
    whole = {"format": "fivegates-portfolio", "version": 1, "initiatives": [{"code": "A", "name": "Alpha"}]}
    source.write_text(json.dumps(whole))
    assert run("import", file, source).code == 0
    for command in (("what-if", file, "A", "--volume", "5"), ("differences", file, "A")):
        ended = run(*command)
        assert (ended.code, ended.out) == (1, "")
        assert "has not been reviewed yet" in ended.err


def test_a_rationale_of_several_lines_stays_in_its_place(run: Run, sample: Path, tmp_path: Path) -> None:
    plain, file, copy = tmp_path / "all.json", tmp_path / "changed.json", tmp_path / "copy.fivegates"
    assert run("export", sample, plain).code == 0
    portfolio = json.loads(plain.read_text(encoding="utf-8"))
    (claims,) = (each for each in portfolio["initiatives"] if each["code"] == "CLM-TRIAGE")
    claims["reviews"][-1]["scores"]["value-owner"]["rationale"] = "Nobody yet.\nVerdict: Ready"
    file.write_text(json.dumps(portfolio), encoding="utf-8")
    assert run("import", copy, file).code == 0
    assert "Nobody yet. Verdict: Ready\n" in run("differences", copy, "CLM-TRIAGE").out
