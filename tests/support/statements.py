"""Extracts the statements of every output of a portfolio, to find contradictions.

A statement says something of an initiative, or of the portfolio, as of a day: a verdict, a date, a count, an
amount, a status. All that state the same have to agree, and none may be of a past day as if it were to come.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from fivegates.domain.comparison.comparison import Comparison
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.overview import BEST_FIRST
from fivegates.domain.wording.comparison_facts import (
    path_rows,
    status_rows,
)
from fivegates.domain.wording.comparison_money import (
    build_rows,
    money_rows,
)
from fivegates.domain.wording.verdicts import verdict_headline
from fivegates.domain.wording.words import UNKNOWN, verdict_word

PORTFOLIO = "portfolio"
DAY = r"(\d{1,2} [A-Z][a-z]+ \d{4})"
PROMISES = (
    rf"Ready by:? {DAY}",
    rf"(?<!was )(?<!held )good until {DAY}",
    rf"lapses after {DAY}",
    rf"will be voided on {DAY}",
    rf"(?:Ready|Ready with conditions|Incomplete) until {DAY}, then",
    rf"if nothing is renewed[^.]*?, after {DAY}",
    rf"path ends on {DAY}",
    rf"is planned for {DAY}",
    rf"step listed, by {DAY}",
    rf"steps listed, by {DAY}",
    rf"Review again after {DAY}",
    rf"ready for least: [^.]*?, by {DAY}",
    rf"gets ready with [^.]*?, by {DAY}",
    rf"Its last due date is {DAY}",
)
"""Phrases about a future day."""
REPORTS = (
    rf"lapsed after {DAY}",
    rf"(?<!will be )voided on {DAY}",
    rf"was good until {DAY}",
    rf"overdue[^.,;]{{0,20}} since {DAY}",
)
"""Phrases about a past day."""


@dataclass(frozen=True)
class Statement:
    """The statement that `what` of `about` is `value`, found at `where`."""

    about: str
    what: str
    value: object
    where: str


def disagreements(found: Iterable[Statement]) -> list[str]:
    """The contradictions, each with its statements and their sources."""
    said: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in found:
        said[each.about, each.what][repr(each.value)].append(each.where)
    return [f"{about}, {what}: {dict(values)}" for (about, what), values in said.items() if len(values) > 1]


def wrong_tenses(text: str, day: date, where: str) -> Iterator[str]:
    """Yield days before `day` that a text promises, and later ones that it states as past."""
    for promise in PROMISES:
        for match in re.finditer(promise, text):
            if _day(match[1]) < day:
                yield f"{where}: {match[0]}"
    for report in REPORTS:
        for match in re.finditer(report, text):
            if _day(match[1]) > day or ("voided" not in report and _day(match[1]) == day):
                yield f"{where}: {match[0]}"


def _day(text: str) -> date:
    """A day as tables or sentences have it."""
    shown = text.replace("Sept ", "Sep ")
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(shown, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(text)


def of_verdicts(plain: list[dict[str, Any]]) -> Iterator[Statement]:
    """Yield the statements of `fivegates verdict --json`."""
    for each in plain:
        code, where = each["code"], "verdict --json"
        yield Statement(code, "review", each["reviewed"], where)
        yield Statement(code, "verdict at review", each["verdict"], where)
        yield Statement(code, "readiness at review", each["readiness"], where)
        if each["on_day"] is None:
            continue
        yield Statement(code, "verdict", each["on_day"]["verdict"], where)
        yield Statement(code, "readiness", each["on_day"]["readiness"], where)
        yield Statement(code, "day", each["on_day"]["date"], where)
        path = each["path"]
        yield Statement(code, "effort", path and path["effort"], where)
        yield Statement(code, "steps", path and len(path["steps"]), where)
        if path and path["steps"]:
            days = ENGLISH.days(Decimal(str(path["effort"])))
            yield Statement(code, "effort in words", days, where)
            yield Statement(code, "steps in words", ENGLISH.number(len(path["steps"])), where)
        yield Statement(code, "ready by", path and path["ready_by"], where)


def of_insights(plain: dict[str, Any]) -> Iterator[Statement]:
    """Yield the statements of `fivegates insights --json`."""
    where = "insights --json"
    counts = dict.fromkeys((state.value for state in BEST_FIRST), 0)
    for row in plain["gates"]["initiatives"]:
        code, then = row["code"], row["at_review"]
        yield Statement(code, "verdict", row["verdict"], where)
        yield Statement(code, "readiness", row["readiness"], where)
        yield Statement(code, "verdict at review", then["verdict"], where)
        yield Statement(code, "review", then["date"], where)
        counts[row["verdict"]] += 1
    yield from of_counts(counts, where)
    for place in plain["effort"]["places"]:
        yield Statement(place["code"], "effort", place["effort"], where)
        yield Statement(place["code"], "ready by", place["ready_by"], where)


def of_history(plain: dict[str, Any]) -> Iterator[Statement]:
    """Yield the statements of `fivegates history CODE --json` on the latest review, and on the day."""
    code, latest, where = plain["code"], plain["reviews"][-1], "history --json"
    yield Statement(code, "review", latest["date"], where)
    yield Statement(code, "verdict at review", latest["verdict"], where)
    yield Statement(code, "readiness at review", latest["readiness"], where)
    yield Statement(code, "verdict", plain["on_day"]["verdict"], where)
    yield Statement(code, "readiness", plain["on_day"]["readiness"], where)
    yield Statement(code, "day", plain["on_day"]["date"], where)


def of_calendar(plain: list[dict[str, Any]]) -> Iterator[Statement]:
    """Yield the statements of `fivegates calendar --json`."""
    for each in plain:
        yield Statement(each["code"], "verdict", each["verdict"], "calendar --json")
        yield Statement(each["code"], "day", each["on"], "calendar --json")


def of_workbook(workbook: bytes) -> Iterator[Statement]:
    """Yield the statements of the first sheet of `fivegates export … .xlsx`."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_name("Initiatives")
    head, *rows = sheet.to_python()
    reported = [dict(zip(map(str, head), map(_cell_text, row), strict=True)) for row in rows]
    yield from of_table(reported, "export to XLSX")


def _cell_text(value: object) -> str:
    """A cell as CSV has it."""
    match value:
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def of_table(rows: Iterable[dict[str, str]], where: str = "export to CSV") -> Iterator[Statement]:
    """Yield the statements of a table of initiatives, such as `fivegates export … .csv`."""
    states = {verdict_word(state, ENGLISH): state.value for state in BEST_FIRST}
    for row in rows:
        if not row["Review"] or row["Archived"] == "yes":
            continue
        code, effort = row["Code"], row["Person-days to ready"]
        yield Statement(code, "review", row["Review"], where)
        yield Statement(code, "verdict at review", states[row["Verdict"]], where)
        yield Statement(code, "verdict", states[row["Verdict then"]], where)
        yield Statement(code, "day", row["As of"], where)
        yield Statement(code, "steps", int(row["Steps to ready"]) if effort else None, where)
        if row["Unit cost"]:
            yield Statement(code, "unit cost as a number", float(row["Unit cost"]), where)
        yield Statement(code, "effort", _plain_number(effort) if effort else None, where)


def of_economics(plain: dict[str, Any], shown: str) -> Iterator[Statement]:
    """The unit cost that `fivegates economics --json` and a row of a table (`shown`) state."""
    known = [month for month in plain["months"] if month["unit_cost"] and month["run_basis"] == "actual"]
    if not known:
        yield Statement(plain["code"], "unit cost", "", "economics --json")
        yield Statement(plain["code"], "unit cost", shown, "export to CSV")
        return
    digits = len(shown.partition(".")[2])
    exact = Decimal(known[-1]["unit_cost"]).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    yield Statement(plain["code"], "unit cost", str(exact), "economics --json")
    yield Statement(plain["code"], "unit cost", shown, "export to CSV")


FACTS = {
    "effort": r"Path to ready (\S+ person-days?)",
    "result": r"Result a month at target (\S+)",
    "payback": r"Payback at target (\S+(?: months?)?)",
    "break-even": r"It pays from (\S+) ",
}
"""What a brief says on page 1 and above its charts, in the words of the row of a comparison."""


def of_brief(code: str, pages: Sequence[str]) -> Iterator[Statement]:
    """Yield the statements of a brief on its initiative."""
    text, where = " ".join(pages), "brief"
    yield Statement(code, "verdict", _headline(pages[0]), where)
    for what, pattern in FACTS.items():
        for found in re.findall(pattern, text)[:1]:
            yield Statement(code, f"{what} in words", found.lower(), where)
    paths = re.findall(r"(\S+ person-days?) in (\d+) steps?; no cheaper", text)
    for effort, steps in paths:
        yield Statement(code, "effort in words", effort, where)
        yield Statement(code, "steps in words", steps, where)


def _headline(page: str) -> str:
    """The verdict as the headline of page 1 gives it."""
    for state in sorted(BEST_FIRST, key=lambda each: -len(verdict_headline(each, ENGLISH))):
        if verdict_headline(state, ENGLISH) in page:
            return state.value
    return ""


ROWS = {
    "Effort to ready": "effort in words",
    "Readiness": "readiness in words",
    "Result of a month at target volume": "result in words",
    "Payback at target volume": "payback in words",
}
"""The rows of a comparison that other faces state too."""


def of_comparison(comparison: Comparison) -> Iterator[Statement]:
    """Yield the statements of a comparison, as window, paper and command line print them."""
    reported = (
        *status_rows(comparison, ENGLISH),
        *path_rows(comparison, ENGLISH),
        *money_rows(comparison, ENGLISH),
        *build_rows(comparison, ENGLISH),
    )
    for row in reported:
        for side, cell in zip(comparison.sides, row.cells, strict=True):
            code = side.initiative.code
            if row.label == "Verdict" and side.assessment:
                yield Statement(code, "verdict", side.assessment.verdict.state.value, "comparison")
                yield Statement(code, "words", cell.text, "comparison")
            if row.label in ROWS and cell.text != UNKNOWN:
                yield Statement(code, ROWS[row.label], cell.text.lower(), "comparison")


def _plain_number(text: str) -> int | float:
    """A number as JSON has it."""
    return int(float(text)) if float(text).is_integer() else float(text)


def of_counts(counts: dict[str, int], where: str) -> Iterator[Statement]:
    """Yield the number of initiatives per verdict as statements."""
    for state, count in counts.items():
        yield Statement(PORTFOLIO, f"count of {state}", count, where)


def of_summary(text: str, where: str) -> Iterator[Statement]:
    """The counts in a sentence such as `6 initiatives · 1 ready · 2 of 6 are drafts`."""
    words = {verdict_word(state, ENGLISH).lower(): state.value for state in BEST_FIRST}
    counts = dict.fromkeys(words.values(), 0)
    for part in text.strip().split(" · "):
        number, _, word = part.partition(" ")
        if word in words:
            counts[words[word]] = int(number)
    yield from of_counts(counts, where)
    drafts = re.search(r"(\d+) of \d+ (?:is a draft|are drafts)", text)
    yield Statement(PORTFOLIO, "drafts", int(drafts[1]) if drafts else 0, where)


def of_cover(page: str) -> Iterator[Statement]:
    """The counts on the cover of a pack: a number above each verdict, the best first."""
    pattern = " ".join(rf"(\d+) {re.escape(verdict_word(state, ENGLISH))}" for state in BEST_FIRST)
    match = re.search(pattern, page)
    assert match, f"no counts on the cover: {page[:400]}"
    yield from of_counts(
        {state.value: int(count) for state, count in zip(BEST_FIRST, match.groups(), strict=True)},
        "cover of the pack",
    )
    drafts = re.search(r"(\d+) of \d+ (?:is a draft|are drafts)", page)
    yield Statement(PORTFOLIO, "drafts", int(drafts[1]) if drafts else 0, "cover of the pack")
