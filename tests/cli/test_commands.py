"""The commands, as a person or a script calls them: what they print, and how they end."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from fivegates.actions import versions
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio

Run = Callable[..., Any]


def test_the_sample_is_never_written_over_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.fivegates"
    path.write_bytes(b"mine")

    ended = run("sample", path)
    assert ended.code == 1
    assert "mine.fivegates" in ended.err
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2028-02-30", "There is no day “2028-02-30”. Write it as 2026-05-12."),
        ("29.02.2028", "There is no day “29.02.2028”. Write it as 2026-05-12."),
        ("9999-12-31", "Choose a day from 2000-01-01 to 2100-12-31."),
        ("1999-12-31", "Choose a day from 2000-01-01 to 2100-12-31."),
    ],
)
def test_a_day_that_is_none_or_of_another_century_is_wrong_usage(
    run: Run, sample: Path, written: str, reason: str
) -> None:
    ended = run("verdict", sample, "CLM-TRIAGE", "--date", written)

    assert (ended.code, ended.out) == (2, "")
    assert reason in ended.err


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31"])
@pytest.mark.parametrize("command", ["verdict", "attention", "calendar", "insights", "track-record"])
def test_the_first_and_the_last_day_can_be_asked_about(
    run: Run, sample: Path, command: str, day: str
) -> None:
    assert run(command, sample, "--date", day).code == 0


def test_verdicts_as_json(run: Run, sample: Path) -> None:
    ended = run("verdict", sample, "--json")
    assert ended.code == 0
    verdicts = json.loads(ended.out)

    assert len(verdicts) == 6
    states = {v["verdict"] for v in verdicts}
    assert states == {"ready", "conditional", "not-ready", "incomplete"}
    for verdict in verdicts:
        assert [gate["id"] for gate in verdict["gates"]] == [
            "value",
            "architecture",
            "trust",
            "economics",
            "operations",
        ]
        assert {gate["state"] for gate in verdict["gates"]} <= {
            "open",
            "conditional",
            "closed",
            "incomplete",
        }
        assert sum(step["effort"] for step in verdict["path"]["steps"]) == verdict["path"]["effort"]
        assert all(reason["text"] for reason in verdict["reasons"])


def test_an_incomplete_initiative_has_no_readiness_rather_than_zero(run: Run, sample: Path) -> None:
    verdicts = json.loads(run("verdict", sample, "--json").out)
    incomplete = next(v for v in verdicts if v["verdict"] == "incomplete")

    assert incomplete["readiness"] is None
    assert any(gate["score"] is None for gate in incomplete["gates"])


def test_an_initiative_never_reviewed_has_five_unknown_gates(run: Run, tmp_path: Path) -> None:
    source, file = tmp_path / "one.json", tmp_path / "one.fivegates"
    source.write_text(
        '{"format": "fivegates-portfolio", "version": 1, "initiatives": [{"code": "A", "name": "Alpha"}]}'
    )
    assert run("import", file, source).code == 0

    (verdict,) = json.loads(run("verdict", file, "--json").out)
    assert (verdict["verdict"], verdict["readiness"], verdict["path"]) == ("incomplete", None, None)
    assert [(gate["state"], gate["score"]) for gate in verdict["gates"]] == [("incomplete", None)] * 5
    assert "Not reviewed yet" in run("verdict", file).out


def test_a_rubric_of_ones_own_is_imported_and_printed(run: Run, sample: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(run("rubric", "--default").out.replace('version = "1.1"', 'version = "7.0"', 1))

    assert run("import", sample, own).code == 0
    assert 'version = "7.0"' in run("rubric", sample).out
    assert run("import", tmp_path / "nowhere.fivegates", own).code == 1


def test_nothing_is_written_over_the_portfolio(run: Run, sample: Path) -> None:
    code = json.loads(run("verdict", sample, "--json").out)[0]["code"]
    before = sample.read_bytes()

    for ending, *words in ((".json", "export"), (".pdf", "brief", code, "-o")):
        sample = sample.rename(sample.with_suffix(ending))
        ended = run(words[0], sample, *words[1:], sample)
        assert ended.code == 1
        assert "portfolio itself" in ended.err
    assert sample.read_bytes() == before


def test_one_verdict_in_words(run: Run, sample: Path) -> None:
    code = json.loads(run("verdict", sample, "--json").out)[0]["code"]
    ended = run("verdict", sample, code)

    assert ended.code == 0
    assert ended.out.startswith(code)
    assert "Architecture" in ended.out


def test_the_same_words_in_json_and_text(run: Run, sample: Path) -> None:
    verdicts = json.loads(run("verdict", sample, "--json").out)
    not_ready = next(v for v in verdicts if v["verdict"] == "not-ready")
    text = run("verdict", sample, not_ready["code"]).out

    for reason in (r for r in not_ready["reasons"] if r["deciding"]):
        assert reason["text"] in text


def test_a_brief_is_written_and_readable(run: Run, sample: Path, tmp_path: Path) -> None:
    verdict = json.loads(run("verdict", sample, "--json").out)[0]
    out = tmp_path / "brief.pdf"

    assert run("brief", sample, verdict["code"], "-o", out).code == 0
    pages = PdfReader(out).pages
    assert verdict["name"] in pages[0].extract_text()
    assert round(float(pages[0].mediabox.width)) == 595

    edition = ("--edition", "one-page", "--chapters", "changes", "--paper", "letter")
    assert run("brief", sample, verdict["code"], "-o", out, *edition).code == 0
    pages = PdfReader(out).pages
    assert round(float(pages[0].mediabox.width)) == 612
    assert len(pages) == 2
    assert "Changes" in pages[1].extract_text()


def test_a_paper_in_a_language_that_is_not_spoken_is_refused(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    ended = run("brief", sample, "BRK-MAIL", "-o", out, "--language", "tlh")
    assert ended.code == 1
    assert ended.err.startswith("Fivegates is not translated into “tlh”. There is en (English)")
    assert not out.exists()


def test_a_paper_takes_its_language_from_the_option(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    asked = ("--edition", "one-page", "--chapters", "none", "--language", "en-US")
    assert run("brief", sample, "BRK-MAIL", "-o", out, *asked).code == 0
    assert str(PdfReader(out).root_object["/Lang"]) == "en-US"


def test_a_chapter_that_there_is_not_is_refused_with_those_there_are(run: Run, sample: Path) -> None:
    ended = run("brief", sample, "BRK-MAIL", "-o", "x.pdf", "--chapters", "ledger,costs")
    assert ended.code == 2
    assert (
        "“costs” is not one of answers, criteria, panel, actions, changes, exceptions, track-record, ledger"
        in ended.err
    )
    assert run("brief", sample, "BRK-MAIL", "-o", "x.doc", "--chapters", "none").code == 1


def test_a_brief_for_others_leaves_names_out(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    ended = run(
        "brief", sample, "CLM-TRIAGE", "-o", out, "--edition", "one-page", "--without", "names,others"
    )
    assert (ended.code, ended.err) == (0, "")
    text = PdfReader(out).pages[0].extract_text()
    assert "Anselm" not in text
    assert "Sponsor: Chief Claims Officer" in " ".join(text.split())
    ended = run("brief", sample, "CLM-TRIAGE", "-o", out, "--without", "people")
    assert ended.code == 2
    assert "“people” is not one of names, money, rationale, references, others" in ended.err


def test_a_brief_without_a_review_is_refused_with_what_to_do(run: Run, tmp_path: Path) -> None:
    source, file = tmp_path / "portfolio.json", tmp_path / "new.fivegates"
    fresh = {"code": "A", "name": "Nothing scored"}
    source.write_text(json.dumps({"format": "fivegates-portfolio", "version": 1, "initiatives": [fresh]}))
    assert run("import", file, source).code == 0

    ended = run("brief", file, "A", "-o", tmp_path / "brief.pdf")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "“Nothing scored” has not been reviewed yet. Review it first.\n"
    assert not (tmp_path / "brief.pdf").exists()


def test_text_that_no_font_can_show_is_named_beside_the_brief(run: Run, tmp_path: Path) -> None:
    asian = {"code": "A", "name": "\u7406 \u8ce0", "reviews": [{"date": "2026-05-12"}]}
    source = tmp_path / "portfolio.json"
    source.write_text(
        json.dumps({"format": "fivegates-portfolio", "version": 1, "initiatives": [asian]}), encoding="utf-8"
    )
    file, out = tmp_path / "asian.fivegates", tmp_path / "brief.pdf"
    assert run("import", file, source).code == 0

    ended = run("brief", file, "A", "-o", out)
    assert (ended.code, out.is_file()) == (0, True)
    assert ended.err.splitlines() == [
        "No font here can show some of the text; a box is shown in its place.",
        "Name: \u7406\u8ce0",
    ]


def test_the_brief_of_an_earlier_review_by_its_day_or_its_number(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    latest, by_day, by_number = (tmp_path / f"{name}.pdf" for name in ("latest", "day", "number"))
    page = ("--edition", "one-page")
    assert run("brief", sample, "BRK-MAIL", "-o", latest, *page).code == 0
    assert run("brief", sample, "BRK-MAIL", "-o", by_day, *page, "--review", "2026-05-19").code == 0
    assert run("brief", sample, "BRK-MAIL", "-o", by_number, *page, "--review", "6").code == 0
    first_page = PdfReader(by_day).pages[0].extract_text()
    assert "Not ready for production" in first_page
    assert "Review of 19 May 2026" in first_page
    assert by_day.read_bytes() == by_number.read_bytes() != latest.read_bytes()

    ended = run("brief", sample, "BRK-MAIL", "-o", tmp_path / "none.pdf", "--review", "2026-05-20")
    assert (ended.code, (tmp_path / "none.pdf").exists()) == (1, False)
    assert "has no review “2026-05-20”" in ended.err


def test_export_and_import_lose_nothing(run: Run, sample: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    copy = tmp_path / "copy.fivegates"

    assert run("export", sample, first).code == 0
    assert run("import", copy, first).code == 0
    assert run("export", copy, second).code == 0
    assert first.read_bytes() == second.read_bytes()


def test_importing_twice_overwrites_nothing(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run("export", sample, out)
    before = sample.read_bytes()

    ended = run("import", sample, out)
    assert ended.code == 1
    assert "Nothing was imported" in ended.err
    assert sample.read_bytes() == before


def test_a_bad_import_creates_no_file(run: Run, tmp_path: Path) -> None:
    source, file = tmp_path / "bad.json", tmp_path / "new.fivegates"
    source.write_text('{"format": "fivegates-portfolio", "version": 1, "initiatives": [{"code": 7}]}')

    ended = run("import", file, source)
    assert ended.code == 1
    assert "bad.json" in ended.err
    assert "initiatives[0].code" in ended.err
    assert not file.exists()


def test_an_initiative_is_found_by_code_or_refused(run: Run, sample: Path) -> None:
    ended = run("verdict", sample, "NO-SUCH")
    assert (ended.code, ended.out) == (1, "")
    assert "NO-SUCH" in ended.err


def test_the_default_rubric_prints_as_a_file_to_edit(run: Run, sample: Path) -> None:
    printed = run("rubric", "--default")
    assert printed.code == 0
    assert 'id = "trust-guardrails"' in printed.out
    assert run("rubric", sample).out == printed.out


@pytest.mark.parametrize(
    "words", [["rubric"], ["verdict"], ["brief", "x.fivegates", "A"], ["verdict", "a", "b", "c"]]
)
def test_wrong_usage_ends_with_2(run: Run, words: list[str]) -> None:
    assert run(*words).code == 2


def test_a_sound_file_is_said_to_be(run: Run, sample: Path) -> None:
    ended = run("check", sample)
    assert (ended.code, ended.err) == (0, "")
    assert "sound" in ended.out


def newer(path: Path) -> None:
    """Mark the file as written by a later version."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def foreign(path: Path) -> None:
    """Make it another application's database."""
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a (b)")
    connection.commit()
    connection.close()


def damaged(path: Path) -> None:
    """Overwrite the middle of the file."""
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 4] = b"\xff" * (4096 * 3)
    path.write_bytes(data)


def empty(path: Path) -> None:
    """Leave nothing in it."""
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("harm", "word"), [(newer, "newer"), (foreign, "not a"), (damaged, "damaged"), (empty, "empty")]
)
@pytest.mark.parametrize("command", ["check", "verdict"])
def test_a_bad_file_is_named_for_what_it_is_and_left_alone(
    run: Run, sample: Path, harm: Callable[[Path], None], word: str, command: str
) -> None:
    harm(sample)
    before = sample.read_bytes()

    ended = run(command, sample)
    assert (ended.code, ended.out) == (1, "")
    assert word in ended.err.lower()
    assert "sample.fivegates" in ended.err.splitlines()[0]
    assert "Traceback" not in ended.err
    assert sample.read_bytes() == before
    assert [p.name for p in sample.parent.iterdir()] == ["sample.fivegates"]


def test_a_file_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    ended = run("verdict", tmp_path / "nowhere.fivegates")
    assert ended.code == 1
    assert "nowhere.fivegates" in ended.err


def test_the_versions_of_the_program_and_its_formats_are_printed(run: Run) -> None:
    ended = run("--version")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{versions.details()}\n"


def test_without_an_initiative_that_is_a_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "empty.fivegates"
    close_portfolio(create_portfolio(file))

    said = "There is no initiative in this portfolio that is not archived.\n"
    ended = run("verdict", file)
    assert (ended.code, ended.out, ended.err) == (0, said, "")
    assert run("verdict", file, "--json").out == "[]\n"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("clm-triag", "; did you mean “CLM-TRIAGE”?"),
        ("ZZZ", "; it has BRK-MAIL, CLM-TRIAGE, CUS-LETTERS, PRP-STORM, REN-LAPSE, UWR-SEARCH."),
    ],
)
def test_a_code_that_no_initiative_has_is_reported_with_those_that_there_are(
    code: str, said: str, run: Run, sample: Path
) -> None:
    for name in ("verdict", "economics", "history", "calendar", "decisions"):
        ended = run(name, sample, code)
        assert (ended.code, ended.out) == (1, "")
        assert ended.err == f"There is no initiative with the code “{code}” in this portfolio{said}\n"


def test_a_code_is_not_guessed_where_there_is_none_or_where_there_are_many(run: Run, tmp_path: Path) -> None:
    for count in (0, 9):
        named = [{"code": f"A{number}", "name": "Alpha"} for number in range(count)]
        plain = {"format": "fivegates-portfolio", "version": 1, "initiatives": named}
        source, file = tmp_path / f"{count}.json", tmp_path / f"{count}.fivegates"
        source.write_text(json.dumps(plain))
        assert run("import", file, source).code == 0

        ended = run("verdict", file, "ZZZ")
        assert ended.err == "There is no initiative with the code “ZZZ” in this portfolio.\n"


def test_an_archived_initiative_is_reported_only_where_it_is_named_and_as_such(
    run: Run, tmp_path: Path
) -> None:
    reviewed = {"code": "A", "name": "Alpha", "archived": True, "reviews": [{"date": "2026-05-12"}]}
    source, file = tmp_path / "one.json", tmp_path / "one.fivegates"
    source.write_text(json.dumps({"format": "fivegates-portfolio", "version": 1, "initiatives": [reviewed]}))
    assert run("import", file, source).code == 0

    assert "Alpha" not in run("verdict", file).out
    assert "Alpha" not in run("calendar", file).out
    for name in ("verdict", "economics", "history", "calendar"):
        assert "A  Alpha (archived)" in run(name, file, "A").out


@pytest.mark.parametrize("further", [(), ("a.fivegates",), ("a.fivegates", "--json")])
def test_a_command_that_was_nearly_typed_is_not_taken_for_a_file(run: Run, further: tuple[str, ...]) -> None:
    ended = run("verdct", *further)
    assert (ended.code, ended.out) == (2, "")
    assert "There is neither a command nor a file “verdct”; did you mean “verdict”?" in ended.err


@pytest.mark.parametrize("word", ["zzz", "z" * 300])
def test_a_word_that_is_like_no_command_leads_to_their_list(run: Run, word: str) -> None:
    ended = run(word, "a.fivegates")
    assert (ended.code, ended.out) == (2, "")
    assert f"nor a file “{word}”; “fivegates --help” lists the commands." in ended.err.replace("\n", " ")


def test_what_needs_more_words_to_be_imported_is_reported_by_its_ending(run: Run, sample: Path) -> None:
    table = run("import", sample, "costs.csv")
    assert table.code == 2
    assert "Say with --as what costs.csv holds: focus, costs, usage, benefits, prices, rates." in table.err
    assert run("import", sample, sample).err == (
        "sample.fivegates is a portfolio. Export it as JSON, and import that.\n"
    )
