from dataclasses import replace
from pathlib import Path

from builders import evidence_for, initiative

from fivegates.actions import search
from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.external_changes import continue_in_copy
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.initiatives import add_initiative, delete_initiative
from fivegates.actions.scoring import set_rationale
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.search import place_words
from fivegates.languages import language


def codes(opened: OpenPortfolio, words: str) -> list[str]:
    return [hit.code for hit in search.find(opened, words)]


def test_a_name_in_one_rationale_is_found(opened: OpenPortfolio, initiative_id: int, review_id: int) -> None:
    set_rationale(opened, review_id, "value-owner", "Agreed with Katarzyna Żółkiewska.")
    (hit,) = search.find(opened, "zolkiewska")
    assert (hit.kind, hit.place, hit.criterion) == ("rationale", "rationale", "value-owner")
    assert (hit.initiative_id, hit.record_id) == (initiative_id, review_id)


def test_a_question_of_the_rubric_belongs_to_no_initiative(opened: OpenPortfolio) -> None:
    hits = search.find(opened, "drift watched")
    assert {(hit.kind, hit.initiative_id, hit.code) for hit in hits} == {("criterion", 0, "")}


def test_the_rubric_is_found_in_the_language_and_as_it_was_written(opened: OpenPortfolio) -> None:
    german = language("de")
    (criterion,) = {hit.criterion for hit in search.find(opened, "ausgangswert kennzahl", language=german)}
    (hit,) = (hit for hit in search.find(opened, "baseline figure", language=german) if hit.place == "title")
    assert (hit.criterion, criterion) == ("value-kpis", "value-kpis")
    assert not search.find(opened, "ausgangswert kennzahl")


def test_evidence_names_the_further_criteria_that_it_backs(opened: OpenPortfolio, initiative_id: int) -> None:
    item = replace(evidence_for("value-owner"), title="Albatross charter")
    add_evidence(opened, initiative_id, item)
    add_evidence(opened, initiative_id, replace(item, also=("trust-bias", "trust-drift")))
    alone, shared = search.find(opened, "albatross")
    assert alone.also == ()
    assert [each.criterion for each in shared.also] == ["trust-bias", "trust-drift"]
    assert place_words(alone, ENGLISH) == "Evidence, title"
    topics = ENGLISH.listed([each.topic for each in shared.also])
    assert place_words(shared, ENGLISH) == f"Evidence, title, also for {topics}"
    assert topics == "the fairness checks and the watch for drift"


def test_blanks_find_nothing(opened: OpenPortfolio) -> None:
    assert search.find(opened, "  ") == ()


def test_undo_and_redo_take_a_hit_away_and_bring_it_back(opened: OpenPortfolio) -> None:
    add_initiative(opened, initiative("ALBATROSS", 0))
    assert codes(opened, "albat") == ["ALBATROSS"]
    undo(opened)
    assert codes(opened, "albat") == []
    redo(opened)
    assert codes(opened, "albat") == ["ALBATROSS"]


def test_what_was_deleted_is_found_no_more(opened: OpenPortfolio, initiative_id: int) -> None:
    before = [hit for hit in search.find(opened, "r") if hit.initiative_id == initiative_id]
    assert before
    delete_initiative(opened, initiative_id)
    assert not [hit for hit in search.find(opened, "r") if hit.initiative_id == initiative_id]


def test_a_session_that_goes_on_in_a_copy_searches_that(opened: OpenPortfolio, tmp_path: Path) -> None:
    add_initiative(opened, initiative("ALBATROSS", 0))
    assert codes(opened, "albat") == ["ALBATROSS"]
    continue_in_copy(opened, tmp_path / "copy.fivegates")
    add_initiative(opened, initiative("PELICAN", 0))
    assert codes(opened, "albat") == ["ALBATROSS"]
    assert codes(opened, "pelican") == ["PELICAN"]


def test_the_index_is_read_in_steps_and_goes_with_the_portfolio(opened: OpenPortfolio) -> None:
    assert list(search.update(opened)) == [0]
    assert list(search.update(opened)) == []
    opened.close_search()
    assert list(search.update(opened)) == [0]
