"""No two faces of a portfolio disagree, and none promises a past day: on the day, and a month later."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pdf_reading import pages_of
from statements import (
    PORTFOLIO,
    Statement,
    disagreements,
    of_brief,
    of_calendar,
    of_comparison,
    of_cover,
    of_economics,
    of_history,
    of_insights,
    of_summary,
    of_table,
    of_verdicts,
    of_workbook,
    wrong_tenses,
)

from fivegates.actions import two_days
from fivegates.actions.comparisons import gather_comparison
from fivegates.actions.file import files
from fivegates.actions.queries import find_initiative
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.two_days import portfolio_counts
from fivegates.ui.portfolio.model import COLUMNS, reviewed_word

Run = Callable[..., Any]
TODAY = date(2026, 11, 30)
KEPT = ("BRK-MAIL", "CUS-LETTERS", "REN-LAPSE")


def altered(plain: dict[str, Any], chance: Random) -> dict[str, Any]:
    """The sample with a few initiatives, other due dates, changes to come and proofs of other days."""
    for initiative in plain["initiatives"]:
        initiative["archived"] = initiative["code"] not in KEPT
        for action in initiative.get("actions", []):
            if action.get("due") and chance.random() < 0.5:
                action["due"] = (TODAY + timedelta(days=chance.randint(-40, 90))).isoformat()
        for item in initiative.get("evidence", []):
            if chance.random() < 0.2:
                item["date"] = (TODAY - timedelta(days=chance.randint(0, 200))).isoformat()
        kind = chance.choice(["model", "prompt", "provider", "data", "terms"])
        ahead = (TODAY + timedelta(days=chance.randint(1, 50))).isoformat()
        initiative.setdefault("changes", []).append({"date": ahead, "kind": kind, "summary": "Planned"})
    return plain


@pytest.fixture
def portfolio(run: Run, sample: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The sample altered from a seed."""
    source, file = tmp_path / "all.json", tmp_path / "altered.fivegates"
    assert run("export", sample, source).code == 0
    plain = json.loads(source.read_text(encoding="utf-8"))
    source.write_text(json.dumps(altered(plain, Random(request.param))), encoding="utf-8")  # noqa: S311
    assert run("import", file, source).code == 0
    return file


def reported(run: Run, command: str, *words: str | Path) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """What a command prints as JSON."""
    ended = run(command, *words, "--json")
    assert ended.code == 0, ended.err
    return json.loads(ended.out)


def of_window(file: Path, day: date) -> Iterator[Statement]:
    """What the rows and the counts of the window state."""
    opened = files.open_portfolio(file, file.parent / "backups")
    try:
        lines = tuple(two_days.lines_of_day(opened, day))
        ids = [find_initiative(opened, code) for code in KEPT]
        compared = gather_comparison(opened, ids, day).comparison
    finally:
        files.close_portfolio(opened)
    (readiness,) = (column for column in COLUMNS if column.id == "readiness")
    for line in lines:
        if line.latest and not line.initiative.archived:
            code = line.initiative.code
            yield Statement(code, "verdict", line.latest.verdict.value, "row of the window")
            yield Statement(code, "words", reviewed_word(line, ENGLISH), "row of the window")
            yield Statement(code, "readiness in words", readiness.text(line, ENGLISH), "row of the window")
    counts = portfolio_counts(lines, ENGLISH)
    assert counts.startswith("As of "), counts
    yield from of_summary(counts.partition(": ")[2], "counts of the window")
    yield from of_comparison(compared)


def of_pack(pages: list[str], verdicts: list[dict[str, Any]], words: dict[str, str]) -> Iterator[Statement]:
    """What the front of a pack and its briefs state."""
    yield from of_cover(pages[0])
    contents, whole = pages[1], " ".join(pages)
    for each in verdicts:
        assert words[each["code"]] in contents, f"{each['code']}: {words[each['code']]} not in the contents"
        both = each["on_day"]["text"]
        assert not both or both in whole, f"the briefs lack: {both}"
        path = each["path"]
        if path and path["steps"]:
            days, steps = ENGLISH.number(Decimal(str(path["effort"]))), len(path["steps"])
            total = rf"{re.escape(days)} person-days? in {steps} steps?"
            assert re.search(total, whole), f"{each['code']}: no page tells {total}"


def of_export(run: Run, portfolio: Path, day: date, ending: str) -> bytes:
    """A table that is exported."""
    out = portfolio.with_suffix(ending)
    assert run("export", portfolio, out, "--date", day.isoformat()).code == 0
    return out.read_bytes()


def of_money(run: Run, portfolio: Path, code: str, row: dict[str, str]) -> Iterator[Statement]:
    """The unit cost in two places."""
    return of_economics(reported(run, "economics", portfolio, code), row["Unit cost"])


def brief_pages(run: Run, portfolio: Path, code: str, day: date) -> list[str]:
    """What the pages of a brief on its own say."""
    out = portfolio.with_name("brief.pdf")
    assert run("brief", portfolio, code, "-o", out, "--date", day.isoformat()).code == 0
    return pages_of(out.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize(("portfolio", "later"), [(1, 0), (3, -18)], indirect=["portfolio"])
def test_no_two_statements_disagree(run: Run, portfolio: Path, tmp_path: Path, later: int) -> None:
    day = TODAY + timedelta(days=later)
    at = ("--date", day.isoformat())
    verdicts = reported(run, "verdict", portfolio, *at)
    insights = reported(run, "insights", portfolio, *at)
    window = list(of_window(portfolio, day))
    words = {each.about: str(each.value) for each in window if each.what == "words"}
    pack = tmp_path / "pack.pdf"
    assert run("pack", portfolio, "-o", pack, *at).code == 0
    pages = pages_of(pack.read_bytes())
    rows = csv.DictReader(StringIO(of_export(run, portfolio, day, ".csv").decode("utf-8-sig")), strict=True)
    table = {row["Code"]: row for row in rows}
    briefs = {code: brief_pages(run, portfolio, code, day) for code in KEPT}
    said = [
        *of_table(table.values()),
        *of_workbook(of_export(run, portfolio, day, ".xlsx")),
        *(each for code, told_pages in briefs.items() for each in of_brief(code, told_pages)),
        *(each for code in KEPT for each in of_money(run, portfolio, code, table[code])),
        *of_verdicts(verdicts),
        *of_insights(insights),
        *(each for code in KEPT for each in of_history(reported(run, "history", portfolio, code, *at))),
        *of_calendar(reported(run, "calendar", portfolio, *at)),
        *window,
        *of_pack(pages, verdicts, words),
    ]
    assert disagreements(said) == []
    printed = {
        "verdict": run("verdict", portfolio, *at).out,
        "insights": run("insights", portfolio, *at).out,
        "compare": run("compare", portfolio, *KEPT, *at).out,
        "pack": " ".join(pages),
        **{f"brief on {code}": " ".join(told_pages) for code, told_pages in briefs.items()},
    }
    two = next(each["on_day"]["text"] for each in verdicts if each["code"] == KEPT[0])
    assert two in printed[f"brief on {KEPT[0]}"]
    if later >= 0:  # else what is said of a later review is as of its own day
        assert [each for where, text in printed.items() for each in wrong_tenses(text, day, where)] == []
    for each in verdicts:
        assert each["path"] is None or (each["path"]["ready_by"] or day.isoformat()) >= day.isoformat()
    counts = printed["insights"].splitlines()[0]
    assert disagreements([*of_summary(counts.partition(": ")[2], "insights"), *said]) == []


def test_the_checker_finds_a_disagreement_and_a_past_day() -> None:
    said = [Statement(PORTFOLIO, "drafts", 1, "pack"), Statement(PORTFOLIO, "drafts", 2, "window")]
    assert disagreements(said) == ["portfolio, drafts: {'1': ['pack'], '2': ['window']}"]
    assert disagreements(said[:1] * 2) == []
    text = "Ready by 1 March 2026. Approve production on condition of the step listed, by 30 June 2026."
    assert list(wrong_tenses(text, date(2026, 6, 1), "brief")) == ["brief: Ready by 1 March 2026"]
    assert list(wrong_tenses(text, date(2026, 7, 1), "brief")) == [
        "brief: Ready by 1 March 2026",
        "brief: step listed, by 30 June 2026",
    ]
    assert list(wrong_tenses("Ready by 1 Sept 2026", date(2026, 1, 1), "table")) == []
    held = "proof good until 1 June 2026; it was good until 3 May 2026; another lapsed after 4 July 2026"
    assert list(wrong_tenses(held, date(2026, 6, 1), "table")) == ["table: lapsed after 4 July 2026"]
    assert list(wrong_tenses(held, date(2026, 7, 5), "table")) == ["table: good until 1 June 2026"]


PAST = date(2026, 8, 15)


def test_a_paper_of_a_day_before_the_reviews_names_their_days(run: Run, sample: Path, tmp_path: Path) -> None:
    pack, compared, at = tmp_path / "pack.pdf", tmp_path / "two.pdf", ("--date", PAST.isoformat())
    assert run("pack", sample, "-o", pack, "--edition", "summary", *at).code == 0
    assert run("compare", sample, *KEPT[::2], "-o", compared, *at).code == 0
    pages, two = pages_of(pack.read_bytes()), pages_of(compared.read_bytes())[0]
    insights, printed = run("insights", sample, *at).out, run("compare", sample, *KEPT[::2], *at).out
    frameworks = run("frameworks", sample, *at).out
    later = "reviews are after 15 August 2026: what is said of them is as of their own days"
    for text, count in ((pages[0], 6), (insights, 6), (frameworks, 6), (two, 2), (printed, 2)):
        assert f"{count} {later}" in text
    whole = " ".join(pages)
    assert "of a later review on its own" in whole
    made = re.findall(r"Decision of (\d{1,2}) (\w+)\.? (\d{4})", whole)
    assert made == [("16", "Jun", "2026")]
    due = re.findall(r"\d+ conditions? (?:is|are) (?:not met|open)", whole + insights)
    assert set(due) == {"1 condition is open"}
    assert "No proof lapses within 60 days" in whole
    assert "condition" not in run("attention", sample, *at).out


def test_the_cover_has_what_briefs_say_is_broken(run: Run, sample: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack.pdf"
    why = ("--reason", "Asked", "--asked-by", "A. Roth", "--approved-by", "R. Marsh")
    for code, criterion, until in (
        ("CLM-TRIAGE", "value-owner", "2026-12-20"),
        ("REN-LAPSE", "trust-drift", "2026-11-20"),
    ):
        days = ("--granted", "2026-11-01", "--until", until)
        assert run("waive", sample, code, criterion, *why, *days).code == 0
    for day, counts in (
        ("2026-11-30", "1 stop figure is reached; 1 waiver has ended; 1 waiver ends within 30 days."),
        ("2027-01-11", "1 stop figure is reached; 2 waivers have ended."),
    ):
        assert run("pack", sample, "-o", pack, "--date", day, "--edition", "summary").code == 0
        cover = pages_of(pack.read_bytes())[0]
        assert counts in cover
        assert cover.index(counts) < cover.index("Conditions of decisions") < cover.index("What moved")
        (stop,) = set(re.findall(r"Stop figure reached in [A-Z]\w+ \d{4}", cover))
        assert stop in run("attention", sample, "--date", day).out
