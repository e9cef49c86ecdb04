"""Each edit is noted: when, by whom, what in a sentence, and what it concerned."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from builders import REVIEWED

from fivegates.actions import initiatives, plan, scoring
from fivegates.actions.file import exchange, transaction
from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.edit_history import account_name, read_history
from fivegates.actions.file.files import close_portfolio, open_portfolio, save_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.actions.overview import settings
from fivegates.actions.portfolio import edit_settings
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Action, ActionStatus, Initiative
from fivegates.domain.language import ENGLISH, Message
from fivegates.domain.portfolio.edit_history import EditEntry, EditKind, ValueChange, people_of
from fivegates.domain.wording.edit_history import change_words, entry_words, person_words, place_words
from fivegates.store.records.settings import save_settings

OWNER = "value-owner"
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of the account, whoever runs the tests."""
    monkeypatch.setattr("getpass.getuser", lambda: "erika")


@pytest.fixture
def opened(opened: OpenPortfolio) -> OpenPortfolio:
    """An empty portfolio, at noon."""
    opened.clock = lambda: NOON
    return opened


def said(opened: OpenPortfolio) -> list[str]:
    return [entry_words(each, ENGLISH) for each in read_history(opened)]


def test_a_new_portfolio_has_no_history(opened: OpenPortfolio) -> None:
    assert read_history(opened) == ()


def test_an_edit_says_who_what_and_when(opened: OpenPortfolio) -> None:
    created = initiatives.add_initiative(opened, Initiative("CLAIMS", "Claims")).created
    assert created is not None
    (entry,) = read_history(opened)
    assert (entry.at, entry.by, entry.kind) == (NOON, "erika", EditKind.EDIT)
    assert entry_words(entry, ENGLISH) == "Add “Claims”"
    assert (entry.initiatives, entry.codes) == ((created,), ("CLAIMS",))
    assert people_of([entry, replace(entry, by="")]) == ("erika",)


def test_undo_and_redo_are_entries_of_their_own(opened: OpenPortfolio) -> None:
    initiatives.add_initiative(opened, Initiative("CLAIMS", "Claims"))
    transaction.undo(opened)
    transaction.redo(opened)
    assert said(opened) == ["Redo: Add “Claims”", "Undo: Add “Claims”", "Add “Claims”"]


def test_a_score_names_its_review_and_criterion(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    scoring.set_level(opened, review_id, OWNER, 2)
    entry = read_history(opened)[0]
    assert (entry.initiatives, entry.reviewed, entry.criterion) == ((initiative_id,), REVIEWED, OWNER)


def test_typing_is_one_entry_until_something_else_is_edited(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    begun = len(read_history(opened))
    times = iter(range(100))
    opened.clock = lambda: NOON + timedelta(minutes=next(times))
    for text in ("A", "As", "As measured"):
        scoring.set_rationale(opened, review_id, OWNER, text)
    assert len(read_history(opened)) == begun + 1
    assert read_history(opened)[0].at == NOON + timedelta(minutes=2)
    transaction.undo(opened)
    scoring.set_rationale(opened, review_id, OWNER, "RowRelation")
    kinds = [each.kind for each in read_history(opened, initiative_id)]
    assert kinds[:3] == ["edit", "undo", "edit"]


def test_it_is_kept_across_closings_and_in_copies_alone(opened: OpenPortfolio, tmp_path: Path) -> None:
    initiatives.add_initiative(opened, Initiative("CLAIMS", "Claims"))
    exchange.export_json(opened, tmp_path / "out.json")
    save_copy(opened, tmp_path / "copy.fivegates")
    assert "erika" not in (tmp_path / "out.json").read_text(encoding="utf-8")
    again = open_portfolio(tmp_path / "copy.fivegates", tmp_path / "backups", tmp_path / "locks")
    assert said(again) == ["Add “Claims”"]
    close_portfolio(again)
    imported = create_portfolio(tmp_path / "imported.fivegates")
    exchange.import_json(imported, tmp_path / "out.json")
    assert said(imported) == ["Import out.json"]
    close_portfolio(imported)


def test_what_is_older_than_wanted_is_pruned_at_the_next_edit(opened: OpenPortfolio) -> None:
    edit_settings(opened, replace(settings(opened), history_days=30))
    opened.clock = lambda: NOON + timedelta(days=31)
    initiatives.add_initiative(opened, Initiative("CLAIMS", "Claims"))
    assert len(read_history(opened)) == 2, "once for each opening"
    opened.last_entry = None
    initiatives.add_initiative(opened, Initiative("CARE", "Care"))
    assert said(opened) == ["Add “Care”", "Add “Claims”"]


def test_there_is_a_bound_to_how_many_are_kept(
    opened: OpenPortfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fivegates.store.records.edit_history.MOST_ENTRIES", 2)
    monkeypatch.setattr("fivegates.actions.file.edit_history._PRUNED_EVERY", 1)
    for code in "ABC":
        initiatives.add_initiative(opened, Initiative(code, code))
    assert said(opened) == ["Add “C”", "Add “B”"]


def test_the_history_of_a_deleted_initiative_is_not_that_of_the_next(opened: OpenPortfolio) -> None:
    first = initiatives.add_initiative(opened, Initiative("A", "A")).created
    assert first is not None
    initiatives.delete_initiative(opened, first)
    second = initiatives.add_initiative(opened, Initiative("B", "B")).created
    assert second is not None
    assert [entry_words(each, ENGLISH) for each in read_history(opened, second)] == ["Add “B”"]


def test_whatever_a_name_holds_is_noted(opened: OpenPortfolio) -> None:
    name = "{name} " + "x" * 150 + "…"
    initiatives.add_initiative(opened, Initiative("A", name))
    assert said(opened) == [f"Add “{name}”"]


def test_an_account_may_have_no_name(opened: OpenPortfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nameless)
    assert account_name() == ""
    initiatives.add_initiative(opened, Initiative("A", "A"))
    assert read_history(opened)[0].by == ""


def test_nothing_is_noted_of_what_was_refused(opened: OpenPortfolio) -> None:
    initiatives.add_initiative(opened, Initiative("A", "A"))
    with pytest.raises(Exception, match="A"):
        initiatives.add_initiative(opened, Initiative("A", "A"))
    assert len(read_history(opened)) == 1


def test_the_view_words_it_in_english(opened: OpenPortfolio, review_id: int) -> None:
    scoring.set_level(opened, review_id, OWNER, 2)
    found = opened.file.rows("SELECT * FROM edit_history")
    assert [row["what"] for row in found] == [each.what.text(ENGLISH) for each in read_history(opened)]
    assert found[0]["criterion"] == OWNER


HOSTILE = [
    ("Add {name.__class__}", '[["name", "A", "text"]]', "Add {name.__class__}"),
    ("Add {name:>9999999}", '[["name", "A", "text"]]', "Add {name:>9999999}"),
    ("Add {name!r}", '[["name", "A", "text"]]', "Add {name!r}"),
    ("Add {other}", '[["name", "A", "text"]]', "Add {other}"),
    ("Add {", "[]", "Add {"),
    ("On {day}", '[["day", "2026-05-12", "day"]]', "On 12 May 2026"),
    ("{month}: {count}", '[["month", "2026-05", "month"], ["count", 3, "number"]]', "May 2026: 3"),
]


@pytest.mark.parametrize(("what", "details", "words"), HOSTILE)
def test_a_template_can_do_no_more_than_name_its_values(
    opened: OpenPortfolio, what: str, details: str, words: str
) -> None:
    initiatives.add_initiative(opened, Initiative("A", "A"))
    opened.file.connection.execute("UPDATE edit SET what = ?, details = ?", (what, details))
    assert said(opened) == [words]


DAMAGED = [
    ("details", "[1]"),
    ("details", '[["name", 1, "text"]]'),
    ("details", '[["day", "2026-02-30", "day"]]'),
    ("details", "[}]"),
    ("initiatives", '["A"]'),
    ("codes", "[1]"),
]


@pytest.mark.parametrize(("column", "value"), DAMAGED)
def test_an_entry_that_cannot_be_read_is_damage(opened: OpenPortfolio, column: str, value: str) -> None:
    initiatives.add_initiative(opened, Initiative("A", "A"))
    opened.file.connection.execute(f"UPDATE edit SET {column} = ?", (value,))
    opened.file.connection.commit()
    for read in (lambda: read_history(opened), lambda: check_portfolio(opened.file.path)):
        with pytest.raises(UserError, match="damaged"):
            read()


def test_a_month_and_a_number_are_kept_as_such(opened: OpenPortfolio) -> None:
    label = Message("{month}: {count}", month=Month(2026, 5), count=1234)
    with saving(opened, label) as action:
        save_settings(action.edit, replace(settings(opened), title="Other"))
    assert said(opened) == ["May 2026: 1234"]


def test_many_initiatives_are_counted_and_a_whole_portfolio_is_none(opened: OpenPortfolio) -> None:
    initiatives.add_initiative(opened, Initiative("A", "A"))
    (entry,) = read_history(opened)
    assert place_words(entry, ENGLISH) == "A"
    assert place_words(replace(entry, codes=()), ENGLISH) == "–"
    assert place_words(replace(entry, codes=("A", "B", "C", "D")), ENGLISH) == "4 initiatives"
    assert person_words(replace(entry, by=""), ENGLISH) == "Not known"


def test_a_score_says_the_level_before_and_after(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    scoring.set_level(opened, review_id, OWNER, 0)
    scoring.set_level(opened, review_id, OWNER, 3)
    transaction.undo(opened)
    scoring.clear_score(opened, review_id, OWNER)
    found = [said_of(each) for each in read_history(opened, initiative_id)[:4]]
    assert found == ["Level 0 → –", "Level 3 → 0", "Level 0 → 3", "Level – → 0"]
    assert said(opened)[1].endswith("” · Level 3 → 0")


def test_typing_keeps_the_text_that_it_began_with(opened: OpenPortfolio, review_id: int) -> None:
    scoring.set_rationale(opened, review_id, OWNER, "Seen")
    opened.last_entry = None
    for text in ("S", "", "Measured " * 20):
        scoring.set_rationale(opened, review_id, OWNER, text)
    entry = read_history(opened)[0]
    assert entry.changed == ValueChange("score.rationale", "Seen", ("Measured " * 20))
    assert said_of(entry).startswith("Rationale: Seen → Measured Measured")
    assert said_of(entry).endswith("…")


def test_one_field_of_a_record_says_what_it_was(opened: OpenPortfolio, initiative_id: int) -> None:
    created = plan.add_action(opened, initiative_id, Action(OWNER, "Name one", owner="A. Meyer")).created
    assert created is not None
    assert read_history(opened)[0].changed is None
    base = Action(OWNER, "Name one", owner="B. Brandt", id=created)
    plan.edit_action(opened, base)
    assert said_of(read_history(opened)[0]) == "Owner: A. Meyer → B. Brandt"
    base = replace(base, due=date(2026, 12, 1))
    plan.edit_action(opened, base)
    assert said_of(read_history(opened)[0]) == "Due: – → 1 Dec 2026"
    base = replace(base, status=ActionStatus.DONE)
    plan.edit_action(opened, base)
    assert said_of(read_history(opened)[0]) == "Status: Open → Done"
    plan.edit_action(opened, replace(base, title="Name two", owner="C. Cole"))
    assert read_history(opened)[0].changed is None, "two fields"
    plan.edit_action(opened, replace(base, title="Name two", owner="C. Cole", effort=Decimal(2)))
    assert read_history(opened)[0].changed is None, "a field of which no values are kept"


def test_values_that_another_program_wrote_are_shown_as_they_are() -> None:
    odd = ValueChange("initiative.target_go_live", 1200, "soon")
    assert change_words(odd, ENGLISH) == "Target go-live: 1200 → soon"
    assert (
        change_words(ValueChange("initiative.target_volume", None, 1200), ENGLISH)
        == "Target volume: – → 1,200"
    )
    assert change_words(ValueChange("initiative.stage", "poc", "pilot"), ENGLISH) == "Stage: POC → Pilot"


def said_of(entry: EditEntry) -> str:
    assert entry.changed is not None
    return change_words(entry.changed, ENGLISH)
