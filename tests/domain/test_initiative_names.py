"""Names of initiatives where there is little room: still told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.wording.words import BEGINNING, distinct_names, listed_names, short_name


def of(*names: str) -> list[Initiative]:
    return [Initiative(f"N{number}", name) for number, name in enumerate(names)]


def first_eight(text: str) -> str:
    return text if len(text) <= 8 else f"{text[:8]}…"


def test_a_long_name_gives_way_to_the_code() -> None:
    assert short_name(Initiative("CLM", "Claims\ntriage")) == "Claims triage"
    assert short_name(Initiative("CLM", "x" * 49)) == "CLM"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Claims triage", "Letters"), ["Claims t…", "Letters"]),
        (("Claims triage", "Claims tests", "Letters"), ["N0 Claim…", "N1 Claim…", "Letters"]),
        (("Letters", "Letters"), ["N0 Lette…", "N1 Lette…"]),
    ],
)
def test_names_that_would_look_alike_begin_with_the_code(names: tuple[str, ...], shown: list[str]) -> None:
    assert [distinct_names(of(*names), first_eight)[each] for each in of(*names)] == shown


def test_listed_names_that_begin_alike_have_the_code_first_and_stay_whole() -> None:
    long = "x" * BEGINNING
    found = of(f"{long} claims", f"{long} letters", "Claims")
    assert [listed_names([*found, *found])[each] for each in found] == [
        f"N0 {long} claims",
        f"N1 {long} letters",
        "Claims",
    ]


@given(st.lists(st.text("ab ", min_size=1, max_size=12), max_size=9))
def test_no_two_look_alike_where_codes_fit(names: list[str]) -> None:
    shown = distinct_names(of(*names), first_eight)
    assert len({*shown.values()}) == len(names)
