"""The search index: what it holds, how it follows edits, and that it leaves the file alone."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import cost, criterion, initiative, portfolio, rubric
from edit_steps import STEPS, Step, take
from examples import times
from hypothesis import given
from hypothesis import strategies as st
from stored import fill, run_outside, untouched

from fivegates.domain.capacity.settings import CapacitySettings, OwnerCapacity
from fivegates.domain.errors import UserError
from fivegates.domain.review.review import Ballot, Panel, Score
from fivegates.domain.search import HitKind
from fivegates.store.file.external_changes import accept_changes
from fivegates.store.file.opening import create_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit, revert
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import PRICE, read_initiative_ids, read_price_books
from fivegates.store.records.ledger import COST, read_rates
from fivegates.store.records.portfolio_tables import save_capacity
from fivegates.store.records.reviews import PANEL, REVIEW, SCORE, insert_rubric, read_review, save_panel
from fivegates.store.records.settings import read_settings, save_settings
from fivegates.store.search.index import SearchIndex


@pytest.fixture
def index(file: PortfolioFile) -> Iterator[SearchIndex]:
    with closing(SearchIndex(file)) as index:
        yield index


def brought_up_to_date(index: SearchIndex) -> int:
    """How many steps that took."""
    return len(list(index.update()))


def kinds(index: SearchIndex, words: str) -> list[HitKind]:
    brought_up_to_date(index)
    return [hit.kind for hit in index.find(words)]


def entitle(file: PortfolioFile, summary: str) -> None:
    with edit(file) as transaction:
        first = read_initiative_ids(file)[0]
        transaction.update("initiative", {"id": first}, {"summary": summary})


def test_a_word_in_one_field_of_one_initiative_is_found(file: PortfolioFile, index: SearchIndex) -> None:
    entitle(file, "Reviewed by Zażółć Gęślą in Łódź")
    brought_up_to_date(index)
    (hit,) = index.find("zazol lodz")
    assert (hit.rank, hit.kind, hit.place) == (1, HitKind.INITIATIVE, "summary")
    assert [hit.snippet.text[first:last] for first, last in hit.snippet.marks] == ["Zażół", "Łódź"]


def test_what_all_initiatives_share_is_found_and_followed(file: PortfolioFile, index: SearchIndex) -> None:
    assert kinds(index, "board pack") == [HitKind.PORTFOLIO]
    assert kinds(index, "confidential") == [HitKind.PORTFOLIO]
    with edit(file) as transaction:
        save_settings(transaction, replace(read_settings(file), title="Albatross"))
    assert not kinds(index, "board pack")
    (book,) = read_price_books(file)
    for words in (book.source, book.prices[0].model, book.prices[0].provider):
        assert HitKind.PRICE_BOOK in kinds(index, words)
    with edit(file) as transaction:
        PRICE.insert(
            transaction, replace(book.prices[0], model="pelican-1", note="Until spring", id=0), book.id
        )
    hits = {hit.kind: hit for hit in index.find("pelican")} if brought_up_to_date(index) else {}
    assert (hits[HitKind.PRICE_BOOK].record_id, hits[HitKind.PRICE_BOOK].initiative_id) == (book.id, 0)
    assert kinds(index, "until spring") == [HitKind.PRICE_BOOK]
    assert kinds(index, read_rates(file).rates[0].source)[-1] is HitKind.RATE


def test_lines_of_the_same_texts_are_one_hit_at_the_last_of_them(
    file: PortfolioFile, index: SearchIndex
) -> None:
    first = read_initiative_ids(file)[0]
    line = replace(cost(), note="Albatross", source="invoice 7")
    with edit(file) as transaction:
        ids = COST.insert_all(transaction, [(first, line), (first, line), (first, replace(line, note="x"))])
    brought_up_to_date(index)
    (hit,) = index.find("albatross")
    assert (hit.kind, hit.place, hit.record_id) == (HitKind.COST, "note", ids[1])
    assert len(index.find("invoice 7")) == 2


def test_whole_words_come_before_beginnings(file: PortfolioFile, index: SearchIndex) -> None:
    with edit(file) as transaction:
        INITIATIVE.insert(transaction, replace(initiative("ZZ-ONE", 0), name="Zebras everywhere"))
        INITIATIVE.insert(transaction, replace(initiative("ZZ-TWO", 0), name="One zebra"))
    brought_up_to_date(index)
    assert [hit.code for hit in index.find("zebra")] == ["ZZ-TWO", "ZZ-ONE"]
    assert [hit.code for hit in index.find("zebra", 1)] == ["ZZ-TWO"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "\x00",
        "\ud800",
        '"',
        '""',
        "*",
        "-",
        "()",
        ": ^ + {",
        "AND",
        "NOT NEAR(",
        "words:x",
        "'; --",
    ],
)
def test_what_is_typed_is_never_syntax(index: SearchIndex, words: str) -> None:
    brought_up_to_date(index)
    index.find(words)


def test_words_without_letters_find_nothing(index: SearchIndex) -> None:
    brought_up_to_date(index)
    assert index.find(' *\x00" ') == ()


def test_a_very_long_query_is_harmless_and_every_word_of_it_counts(
    file: PortfolioFile, index: SearchIndex
) -> None:
    held = [f"word{number}" for number in range(300)]
    entitle(file, " ".join(held))
    brought_up_to_date(index)
    assert len(index.find(" ".join(held))) == 1
    assert index.find(" ".join([*held, "absent"])) == ()
    assert index.find("x" * 1_000_000) == ()


def test_any_text_can_be_asked_for(index: SearchIndex) -> None:
    brought_up_to_date(index)

    @given(st.text())
    def ask(words: str) -> None:
        index.find(words)

    ask()


def test_what_separates_texts_may_stand_in_a_foreign_file(file: PortfolioFile, index: SearchIndex) -> None:
    run_outside(
        file.path, "UPDATE initiative SET summary = 'before' || char(31) || 'behind', sponsor = 'zeb'"
    )
    brought_up_to_date(index)
    assert [hit.place for hit in index.find("behind")] == ["summary"] * len(read_initiative_ids(file))
    assert {hit.place for hit in index.find("zeb")} == {"sponsor"}


def test_an_edit_reads_its_initiative_alone(file: PortfolioFile, index: SearchIndex) -> None:
    assert brought_up_to_date(index) == len(read_initiative_ids(file)) + 1
    assert brought_up_to_date(index) == 0
    entitle(file, "Albatross")
    assert brought_up_to_date(index) == 1
    assert kinds(index, "albatross") == [HitKind.INITIATIVE]


def test_undo_and_redo_are_followed(file: PortfolioFile, index: SearchIndex) -> None:
    brought_up_to_date(index)
    entitle(file, "Albatross")
    assert kinds(index, "albatross")
    undone = revert(file, file.last_edit)
    assert not kinds(index, "albatross")
    revert(file, undone)
    assert kinds(index, "albatross")


def test_reading_that_was_given_up_goes_on_where_it_was(file: PortfolioFile, index: SearchIndex) -> None:
    next(index.update())
    entitle(file, "Albatross")
    assert brought_up_to_date(index) == len(read_initiative_ids(file))
    assert kinds(index, "albatross") == [HitKind.INITIATIVE]


@pytest.mark.parametrize("counted", [True, False])
def test_what_others_write_is_read(file: PortfolioFile, index: SearchIndex, *, counted: bool) -> None:
    brought_up_to_date(index)
    statements = ["UPDATE initiative SET summary = 'Albatross'"]
    run_outside(file.path, *statements, *["UPDATE revision SET number = number + 1"][: int(counted)])
    assert kinds(index, "albatross")
    accept_changes(file)
    assert kinds(index, "albatross")
    entitle(file, "Pelican")
    assert kinds(index, "pelican") == [HitKind.INITIATIVE]


def test_a_read_only_file_is_searched_and_nothing_beside_it_is_made(closed: Path) -> None:
    with untouched(closed), closing(PortfolioFile(closed, read_only=True)) as file:
        index = SearchIndex(file)
        assert kinds(index, "claims")
        assert index.size() > 0
        index.close()


def test_damage_is_reported_in_words(file: PortfolioFile, index: SearchIndex) -> None:
    run_outside(file.path, "UPDATE initiative SET tags = '[1'  || ']'")
    with pytest.raises(UserError):
        brought_up_to_date(index)


def test_damaged_questions_of_a_panel_hide_nothing_else(file: PortfolioFile, index: SearchIndex) -> None:
    with_panel(file)
    run_outside(file.path, "UPDATE panel SET questions = '[x]'")
    assert kinds(index, "ines") == [HitKind.PANEL]
    run_outside(file.path, "UPDATE panel SET questions = '[1, null]'")
    assert kinds(index, "ines") == [HitKind.PANEL]


def with_panel(file: PortfolioFile) -> Panel:
    """A panel on the first review of the file, with one ballot and what was settled."""
    review_id = REVIEW.of(file, read_initiative_ids(file)[0])[0].id
    ballot = Ballot(1, "Ines Falk", "Risk officer", scores=(Score("owner", 2, rationale="No pelican"),))
    panel = Panel("0" * 32, questions=("Who answers the gannet?",), ballots=(ballot,))
    with edit(file) as transaction:
        save_panel(
            transaction, review_id, None, replace(panel, settled=(Score("owner", 3, rationale="Puffin"),))
        )
    found = read_review(file, review_id).panel
    assert found is not None
    return found


def test_who_was_on_a_panel_and_what_they_said_is_found_and_followed(
    file: PortfolioFile, index: SearchIndex
) -> None:
    brought_up_to_date(index)
    panel = with_panel(file)
    wanted = {"ines": "name", "risk officer": "role", "gannet": "question", "pelican": "rationale"}
    for words, place in (wanted | {"puffin": "rationale"}).items():
        assert kinds(index, words) == [HitKind.PANEL]
        assert {hit.place for hit in index.find(words)} == {place}
    (hit,) = index.find("pelican")
    assert (hit.criterion, hit.record_id) == ("owner", REVIEW.of(file, hit.initiative_id)[0].id)
    ballot = replace(panel.ballots[0], scores=(Score("owner", 2, rationale="No auk"),))
    with edit(file) as transaction:
        save_panel(transaction, hit.record_id, panel, replace(panel, ballots=(ballot,)))
    assert kinds(index, "auk") == [HitKind.PANEL]
    assert not kinds(index, "pelican")
    with edit(file) as transaction:
        PANEL.delete(transaction, panel.id)
    assert not kinds(index, "ines")
    assert_as_new(index, file)


def test_a_name_that_only_a_capacity_plan_has_is_found(file: PortfolioFile, index: SearchIndex) -> None:
    brought_up_to_date(index)
    plan = CapacitySettings(owners=(OwnerCapacity("Ines Falk", Decimal(3)),))
    with edit(file) as transaction:
        save_capacity(transaction, plan)
    assert kinds(index, "ines falk") == [HitKind.CAPACITY]


def test_a_framework_is_found_by_its_id_and_by_what_an_item_leaves_open(index: SearchIndex) -> None:
    for words in ("house-rules", "deputies", "people"):
        assert HitKind.FRAMEWORK in kinds(index, words)


def test_every_kind_of_text_is_held(file: PortfolioFile, index: SearchIndex) -> None:
    with_panel(file)
    brought_up_to_date(index)
    assert {entry.kind for entry in index.entries()} == set(HitKind)


@given(steps=st.lists(st.sampled_from(STEPS), max_size=8), undo=st.booleans())
@times(0.5)
def test_after_edits_and_undo_the_index_is_as_if_made_then(*, steps: list[Step], undo: bool) -> None:
    with TemporaryDirectory() as folder, closing(create_file(Path(folder) / "p.fivegates")) as file:
        file.connection.execute("PRAGMA synchronous = OFF")
        fill(file, portfolio())
        with closing(SearchIndex(file)) as index:
            brought_up_to_date(index)
            done = []
            for number, step in enumerate(steps):
                with edit(file) as transaction:
                    take(transaction, step, number)
                done.append(tuple(transaction.rows))
                if number % 2:
                    brought_up_to_date(index)
            for rows in reversed(done[len(done) // 2 :] if undo else []):
                revert(file, rows)
            assert_as_new(index, file)


def assert_as_new(index: SearchIndex, file: PortfolioFile) -> None:
    brought_up_to_date(index)
    with closing(SearchIndex(file)) as new:
        brought_up_to_date(new)
        assert index.entries() == new.entries()
        for words in ("c", "the", "settled", "marsh", "test of", "1", "no"):
            assert index.find(words) == new.find(words)


def test_a_new_rubric_is_read(file: PortfolioFile, index: SearchIndex) -> None:
    brought_up_to_date(index)
    question = replace(criterion("albatross"), question="Is the albatross settled?")
    with edit(file) as transaction:
        insert_rubric(transaction, replace(rubric(question), version="2.0"))
    assert brought_up_to_date(index) == 1
    assert HitKind.CRITERION in {hit.kind for hit in index.find("albatross")}


def test_edits_before_a_deletion_are_followed_after_it(file: PortfolioFile, index: SearchIndex) -> None:
    brought_up_to_date(index)
    first = read_initiative_ids(file)[0]
    review_id = REVIEW.of(file, first)[0].id
    with edit(file) as transaction:
        SCORE.save(transaction, review_id, Score("owner", 1, rationale="Albatross"))
    with edit(file) as transaction:
        REVIEW.delete(transaction, review_id)
    assert not kinds(index, "albatross")
    assert_as_new(index, file)
