"""What every face of a portfolio states, so that two that disagree are found.

A statement says something of an initiative, or of the portfolio, as of a day: a verdict, a date, a count, an
amount, a status. All that state the same have to agree, and none may be of a past day as if it were to come.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.overview import BEST_FIRST
from fivegates.domain.wording.words import verdict_word

PORTFOLIO = "portfolio"
DAY = r"(\d{1,2} [A-Z][a-z]+ \d{4})"
PROMISES = (
    rf"Ready by:? {DAY}",
    rf"step listed, by {DAY}",
    rf"steps listed, by {DAY}",
    rf"Review again after {DAY}",
    rf"ready for least: [^.]*?, by {DAY}",
    rf"Its last due date is {DAY}",
)
"""What is said of a day to come."""


@dataclass(frozen=True)
class Statement:
    """That `what` of `about` is `value`, as `where` says."""

    about: str
    what: str
    value: object
    where: str


def disagreements(found: Iterable[Statement]) -> list[str]:
    """What is stated in two ways, each with who says what."""
    said: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in found:
        said[each.about, each.what][repr(each.value)].append(each.where)
    return [f"{about}, {what}: {dict(values)}" for (about, what), values in said.items() if len(values) > 1]


def past_promises(text: str, day: date, where: str) -> Iterator[str]:
    """Days before `day` that a text promises."""
    for promise in PROMISES:
        for match in re.finditer(promise, text):
            if _day(match[1]) < day:
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
    """What `fivegates verdict --json` states."""
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
        yield Statement(code, "ready by", path and path["ready_by"], where)


def of_insights(plain: dict[str, Any]) -> Iterator[Statement]:
    """What `fivegates insights --json` states."""
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


def of_calendar(plain: list[dict[str, Any]]) -> Iterator[Statement]:
    """What `fivegates calendar --json` states."""
    for each in plain:
        yield Statement(each["code"], "verdict", each["verdict"], "calendar --json")
        yield Statement(each["code"], "day", each["on"], "calendar --json")


def of_table(rows: Iterable[dict[str, str]]) -> Iterator[Statement]:
    """What the rows of `fivegates export … .csv` state."""
    states = {verdict_word(state, ENGLISH): state.value for state in BEST_FIRST}
    where = "export to CSV"
    for row in rows:
        if not row["Review"] or row["Archived"] == "yes":
            continue
        code, effort = row["Code"], row["Person-days to ready"]
        yield Statement(code, "review", row["Review"], where)
        yield Statement(code, "verdict at review", states[row["Verdict"]], where)
        yield Statement(code, "verdict", states[row["Verdict then"]], where)
        yield Statement(code, "day", row["As of"], where)
        yield Statement(code, "steps", int(row["Steps to ready"]) if effort else None, where)
        yield Statement(code, "effort", _plain_number(effort) if effort else None, where)


def of_economics(plain: dict[str, Any], shown: str) -> Iterator[Statement]:
    """The unit cost that `fivegates economics --json` and a row of a table (`shown`) state."""
    known = [month for month in plain["months"] if month["unit_cost"] and month["run_basis"] == "actual"]
    digits = len(shown.partition(".")[2])
    exact = Decimal(known[-1]["unit_cost"]).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    yield Statement(plain["code"], "unit cost", str(exact), "economics --json")
    yield Statement(plain["code"], "unit cost", shown, "export to CSV")


def _plain_number(text: str) -> int | float:
    """A number as JSON has it."""
    return int(float(text)) if float(text).is_integer() else float(text)


def of_counts(counts: dict[str, int], where: str) -> Iterator[Statement]:
    """How many initiatives have which verdict."""
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
