"""The portfolio JSON: nothing is lost, the bytes never vary, and each fault is named with its path."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import builders
import portfolio_strategies as any_
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.economics.money import RateTable
from fivegates.domain.errors import DataError
from fivegates.domain.initiative.initiative import Initiative, Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import InitiativeRecord, Portfolio, Score
from fivegates.exchange import json_text
from fivegates.exchange.portfolio.json_format import read_portfolio, write_portfolio

DEFAULT = builders.two_gates()
HEAD = '"format": "fivegates-portfolio", "version": 1'


def read(text: str) -> Portfolio:
    return read_portfolio(text.encode(), "in.json", DEFAULT)


def refused(data: bytes) -> list[str]:
    """Read what must be refused; say the problems."""
    with pytest.raises(DataError) as caught:
        read_portfolio(data, "in.json", DEFAULT)
    assert str(caught.value).startswith("in.json: ")
    return [problem.text(ENGLISH) for problem in caught.value.problems]


def full() -> dict[str, Any]:
    """A portfolio in which every field is set, as plain data to be spoilt."""
    plain: dict[str, Any] = json.loads(write_portfolio(builders.portfolio()))
    return plain


# Nothing is lost


def test_a_score_that_its_rubric_does_not_ask_for_is_written_all_the_same() -> None:
    """A file that another program changed can still be exported; importing it tells what is wrong."""
    first, *others = builders.portfolio().records
    scores = {"unasked": Score("unasked", 1), "owner": Score("owner", 2)}
    review = replace(first.reviews[0], scores=scores)
    spoilt = replace(builders.portfolio(), records=(replace(first, reviews=(review,)), *others))
    (reported,) = refused(write_portfolio(spoilt))
    assert reported.startswith("initiatives[0].reviews[0].scores.unasked: “unasked” is not known here")


@given(any_.portfolios())
def test_reading_gives_back_what_was_written(portfolio: Portfolio) -> None:
    assert read_portfolio(write_portfolio(portfolio), "in.json", DEFAULT) == portfolio


@pytest.mark.slow
@given(any_.portfolios())
def test_the_same_portfolio_gives_the_same_bytes(portfolio: Portfolio) -> None:
    written = write_portfolio(portfolio)

    assert write_portfolio(read_portfolio(written, "in.json", DEFAULT)) == written


def test_ids_of_the_store_are_left_out() -> None:
    portfolio = builders.portfolio()

    again = read_portfolio(write_portfolio(portfolio), "in.json", DEFAULT)

    assert again.records == tuple(builders.without_ids(record) for record in portfolio.records)


def test_the_text_is_utf_8_indented_by_two_with_a_final_newline() -> None:
    text = write_portfolio(builders.portfolio()).decode()

    assert text.startswith(
        '{\n  "format": "fivegates-portfolio",\n  "version": 1,\n  "title": "Board pack",\n'
    )
    assert "Zażółć, Έλεγχος, Проверка" in text
    assert text.endswith("}\n")


def test_what_says_nothing_is_left_out() -> None:
    (_, empty) = full()["initiatives"]

    assert empty == {"code": "EMPTY", "name": "Nothing recorded", "stage": "poc", "archived": True}


def test_scores_are_written_in_the_order_of_the_rubric() -> None:
    review = builders.review(DEFAULT, {"bias": 1, "owner": 0, "test": 2})
    record = InitiativeRecord(Initiative("A", "Named"), reviews=(review,))
    portfolio = replace(builders.portfolio(), records=(record,))

    scores = json.loads(write_portfolio(portfolio))["initiatives"][0]["reviews"][0]["scores"]

    assert scores == {"owner": {"level": 0}, "test": {"level": 2}, "bias": {"level": 1}}
    assert list(scores) == ["owner", "test", "bias"]


def test_an_answer_that_says_nothing_is_no_answer() -> None:
    record = InitiativeRecord(Initiative("A", "Named"), reviews=(builders.review(DEFAULT, {"owner": None}),))
    written = write_portfolio(replace(builders.portfolio(), records=(record,)))

    assert b"scores" not in written
    spelt_out = written.replace(b'"date": "2026-05-12"', b'"date": "2026-05-12", "scores": {"owner": {}}')
    assert read_portfolio(spelt_out, "in.json", DEFAULT).records[0].reviews[0].scores == {}


# Written by hand


def test_little_is_needed() -> None:
    portfolio = read(f'{{{HEAD}, "initiatives": [{{"code": "A", "name": "Named"}}]}}')

    assert portfolio.settings.title == ""
    assert (portfolio.settings.rubric_id, portfolio.settings.rubric_version) == ("small", "1.0")
    assert portfolio.rubrics == (DEFAULT,)
    assert portfolio.records == (InitiativeRecord(Initiative("A", "Named", stage=Stage.POC)),)


def test_a_review_without_a_rubric_uses_the_portfolio_s() -> None:
    plain = full()
    newer = {**plain["rubrics"][0], "version": "2.0"}
    plain["rubrics"].append(newer)
    plain["rubric"]["version"] = "2.0"
    del plain["initiatives"][0]["reviews"][0]["rubric"]

    reviews = read(json.dumps(plain)).records[0].reviews

    assert [review.rubric_version for review in reviews] == ["2.0", "1.0"]


def test_reviews_are_put_in_order_of_date() -> None:
    plain = full()
    plain["initiatives"][0]["reviews"].reverse()

    assert write_portfolio(read(json.dumps(plain))) == write_portfolio(builders.portfolio())


def test_a_byte_order_mark_is_tolerated() -> None:
    data = b"\xef\xbb\xbf" + write_portfolio(builders.portfolio())

    assert read_portfolio(data, "in.json", DEFAULT).settings.title == "Board pack"


def test_numbers_are_read_exactly() -> None:
    plain = json.dumps(full()).replace('"effort": 2.5', '"effort": 2.50').replace("40000", "4E4")
    record = read(plain).records[0]

    assert str(record.actions[0].effort) == "2.50"
    assert record.initiative.target_volume == 40_000
    assert b'"effort": 2.5,' in write_portfolio(read(plain))


def test_money_keeps_every_digit_and_is_written_as_text() -> None:
    (written, _) = full()["initiatives"]

    assert [line["amount"] for line in written["costs"]] == ["1200.50", "-0.000000123"]
    assert written["costs"][1]["attributed"] is False
    assert "attributed" not in written["costs"][0]
    assert written["usage"][0]["tokens_cached"] == 0
    assert full()["rates"][0] == {
        "month": "2026-03",
        "base": "USD",
        "quote": "EUR",
        "value": "0.9174",
        "source": "ECB",
    }


def test_a_file_from_before_money_has_no_ledger_and_reports_in_euros() -> None:
    portfolio = read(f'{{{HEAD}, "initiatives": [{{"code": "A", "name": "Named"}}]}}')

    assert portfolio.settings.currency == "EUR"
    assert portfolio.rates == RateTable()
    assert portfolio.records[0].ledger == Ledger()


# Not a portfolio at all


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b'{\n"format": "\xff"}', "Line 2 is not UTF-8 text. Save the file as UTF-8."),
        (b'{"format":\n oops}', "Line 2, column 2: this is not JSON (Expecting value)."),
        (b"[" * 100_000, "The brackets in this file are nested too deeply."),
        (b'{"a":' * 100_000, "The brackets in this file are nested too deeply."),
        (
            b"[" * 900 + b"]" * 900,
            "This is not a Fivegates portfolio: “format” is not “fivegates-portfolio”.",
        ),
        (b"9" * 5000, "A number in this file has too many digits."),
        (b"[]", "This is not a Fivegates portfolio: “format” is not “fivegates-portfolio”."),
        (b'{"format": "other"}', "This is not a Fivegates portfolio: “format” is not “fivegates-portfolio”."),
        (
            b'{"format": "fivegates-portfolio", "version": 2}',
            "version: This was written by a newer Fivegates. Update Fivegates to read it.",
        ),
        (b'{"format": "fivegates-portfolio"}', "version: This is missing."),
        (b'{"format": "fivegates-portfolio", "version": 0}', "version: Write 1."),
    ],
)
def test_what_is_no_portfolio_is_reported_in_one_sentence(data: bytes, expected: str) -> None:
    assert refused(data) == [expected]


def test_a_file_that_is_too_large_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "MOST_BYTES", 2**20)

    assert refused(b"x" * (2**20 + 1)) == ["The file is larger than 1 MB."]


def test_a_field_given_twice() -> None:
    text = json.dumps(full()).replace('"level": 1', '"level": 1, "level": 2', 1)

    assert refused(text.encode()) == [
        "initiatives[0].reviews[0].scores.owner: The field level appears here more than once."
    ]


@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    written = write_portfolio(builders.portfolio())
    start = data.draw(st.integers(0, len(written)))
    end = start + data.draw(st.sampled_from([0, 1, 2, 40, len(written)]))
    pieces = [b"", b"{", b"]", b'"', b",", b"\\ud800", b"\xff", b"null", b"1e9999", b'{"level": 4},']
    damaged = written[:start] + data.draw(st.sampled_from(pieces)) + written[end:]

    try:
        reported = write_portfolio(read_portfolio(damaged, "in.json", DEFAULT))
    except DataError as error:
        reported = "".join(problem.text(ENGLISH) for problem in error.problems).encode()
    assert reported


# A portfolio with faults


def spoilt(spoil: Callable[[dict[str, Any]], object]) -> bytes:
    plain = full()
    spoil(plain)
    return json.dumps(plain).encode()


def set_at(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Set the field at a dotted path, list positions as numbers."""

    def set_it(plain: dict[str, Any]) -> None:
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        holder: Any = plain
        for part in parents:
            holder = holder[part]
        holder[last] = value

    return set_it


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("titel", "T", "titel: “titel” is not known here; did you mean “title”?"),
        (
            "\ud800\n",
            "T",
            "“��”: “��” is not known here; it can be accent, capacity, currency, day_rate, files, ",
        ),
        ("marking", None, "marking: Leave the field out where there is nothing to say."),
        ("initiatives", {}, "initiatives: Write a list, in square brackets."),
        ("initiatives.1", "EMPTY", "initiatives[1]: Write an object, in braces."),
        ("initiatives.1.code", "claims", "initiatives[1].code: initiatives[0] has this code already."),
        ("initiatives.0.name", 7, "initiatives[0].name: Write text in quotation marks."),
        (
            "initiatives.0.stage",
            "pilt",
            "initiatives[0].stage: “pilt” is not known here; did you mean “pilot”?",
        ),
        ("initiatives.0.tags", "claims", "initiatives[0].tags: Write a list, in square brackets."),
        ("initiatives.0.tags.1", 7, "initiatives[0].tags[1]: Write text in quotation marks."),
        (
            "initiatives.0.archived",
            1,
            "initiatives[0].archived: Write true or false, without quotation marks.",
        ),
        (
            "initiatives.0.target_volume",
            "40,000",
            "initiatives[0].target_volume: Write a whole number, without quotation marks.",
        ),
        (
            "initiatives.0.target_volume",
            0.5,
            "initiatives[0].target_volume: Write a whole number, without quotation marks.",
        ),
        (
            "initiatives.0.target_go_live",
            "2026-02-30",
            "initiatives[0].target_go_live: Write a date as year-month-day, such as 2026-05-12.",
        ),
        (
            "initiatives.0.target_go_live",
            "20260230",
            "initiatives[0].target_go_live: Write a date as year-month-day, such as 2026-05-12.",
        ),
        (
            "initiatives.0.evidence.0.criterion",
            "ownr",
            "initiatives[0].evidence[0].criterion: “ownr” is not known here; did you mean “owner”?",
        ),
        (
            "initiatives.0.actions.0.criterion",
            "x",
            "initiatives[0].actions[0].criterion: “x” is not known here; it can be owner, funding, ",
        ),
        (
            "initiatives.0.actions.0.effort",
            2.55,
            "initiatives[0].actions[0].effort: Write person-days from 0 to 10,000, with at most one decimal.",
        ),
        (
            "initiatives.0.actions.0.effort",
            float("nan"),
            "initiatives[0].actions[0].effort: Write a number, without quotation marks.",
        ),
        (
            "initiatives.0.actions.0.effort",
            float("-inf"),
            "initiatives[0].actions[0].effort: Write a number, without quotation marks.",
        ),
        (
            "initiatives.0.actions.0.effort",
            True,
            "initiatives[0].actions[0].effort: Write a number, without quotation marks.",
        ),
        (
            "initiatives.0.reviews.1.date",
            "2026-02-11",
            "initiatives[0].reviews[1].date: reviews[0] is of this day already.",
        ),
        (
            "initiatives.0.reviews.1.rubric",
            {"id": "large", "version": "1.0"},
            "initiatives[0].reviews[1].rubric: This file has no rubric “large” of version “1.0”.",
        ),
        (
            "initiatives.0.reviews.1.rubric",
            {"id": "", "version": ""},
            "initiatives[0].reviews[1].rubric: This file has no rubric “” of version “”.",
        ),
        (
            "initiatives.0.reviews.1.rubric",
            {"id": "small"},
            "initiatives[0].reviews[1].rubric.version: This is missing.",
        ),
        (
            "initiatives.0.reviews.1.scores",
            [],
            "initiatives[0].reviews[1].scores: Write an object, in braces.",
        ),
        (
            "initiatives.0.reviews.1.scores.tset",
            {},
            "initiatives[0].reviews[1].scores.tset: “tset” is not known here; did you mean “test”?",
        ),
        (
            "initiatives.0.reviews.1.scores.test",
            3,
            "initiatives[0].reviews[1].scores.test: Write an object, in braces.",
        ),
        (
            "initiatives.0.reviews.1.scores.test.level",
            5,
            "initiatives[0].reviews[1].scores.test.level: Choose a level from 0 to 4.",
        ),
        (
            "initiatives.0.reviews.1.scores.bias.level",
            2,
            "initiatives[0].reviews[1].scores.bias.not_applicable: A criterion has a level or is ",
        ),
        (
            "initiatives.0.reviews.1.scores.bias.not_applicable",
            {"approver": "R. Marsh"},
            "initiatives[0].reviews[1].scores.bias.not_applicable.reason: This is missing.",
        ),
        (
            "rubric",
            {"id": "large", "version": "1.0"},
            "rubric: This file has no rubric “large” of version “1.0”.",
        ),
        ("rubrics.0", 7, "rubrics[0]: "),
        ("currency", "", "currency: Write a currency by its three capital letters, such as EUR."),
        ("currency", "QQQ", "currency: Write a currency by its three capital letters, such as EUR."),
        ("rates.0.month", "2026-3", "rates[0].month: Write a month as year-month, such as 2026-05."),
        ("rates.0.month", 202603, "rates[0].month: Write text in quotation marks."),
        ("rates.0.month", "1999-12", "rates[0].month: Choose a month from 2000-01 to 2100-12."),
        ("rates.0.value", "0.00", "rates[0].value: Write a rate above zero, with at most 20 decimals."),
        ("rates.0.value", 0.9, "rates[0].value: Write an amount in quotation marks, with digits alone"),
        (
            "rates.1",
            {"month": "2026-03", "base": "EUR", "quote": "USD", "value": "1.09"},
            "rates[1]: There is a rate between EUR and USD for 2026-03 already.",
        ),
        (
            "initiatives.0.costs.0.amount",
            1200.5,
            "initiatives[0].costs[0].amount: Write an amount in quotation marks, with digits alone, such ",
        ),
        ("initiatives.0.costs.0.amount", "1,200.50", "initiatives[0].costs[0].amount: Write an amount in "),
        ("initiatives.0.costs.0.attributed", "no", "initiatives[0].costs[0].attributed: Write true or false"),
        (
            "initiatives.0.costs.0.category",
            "people and data",
            "initiatives[0].costs[0].category: “people and data” is not known here; ",
        ),
        (
            "initiatives.0.costs.0.fingerprint",
            "cost-1",
            "initiatives[0].costs[1].fingerprint: costs[0] has this fingerprint already.",
        ),
        (
            "initiatives.0.usage.0.successes",
            4201,
            "initiatives[0].usage[0].successes: This is part of “units”, and cannot be more.",
        ),
        (
            "initiatives.0.benefits.0.currency",
            "eur",
            "initiatives[0].benefits[0].currency: Write a currency by its three capital letters, such as ",
        ),
        (
            "rubrics.0.criterion.0.gate",
            "valu\ud800",
            'rubrics[0], criterion "owner", key "gate": “valu�” is not known here; did you mean “value”?',
        ),
        ("rubrics.0.criterion.0.level.2.gap", 7, 'rubrics[0], criterion "owner", level 2, key "gap": '),
    ],
)
def test_a_fault_is_named_with_its_path(path: str, value: object, expected: str) -> None:
    (problem,) = refused(spoilt(set_at(path, value)))

    assert problem.startswith(expected)


def test_every_problem_is_reported() -> None:
    def spoil(plain: dict[str, Any]) -> None:
        set_at("title", "t" * 201)(plain)
        del plain["initiatives"][0]["code"]
        set_at("initiatives.0.name", "n" * 401)(plain)
        set_at("initiatives.0.changes.0.dated", "2026-01-01")(plain)
        del plain["initiatives"][0]["changes"][0]["date"]

    assert refused(spoilt(spoil)) == [
        "initiatives[0].code: This is missing.",
        "initiatives[0].changes[0].date: This is missing.",
        "initiatives[0].changes[0].dated: “dated” is not known here; did you mean “date”?",
        "initiatives[0].name: This has 401 characters; at most 400 fit.",
        "title: This has 201 characters; at most 200 fit.",
    ]


def test_a_rubric_given_twice() -> None:
    assert refused(spoilt(lambda plain: plain["rubrics"].append(plain["rubrics"][0]))) == [
        "rubrics[1]: This rubric appears here more than once."
    ]


def test_with_two_rubrics_the_usual_one_must_be_named() -> None:
    def spoil(plain: dict[str, Any]) -> None:
        plain["rubrics"].append({**plain["rubrics"][0], "version": "2.0"})
        del plain["rubric"]

    assert refused(spoilt(spoil)) == ["rubric: This is missing: say which rubric new reviews use."]


def test_a_rubric_with_a_number_beyond_all_bounds() -> None:
    data = json.dumps(full()).replace(
        '"evidence_effort": 0.5', '"evidence_effort": 1e99999999999999999999', 1
    )

    (problem,) = refused(data.encode())

    assert problem.startswith('rubrics[0], criterion "owner", key "evidence_effort": ')


def test_a_score_of_a_criterion_that_only_another_rubric_has() -> None:
    def spoil(plain: dict[str, Any]) -> None:
        other = json.loads(json.dumps(plain["rubrics"][0]))
        other["version"] = "2.0"
        other["criterion"][1]["id"] = "cash"
        plain["rubrics"].append(other)
        plain["initiatives"][0]["evidence"][0]["criterion"] = "cash"
        plain["initiatives"][0]["reviews"][0]["scores"]["cash"] = {"level": 1}

    (problem,) = refused(spoilt(spoil))

    assert problem.startswith("initiatives[0].reviews[0].scores.cash: “cash” is not known here; it can be ")


@pytest.mark.parametrize("level", range(5))
def test_every_level_survives(level: int) -> None:
    record = InitiativeRecord(Initiative("A", "Named"), reviews=(builders.review(DEFAULT, {"owner": level}),))
    portfolio = replace(builders.portfolio(), records=(record,))

    (again,) = read_portfolio(write_portfolio(portfolio), "in.json", DEFAULT).records

    assert again.reviews[0].scores == {"owner": Score("owner", level)}
