"""What others ask of a rubric."""

import pytest
from builders import two_gates

RUBRIC = two_gates()


def test_gates_and_criteria_are_found_by_id() -> None:
    assert RUBRIC.criterion("funding").title == "The funding is settled"
    assert RUBRIC.gate("trust").name == "Trust"


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="unheard-of"):
        RUBRIC.criterion("unheard-of")
    with pytest.raises(KeyError, match="unheard-of"):
        RUBRIC.gate("unheard-of")


def test_the_criteria_of_a_gate_keep_their_order() -> None:
    assert [c.id for c in RUBRIC.criteria_of("trust")] == ["test", "bias"]


def test_gates_are_numbered_from_1() -> None:
    assert [RUBRIC.gate_number(gate.id) for gate in RUBRIC.gates] == [1, 2]
