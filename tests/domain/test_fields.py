"""The fields of a record as a table: names, limits, plain data."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from fivegates.domain.economics.ledger import PriceTerms, TokenPrices
from fivegates.domain.economics.months import Month
from fivegates.domain.fields import field_problems, fields_of, plain_of_record
from fivegates.domain.initiative.initiative import Action, ActionStatus
from fivegates.domain.limits import Dated, Line, Parts


@dataclass(frozen=True)
class Inner:
    text: Annotated[str, Line(3)]


@dataclass(frozen=True)
class Outer:
    dated: Dated
    parts: Annotated[tuple[Inner, ...], Parts()] = ()
    at: datetime | None = None
    month: Month | None = None
    part: Inner | None = None
    id: int = 0


def test_a_field_is_named_as_in_json_and_the_id_is_none() -> None:
    assert [(field.name, field.key) for field in fields_of(Outer)][:2] == [
        ("dated", "date"),
        ("parts", "parts"),
    ]
    assert "id" not in {field.name for field in fields_of(Outer)}
    assert [field.required for field in fields_of(Outer)][:2] == [True, False]


def test_problems_come_in_the_order_of_the_fields_at_their_places() -> None:
    outer = Outer(date(1999, 1, 1), (Inner("one"), Inner("four")))
    assert [problem.place for problem in field_problems(outer)] == ["date", "parts[1].text"]


def test_the_fields_of_a_flat_part_are_at_the_outer_place() -> None:
    terms = PriceTerms(TokenPrices(input=Decimal(-1)))
    assert [problem.place for problem in field_problems(terms)] == ["input"]


def test_plain_data_has_every_field_and_nested_records() -> None:
    outer = Outer(
        date(2026, 5, 1), (Inner("a"),), datetime(2026, 5, 1, 9, 30, tzinfo=UTC), Month(2026, 5), Inner("b")
    )
    assert plain_of_record(outer) == {
        "date": "2026-05-01",
        "parts": [{"text": "a"}],
        "at": "2026-05-01T09:30:00Z",
        "month": "2026-05",
        "part": {"text": "b"},
    }
    assert plain_of_record(Outer(date(2026, 5, 1)), {"dated", "parts"}) == {
        "at": None,
        "month": None,
        "part": None,
    }


def test_person_days_are_a_number_and_words_of_a_list_text() -> None:
    plain = plain_of_record(Action("gate", "Title", effort=Decimal("2.5"), status=ActionStatus.DONE))
    assert (plain["effort"], plain["status"]) == (2.5, "done")
    assert plain_of_record(Action("gate", "Title", effort=Decimal("2.0")))["effort"] == 2
