"""The check of a file: whatever another program alters in a final review is found, and the review named."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from acting import created
from builders import REVIEWED, action_for, change, evidence_for, initiative
from sealing import SEALED_AT
from stored import tamper

from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.check import Checked, check_portfolio
from fivegates.actions.file.creation import create_filled, create_portfolio
from fivegates.actions.file.exchange import export_json, import_json, read_json
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.finalising import finalise_review
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.plan import add_action
from fivegates.actions.queries import chain_head
from fivegates.actions.records import add_change
from fivegates.actions.reviews import correct_review, start_review
from fivegates.actions.scoring import set_level, set_not_applicable, set_rationale
from fivegates.domain.errors import UserError
from fivegates.domain.review.review import NotApplicable
from fivegates.store.schema import versions
from fivegates.store.schema.versions import migrate


def fill(opened: OpenPortfolio) -> None:
    """One initiative with a final review and its final correction, a draft beside them; another without."""
    of = created(add_initiative(opened, initiative(initiative_id=0)))
    add_initiative(opened, initiative("OTHER", initiative_id=0))
    add_evidence(opened, of, evidence_for("value-owner"))
    add_change(opened, of, change(days_old=3))
    add_action(opened, of, action_for("ops-owner", target_level=3))
    first = created(start_review(opened, of, REVIEWED, "R. Marsh"))
    set_level(opened, first, "value-owner", 3)
    set_rationale(opened, first, "value-owner", "Named.")
    left_out = NotApplicable("It decides nothing about people.", "R. Marsh")
    set_not_applicable(opened, first, "trust-bias", left_out)
    finalise_review(opened, first, "E. Lindqvist", SEALED_AT)
    second = created(correct_review(opened, first, REVIEWED, "R. Marsh", "The owner had left."))
    set_level(opened, second, "value-owner", 1)
    finalise_review(opened, second, "E. Lindqvist", SEALED_AT)
    start_review(opened, of, REVIEWED.replace(month=8), "R. Marsh")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file with two final reviews."""
    opened = create_portfolio(tmp_path_factory.mktemp("original") / "board.fivegates")
    fill(opened)
    close_portfolio(opened)
    return opened.path.read_bytes()


@pytest.fixture
def sealed(tmp_path: Path, original: bytes) -> Path:
    """The same file, to be altered."""
    path = tmp_path / "sealed" / "board.fivegates"
    path.parent.mkdir()
    path.write_bytes(original)
    return path


def test_a_sound_file_tells_the_head_of_its_chain(sealed: Path) -> None:
    head = check_portfolio(sealed).head
    assert head is not None
    assert head.count == 2


def test_a_file_without_final_reviews_has_no_head(tmp_path: Path) -> None:
    opened = create_portfolio(tmp_path / "new.fivegates")
    close_portfolio(opened)
    assert check_portfolio(opened.path) == Checked(None, ())


def columns(table: str, *keys: str) -> Iterator[str]:
    """The columns of a table, but for its own key."""
    with closing(sqlite3.connect(":memory:")) as found:
        found.isolation_level = None
        migrate(found, versions.MIGRATIONS)
        rows = found.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchall()
    return (name for (name,) in rows if name not in keys)


OTHER_VALUES = {
    "initiative_id": "2",
    "dated": "'2026-05-11'",
    "rubric_id": "'other'",
    "rubric_version": "'9.9'",
    "supersedes": "2",
    "criterion": "'value-kpis'",
    "level": "coalesce(level, 1) + 1",
    "not_applicable_reason": "not_applicable_reason || '!'",
    "not_applicable_approver": "not_applicable_approver || '!'",
    "carried": "1 - carried",
    "verdict": "'ready'",
    "readiness_numerator": "50, readiness_denominator = 1",
    "readiness_denominator": "3, readiness_numerator = 50",
    "number": "number + 70",
    "gate": "gate || 'x'",
    "state": "'open'",
    "score_numerator": "50, score_denominator = 1",
    "score_denominator": "3, score_numerator = 50",
    "at": "'2026-05-13T09:12:31Z'",
    "previous": "replace(previous, '0', '1')",
    "signer": "hash",
    "waived_until": "'2027-03-14'",
    "signature": "hash || hash",
    "hash": "replace(hash, 'a', 'b')",
    "content": "replace(content, 'Named.', 'Famed.')",
}
"""Another value for a column; text gets a sign more."""

WHICH = {
    "review": "id = 1",
    "score": "review_id = 1 AND criterion = 'value-owner'",
    "review_verdict": "review_id = 1",
    "gate_verdict": "review_id = 1 AND number = 2",
    "seal": "review_id = 1",
}
"""A row of the first final review in each of its tables."""

ALTERATIONS = [
    (table, column)
    for table, keys in {
        "review": ("id",),
        "score": (
            *("not_applicable_reason", "not_applicable_approver", "not_applicable_review_by", "review_id"),
        ),
        "review_verdict": ("review_id",),
        "gate_verdict": ("review_id",),
        "seal": ("review_id",),
    }.items()
    for column in columns(table, *keys)
]


@pytest.mark.parametrize(("table", "column"), ALTERATIONS)
def test_every_column_of_a_final_review_is_held_to_what_was_sealed(
    sealed: Path, table: str, column: str
) -> None:
    if column.startswith("rubric_"):
        tamper(
            sealed,
            "INSERT INTO rubric "
            "SELECT 'other', version, name, replace(content, '\"five-gates\"', '\"other\"') FROM rubric "
            "UNION SELECT id, '9.9', name, replace(content, '\"1.1\"', '\"9.9\"') FROM rubric",
        )
    value = OTHER_VALUES.get(column, f"\"{column}\" || 'x'")
    which, number = ("review_id = 2", 2) if (table, column) == ("seal", "number") else (WHICH[table], 1)
    tamper(sealed, f'UPDATE {table} SET "{column}" = {value} WHERE {which}')
    with pytest.raises(UserError, match=rf"board\.fivegates: .*no\. {number}\b"):
        check_portfolio(sealed)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE score SET not_applicable_reason = 'None' WHERE review_id = 1 AND criterion = 'trust-bias'",
        "UPDATE score SET not_applicable_approver = '' WHERE review_id = 1 AND criterion = 'trust-bias'",
        (
            "UPDATE score SET not_applicable_review_by = '2027-01-01' "
            "WHERE review_id = 1 AND criterion = 'trust-bias'"
        ),
        "DELETE FROM score WHERE review_id = 1 AND criterion = 'trust-bias'",
        "INSERT INTO score (review_id, criterion, level, rationale) VALUES (1, 'ops-owner', 3, '')",
        "UPDATE score SET review_id = 1 WHERE review_id = 3 AND criterion = 'ops-owner'",
        "DELETE FROM gate_verdict WHERE review_id = 1 AND number = 5",
        "DELETE FROM review_verdict WHERE review_id = 1",
        "UPDATE seal SET review_id = 3 WHERE review_id = 1",
        "UPDATE initiative SET code = 'claims' WHERE id = 1",
        "UPDATE rubric SET content = replace(content, '\"open_score\": 75', '\"open_score\": 60')",
        "DELETE FROM seal WHERE review_id = 1",
    ],
)
def test_rows_that_come_and_go_are_found_too(sealed: Path, statement: str) -> None:
    if "review_id = 3" in statement:
        tamper(
            sealed,
            "INSERT INTO score (review_id, criterion, level, rationale) VALUES (3, 'ops-owner', 3, '')",
        )
    tamper(sealed, statement)
    with pytest.raises(UserError, match=r"no\. 1\b|damaged"):
        check_portfolio(sealed)


def test_a_review_altered_without_its_guards_is_named_all_the_same(sealed: Path) -> None:
    tamper(
        sealed,
        "UPDATE score SET level = 4 WHERE review_id = 2 AND criterion = 'value-owner'",
        guards_back=False,
    )
    before = sealed.read_bytes()
    with pytest.raises(UserError, match=r"no\. 2 .*was altered: “scores\."):
        check_portfolio(sealed)
    assert sealed.read_bytes() == before


def test_guards_alone_that_are_gone_are_reported(sealed: Path) -> None:
    tamper(sealed, "UPDATE portfolio SET title = 'Mine'", guards_back=False)
    with pytest.raises(UserError, match="no longer refuses edits of final reviews"):
        check_portfolio(sealed)


def test_what_is_added_to_a_rubric_is_found(sealed: Path) -> None:
    tamper(sealed, "UPDATE rubric SET content = replace(content, 'accountable', 'responsible')")
    with pytest.raises(UserError, match="“rubric” is not what was sealed"):
        check_portfolio(sealed)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review SET reviewer = '' WHERE id = 1",
        "DELETE FROM review WHERE id = 1",
        "UPDATE score SET level = 4 WHERE review_id = 1",
        "UPDATE score SET review_id = 1 WHERE review_id = 3",
        "DELETE FROM score WHERE review_id = 1",
        "INSERT INTO score (review_id, criterion, level, rationale) VALUES (1, 'ops-owner', 3, '')",
        "UPDATE review_verdict SET verdict = 'ready' WHERE review_id = 1",
        "DELETE FROM gate_verdict WHERE review_id = 1",
        "UPDATE seal SET content = '{}'",
        "DELETE FROM seal",
        "UPDATE rubric SET name = 'Another'",
        "UPDATE initiative SET code = 'claims' WHERE id = 1",
    ],
)
def test_no_slip_of_another_program_changes_a_final_review(sealed: Path, statement: str) -> None:
    with closing(sqlite3.connect(sealed)) as found:
        found.execute("INSERT INTO score (review_id, criterion, level, rationale) VALUES (3, 'x', 3, '')")
        with pytest.raises(sqlite3.IntegrityError, match="A final review does not change"):
            found.execute(statement)


# Exchange


def test_export_and_import_keep_the_chain_byte_for_byte(sealed: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one.json", tmp_path / "two.json"
    opened = open_portfolio(sealed, tmp_path / "backups")
    export_json(opened, first)
    head = chain_head(opened)
    close_portfolio(opened)
    copy = create_filled(tmp_path / "copy.fivegates", read_json(first))
    export_json(copy, second)
    assert first.read_bytes() == second.read_bytes()
    assert chain_head(copy) == head
    close_portfolio(copy)
    assert check_portfolio(copy.path).head == head


def test_an_export_with_an_altered_score_is_refused(sealed: Path, tmp_path: Path) -> None:
    opened = open_portfolio(sealed, tmp_path / "backups")
    export_json(opened, tmp_path / "one.json")
    close_portfolio(opened)
    text = (tmp_path / "one.json").read_text()
    (tmp_path / "one.json").write_text(text.replace('"level": 3', '"level": 4', 1))
    with pytest.raises(UserError, match=r"no\. 1 .* was altered"):
        read_json(tmp_path / "one.json")


def test_two_chains_are_not_joined(sealed: Path, tmp_path: Path, opened: OpenPortfolio) -> None:
    source = open_portfolio(sealed, tmp_path / "backups")
    export_json(source, tmp_path / "one.json")
    close_portfolio(source)
    other = created(add_initiative(opened, initiative("LETTERS", initiative_id=0)))
    review = created(start_review(opened, other, REVIEWED))
    set_level(opened, review, "value-owner", 1)
    finalise_review(opened, review, "E. Lindqvist", SEALED_AT)
    with pytest.raises(UserError, match="two chains of them cannot become one"):
        import_json(opened, tmp_path / "one.json")


def test_an_import_with_final_reviews_cannot_be_undone(
    sealed: Path, tmp_path: Path, opened: OpenPortfolio
) -> None:
    source = open_portfolio(sealed, tmp_path / "backups")
    export_json(source, tmp_path / "one.json")
    close_portfolio(source)
    import_json(opened, tmp_path / "one.json")
    assert undo(opened) is None
    assert chain_head(opened) == check_portfolio(sealed).head
