"""A consolidated view: what is told apart, how chains are kept beside each other, and what changed since."""

from dataclasses import replace
from datetime import date

from builders import portfolio
from hypothesis import given
from hypothesis import strategies as st
from sealing import with_finals

from fivegates.domain.language import ENGLISH
from fivegates.domain.limits import CODE_PATTERN, TITLE
from fivegates.domain.portfolio.consolidation import (
    Origin,
    Source,
    SourceChanges,
    as_in_source,
    moved_in_chain,
    source_changes,
    unique_names,
    unique_titles,
)
from fivegates.domain.wording.consolidation import (
    change_lines,
    consolidated_lines,
    source_sentence,
    view_sentence,
)

DAY = date(2026, 11, 30)


def test_titles_that_are_alike_are_distinguished_by_the_file() -> None:
    assert unique_titles([("Retail", "a"), (" ", "b"), ("Claims", "c")]) == ("Retail", "b", "Claims")
    assert unique_titles([("AI", "north"), ("ai", "south"), ("Other", "x")]) == (
        "AI (north)",
        "ai (south)",
        "Other",
    )
    assert unique_titles([("AI", "north"), ("AI", "north"), ("AI (north)", "x")]) == (
        "AI (north)",
        "AI (north) (2)",
        "AI (north) (3)",
    )


def test_what_clashes_is_distinguished_on_both_sides_and_nothing_else() -> None:
    retail = ("Retail", [("BOT", "Chat"), ("OWN", "Own"), ("A", "Same name")])
    claims = ("Motor claims", [("bot", "Bot"), ("B", "same NAME")])
    assert unique_names([retail, claims]) == (
        {"BOT": ("Retail.BOT", "Chat"), "OWN": ("OWN", "Own"), "A": ("A", "Same name (Retail)")},
        {"bot": ("Motor.bot", "Bot"), "B": ("B", "same NAME (Motor claims)")},
    )


def test_two_of_one_name_in_one_file_stay_as_they_are() -> None:
    assert unique_names([("Retail", [("A", "Chat"), ("B", "Chat")]), ("Claims", [("C", "Bot")])]) == (
        {"A": ("A", "Chat"), "B": ("B", "Chat")},
        {"C": ("C", "Bot")},
    )


def test_titles_that_begin_alike_lead_with_more_words() -> None:
    found = unique_names([("North retail", [("A", "1")]), ("North", [("A", "2")]), ("North", [("A", "3")])])
    assert [each["A"][0] for each in found] == ["North-retail.A", "North.A", "3.A"]


def test_titles_in_other_scripts_and_codes_without_room_lead_with_a_number() -> None:
    long = "C" * 32
    found = unique_names([("Проверка", [("A", "1"), (long, "2")]), ("Retail", [("A", "3"), (long, "4")])])
    assert found[0]["A"][0] == "1.A"
    assert [each[long][0] for each in found] == [f"1.{'C' * 30}", f"2.{'C' * 30}"]


def test_a_code_that_is_taken_already_is_not_given_again() -> None:
    named = [("Проверка", [("A", "1"), ("1.A", "2")]), ("Retail", [("A", "3"), ("Retail.A", "4")])]
    first, second = unique_names(named)
    assert (first["A"][0], second["A"][0]) == ("1-1.A", "2.A")


def test_the_view_says_of_which_files_and_day_it_is() -> None:
    many = [source(number, f"Unit {number}", "u", "a") for number in range(1, 9)]
    assert view_sentence(many[:1], ENGLISH) == (
        "Consolidated view of 1 file as of 30 November 2026: Unit 1. It is for reading only; edit the files, "
        "and consolidate again."
    )
    assert "8 files" in view_sentence(many, ENGLISH)
    assert "Unit 6 and 2 more" in view_sentence(many, ENGLISH)


def test_a_source_says_how_its_chain_ended() -> None:
    one = source(1, "Retail", "r.fivegates", "a")
    assert source_sentence(one, ENGLISH) == "Retail (r.fivegates): no review was final on 30 November 2026."
    assert source_sentence(replace(one, seals=2, head="b" * 64), ENGLISH) == (
        "Retail (r.fivegates): 2 final reviews on 30 November 2026, verified; the last hash is bbbbbbbb."
    )


def test_what_changed_is_reported_in_a_line_each() -> None:
    assert [*change_lines(SourceChanges(unchanged=("A",)), ENGLISH)] == [
        "No file has changed since the view was made."
    ]
    assert [*change_lines(SourceChanges((), ("A", "B"), ("C",), ("D",)), ENGLISH)] == [
        "Changed since: A and B.",
        "Not in the view before: C.",
        "No longer given: D.",
    ]


def test_what_was_written_is_reported() -> None:
    one = replace(source(1, "Retail", "r", "a"), seals=2)
    assert [*consolidated_lines([one], 1, 0, ENGLISH)] == [
        "Consolidated 1 file: 1 initiative, 2 final reviews, verified."
    ]
    assert [*consolidated_lines([one], 9, 1, ENGLISH)][1].startswith(
        "1 initiative is distinguished by its file"
    )


CODES = st.text("AbB.", min_size=1, max_size=32)
FILES = st.lists(
    st.tuples(
        st.sampled_from(["Retail", "retail bank", "Łódź", "Проверка", "A" * 200]),
        st.lists(
            st.tuples(CODES, st.text("xX", min_size=1, max_size=TITLE)),
            max_size=4,
            unique_by=lambda each: each[0].casefold(),
        ),
    ),
    min_size=1,
    max_size=4,
)


@given(FILES)
def test_no_two_codes_are_alike_whatever_they_were(files: list[tuple[str, list[tuple[str, str]]]]) -> None:
    found = unique_names(files)
    codes = [code for each in found for code, _ in each.values()]
    assert len({code.casefold() for code in codes}) == len(codes) == sum(len(names) for _, names in files)
    assert all(CODE_PATTERN.fullmatch(code) for code in codes)
    assert all(len(name) <= TITLE for each in found for _, name in each.values())


def test_a_chain_is_moved_and_moved_back() -> None:
    first, second = with_finals(portfolio(), [(0, 0)]).records[0].reviews
    reviews = (first, replace(second, supersedes=1))
    moved = moved_in_chain(reviews, 7)
    assert moved[0].seal is not None
    assert (moved[0].seal.number, moved[1].seal, moved[1].supersedes) == (8, None, 8)
    assert moved_in_chain(moved, -7) == reviews


def test_a_record_goes_by_its_own_name_in_its_file() -> None:
    of = portfolio().records[0].initiative
    found = as_in_source(portfolio().records[0], Origin(1, "OWN", "Own"))
    assert found.initiative == replace(of, code="OWN", name="Own")


def source(number: int, title: str, file: str, digest: str) -> Source:
    return Source(number, title, file, DAY, digest * 64)


def test_a_source_is_known_by_content_then_file_then_title() -> None:
    before = [
        source(1, "Same", "same", "a"),
        source(2, "Edited", "edited", "b"),
        source(3, "Moved and edited", "old", "c"),
        source(4, "Gone", "gone", "d"),
        source(5, "Renamed", "before", "e"),
    ]
    now = [
        source(1, "After", "after", "e"),
        source(2, "New title", "edited", "f"),
        source(3, "Moved and edited", "new", "0"),
        source(4, "New", "other", "1"),
        source(5, "Same", "same", "a"),
    ]
    assert source_changes(before, now) == SourceChanges(
        unchanged=("After", "Same"),
        changed=("New title", "Moved and edited"),
        added=("New",),
        gone=("Gone",),
    )
