"""Errors that the user can mend, told in plain words in any language."""

import pickle

import pytest
from pseudo import PSEUDO

from fivegates.domain.errors import DataError, Problem, UserError, refuse
from fivegates.domain.language import ENGLISH

TOO_LONG = UserError("is longer than {most} characters.", most=40)
EMPTY = UserError("is empty.")


def test_an_error_is_a_sentence_with_its_values() -> None:
    assert str(TOO_LONG) == TOO_LONG.text(ENGLISH) == "is longer than 40 characters."


def test_an_error_is_the_same_in_another_process() -> None:
    copied = pickle.loads(pickle.dumps(TOO_LONG))  # noqa: S301 - our own bytes
    assert (type(copied), copied.template, copied.values) == (UserError, TOO_LONG.template, TOO_LONG.values)


def test_an_error_is_reported_in_the_language_asked_for() -> None:
    assert TOO_LONG.text(PSEUDO) == "⟦is longer than 40 characters.⟧"


def test_the_values_of_an_error_are_data() -> None:
    assert str(UserError("{path} is empty.", path="{0}/{path}")) == "{0}/{path} is empty."


def test_a_problem_names_its_place_first() -> None:
    assert Problem('key "name"', EMPTY).text(ENGLISH) == 'key "name": is empty.'
    assert Problem("", EMPTY).text(PSEUDO) == "⟦is empty.⟧"


@pytest.mark.parametrize(("count", "rest"), [(1, ""), (2, " (1 more problem)"), (3, " (2 more problems)")])
def test_refused_data_names_the_first_problem_and_counts_the_rest(count: int, rest: str) -> None:
    problems = (Problem("row 2", EMPTY), Problem("row 3", EMPTY), Problem("row 4", EMPTY))[:count]
    refused = DataError("costs.csv", problems)
    assert str(refused) == f"costs.csv: row 2: is empty.{rest}"
    assert refused.problems == problems


def test_refused_data_of_a_form_has_no_file_to_name() -> None:
    assert str(DataError("", (Problem("name", EMPTY),))) == "name: is empty."


def test_refused_data_is_reported_in_the_language_asked_for() -> None:
    refused = DataError("", (Problem("row 2", EMPTY), Problem("row 3", EMPTY)))
    assert refused.text(PSEUDO) == "row 2: ⟦is empty.⟧ ⟦(1 more problem)⟧"


def test_only_problems_are_refused() -> None:
    refuse((), "costs.csv")
    with pytest.raises(DataError, match=r"costs\.csv: row 2: is empty"):
        refuse((Problem("row 2", EMPTY),), "costs.csv")
