"""Rubrics of the user's own: imported, used for new reviews, and never changed under an old one."""

from dataclasses import replace
from pathlib import Path

import pytest
from acting import created
from builders import REVIEWED, initiative, two_gates

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.queries import assessment, current_rubric, record, rubrics
from fivegates.actions.reviews import start_review
from fivegates.actions.rubrics import default_rubric, import_rubric, source_text
from fivegates.actions.scoring import set_level
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.verdict.states import VerdictState


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A rubric of two gates, as a file."""
    path = tmp_path / "own.toml"
    path.write_text(source_text(two_gates()), encoding="utf-8")
    return path


def test_an_imported_rubric_is_used_for_new_reviews_and_old_ones_keep_theirs(
    opened: OpenPortfolio, initiative_id: int, review_id: int, own: Path
) -> None:
    changes = import_rubric(opened, own)
    later = created(start_review(opened, initiative_id, REVIEWED.replace(month=8)))
    set_level(opened, later, "owner", 1)

    assert changes.settings
    assert current_rubric(opened) == two_gates()
    old, new = record(opened, initiative_id).reviews
    assert (old.id, old.rubric_id, new.rubric_id) == (review_id, "five-gates", "small")
    found = assessment(opened, record(opened, initiative_id), new)
    assert [gate.gate.id for gate in found.verdict.gates] == ["value", "trust"]
    assert found.verdict.state is VerdictState.NOT_READY


def test_scores_of_criteria_that_the_new_rubric_lacks_are_not_carried(
    opened: OpenPortfolio, initiative_id: int, review_id: int, own: Path
) -> None:
    set_level(opened, review_id, "value-owner", 3)
    import_rubric(opened, own)
    start_review(opened, initiative_id, REVIEWED.replace(month=8))

    assert record(opened, initiative_id).reviews[-1].scores == {}


def test_importing_the_same_again_changes_nothing(opened: OpenPortfolio, own: Path) -> None:
    import_rubric(opened, own)
    label = opened.undo_label
    import_rubric(opened, own)

    assert opened.undo_label is label
    assert rubrics(opened) == (default_rubric(), two_gates())


def test_another_rubric_of_the_same_version_is_refused(
    opened: OpenPortfolio, own: Path, tmp_path: Path
) -> None:
    import_rubric(opened, own)
    other = tmp_path / "other.toml"
    other.write_text(source_text(replace(two_gates(), name="Changed")), encoding="utf-8")

    with pytest.raises(UserError, match="Give the new one another version"):
        import_rubric(opened, other)
    assert current_rubric(opened).name == "Small rubric"


def test_a_bad_rubric_is_refused_by_file_and_key(opened: OpenPortfolio, own: Path) -> None:
    own.write_text(own.read_text(encoding="utf-8").replace("open_score = 75", "open_score = 175"))

    with pytest.raises(DataError, match=r"own\.toml.*open_score"):
        import_rubric(opened, own)
    assert rubrics(opened) == (default_rubric(),)


def test_an_import_can_be_undone_and_redone(opened: OpenPortfolio, own: Path) -> None:
    import_rubric(opened, own)
    undo(opened)
    assert rubrics(opened) == (default_rubric(),)
    assert current_rubric(opened) == default_rubric()
    redo(opened)
    assert current_rubric(opened) == two_gates()
    add_initiative(opened, initiative("X", 0))
