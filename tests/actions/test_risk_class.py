"""Classifying an initiative, and refusing what does not follow from its answers."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from acting import created
from builders import REVIEWED, initiative

from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.exchange import export_json, import_json, read_json
from fivegates.actions.file.files import save_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.initiatives import delete_initiative
from fivegates.actions.names import rename
from fivegates.actions.queries import record
from fivegates.actions.risk_class import Statement, classify, remove_risk_class
from fivegates.domain.errors import DataError, UserError

ANSWERS = {
    "practice": False,
    "product": False,
    "area": True,
    "profiles": True,
    "interacts": True,
    "generates": False,
    "reads-people": False,
    "deep-fakes": False,
}
STATEMENT = Statement(REVIEWED, " Nadia Haddad ", " It sorts claims. ")


def test_a_class_is_recorded_with_its_answers_and_undone(opened: OpenPortfolio, initiative_id: int) -> None:
    made = created(classify(opened, initiative_id, ANSWERS, STATEMENT))
    (found,) = record(opened, initiative_id).risk_classes
    assert (found.id, found.level, found.by, found.reason) == (
        made,
        "high",
        "Nadia Haddad",
        "It sorts claims.",
    )
    assert found.given == ANSWERS
    rename(opened, "Nadia Haddad", "N. Haddad")
    assert record(opened, initiative_id).risk_classes == (replace(found, by="N. Haddad"),)
    remove_risk_class(opened, made)
    assert record(opened, initiative_id).risk_classes == ()
    undo(opened)
    delete_initiative(opened, initiative_id)


def test_a_class_without_its_questions_is_refused(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(UserError, match="first without an answer"):
        classify(opened, initiative_id, {"practice": False}, STATEMENT)
    with pytest.raises(UserError, match="There is no question “mitigated”"):
        classify(opened, initiative_id, {**ANSWERS, "mitigated": True}, STATEMENT)
    mistyped = {key: yes for key, yes in ANSWERS.items() if key != "practice"} | {"practise": False}
    with pytest.raises(UserError, match="“practise” is not known here; did you mean “practice”"):
        classify(opened, initiative_id, mistyped, STATEMENT)
    with pytest.raises(UserError, match="With these answers “narrow” is not asked"):
        classify(opened, initiative_id, {**ANSWERS, "narrow": True}, STATEMENT)
    with pytest.raises(DataError):
        classify(opened, initiative_id, ANSWERS, replace(STATEMENT, by=" "))
    assert record(opened, initiative_id).risk_classes == ()


def test_a_portfolio_from_elsewhere_cannot_name_another_class(
    opened: OpenPortfolio, initiative_id: int, tmp_path: Path
) -> None:
    classify(opened, initiative_id, ANSWERS, STATEMENT)
    path = tmp_path / "out.json"
    export_json(opened, path)
    assert read_json(path).records[0].initiative.code == initiative().code
    plain = json.loads(path.read_text(encoding="utf-8"))
    plain["initiatives"][0]["risk_classes"][0]["level"] = "minimal"
    plain["initiatives"][0]["code"] = "OTHER"
    path.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        import_json(opened, path)
    assert [problem.place for problem in refused.value.problems] == ["initiatives[0].risk_classes[0].level"]


@pytest.mark.parametrize(
    "altered", ["level = 'minimal'", "name = 'Harmless'", "applies_from = NULL", "also = '[]'"]
)
def test_a_class_that_another_program_altered_is_found(
    opened: OpenPortfolio, initiative_id: int, tmp_path: Path, altered: str
) -> None:
    classify(opened, initiative_id, ANSWERS, STATEMENT)
    path = tmp_path / "altered.fivegates"
    save_copy(opened, path)
    check_portfolio(path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"UPDATE risk_class SET {altered}")
    with pytest.raises(DataError) as refused:
        check_portfolio(path)
    place = f"{initiative().code}.risk_classes[0].level"
    assert [problem.place for problem in refused.value.problems] == [place]
