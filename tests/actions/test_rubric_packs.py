"""Packs in a portfolio: added, removed, sealed with a review, restated, refused when they clash."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from acting import created
from builders import REVIEWED, criterion, initiative, pack, two_gates
from sealing import SEALED_AT

from fivegates.actions.evidence_calendar import latest_bridge
from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.exchange import export_json, import_json
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.finalising import finalise_review
from fivegates.actions.initiatives import add_initiative, set_archived
from fivegates.actions.queries import current_rubric, record, rubrics
from fivegates.actions.reviews import start_review
from fivegates.actions.rubrics import (
    default_rubric,
    examine,
    import_rubric,
    missing_rubrics,
    preview_rubric,
    rubric_offer,
    rubric_on_base,
    rubric_with,
    rubric_without,
    shipped_packs,
    shipped_rubrics,
    source_text,
    use_rubric,
)
from fivegates.actions.scoring import set_level, set_not_applicable
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.review.review import NotApplicable
from fivegates.domain.rubric.packs import Pack, compose, parts_of
from fivegates.domain.trend.bridge import Cause
from fivegates.domain.verdict.states import VerdictState

DAY = REVIEWED.replace(month=8)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Pack], Path]:
    """Write a pack for the five gates into a file."""

    def write(added: Pack) -> Path:
        path = tmp_path / f"{added.head.id}.toml"
        head = replace(added.head, base="five-gates", base_versions=("1.1",))
        path.write_text(source_text(replace(added, head=head)), encoding="utf-8")
        return path

    return write


def test_packs_are_added_and_removed_and_old_reviews_keep_their_rubric(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    changes = use_rubric(opened, rubric_with(opened, ["energy", "agents"]))
    assert changes.settings
    assert current_rubric(opened).version == "1.1 + agents 1.0 + energy 1.0"
    later = created(start_review(opened, initiative_id, DAY))
    set_level(opened, later, "agents-stop", 3)
    use_rubric(opened, rubric_without(opened, ["energy", "agents"]))
    assert current_rubric(opened) == default_rubric()
    old, new = record(opened, initiative_id).reviews
    assert (old.id, old.rubric_version) == (review_id, "1.1")
    assert new.rubric_version == "1.1 + agents 1.0 + energy 1.0"
    undo(opened)
    assert current_rubric(opened).version == "1.1 + agents 1.0 + energy 1.0"
    redo(opened)
    assert current_rubric(opened) == default_rubric()
    with pytest.raises(UserError, match="has no pack “agents”"):
        rubric_without(opened, ["agents"])


def test_the_second_version_is_used_with_the_same_packs(opened: OpenPortfolio) -> None:
    use_rubric(opened, rubric_with(opened, ["duties"]))
    use_rubric(opened, rubric_on_base(opened, "2.0"))
    assert current_rubric(opened).version == "2.0 + duties 1.0"
    assert parts_of(current_rubric(opened))[0] == shipped_rubrics()[1]
    with pytest.raises(UserError, match=r"no version “3\.0” of “five-gates”; there is 1\.1, 2\.0"):
        rubric_on_base(opened, "3.0")


def test_a_final_review_on_a_pack_is_sealed_and_the_bridge_says_what_the_pack_did(
    opened: OpenPortfolio, initiative_id: int, review_id: int, tmp_path: Path
) -> None:
    set_level(opened, review_id, "value-owner", 2)
    finalise_review(opened, review_id, "R. Marsh", SEALED_AT)
    use_rubric(opened, rubric_with(opened, ["retirement"]))
    later = created(start_review(opened, initiative_id, DAY))
    set_level(opened, later, "retirement-plan", 1)
    bridge = latest_bridge(opened, record(opened, initiative_id))
    assert bridge is not None
    (part,) = bridge.parts
    assert part.cause is Cause.RUBRIC
    assert [(move.criterion, move.after) for move in part.criteria] == [("retirement-plan", 1)]
    finalise_review(opened, later, "R. Marsh", SEALED_AT + timedelta(days=200))

    export_json(opened, tmp_path / "all.json")
    copy = create_portfolio(tmp_path / "copy.fivegates", "Copy")
    import_json(copy, tmp_path / "all.json")
    assert rubrics(copy) == rubrics(opened)
    assert [each.seal for each in record(copy, 1).reviews] == [
        each.seal for each in record(opened, initiative_id).reviews
    ]
    close_portfolio(copy)
    head = check_portfolio(tmp_path / "copy.fivegates").head
    assert head is not None
    assert head.count == 2


def test_what_would_change_is_said_before_anything_does(opened: OpenPortfolio, review_id: int) -> None:
    add_initiative(opened, initiative("NEW", 0))
    archived = created(add_initiative(opened, initiative("OLD", 0)))
    start_review(opened, archived, REVIEWED)
    set_archived(opened, archived, archived=True)
    for each in default_rubric().criteria:
        set_not_applicable(opened, review_id, each.id, NotApplicable("No such thing.", "R. Marsh"))
    before = preview_rubric(opened, default_rubric(), DAY)
    assert (before.added, before.removed, before.reworded) == ((), (), ())
    set_level(opened, review_id, "value-owner", 0)
    change = preview_rubric(opened, rubric_on_base(opened, "2.0"), DAY)
    assert [each.id for each in change.added] == [
        "value-need", "trust-security", "trust-privacy", "ops-record", "ops-release", "ops-oversight",
    ]  # fmt: skip
    assert [each.id for each in change.reworded] == ["trust-retest"]
    (only,) = change.verdicts
    assert only.initiative.code == "CLAIMS"
    assert only.before.verdict is only.after.verdict is VerdictState.NOT_READY
    assert not only.turns
    assert current_rubric(opened) == default_rubric()
    use_rubric(opened, rubric_on_base(opened, "2.0"))
    assert preview_rubric(opened, default_rubric(), DAY).removed == change.added
    assert preview_rubric(opened, two_gates(), DAY).verdicts[0].like_for_like is None


def test_a_pack_of_ones_own_is_examined_and_imported(
    opened: OpenPortfolio, written: Callable[[Pack], Path]
) -> None:
    path = written(pack("house", criterion("house-rule", "house"), gates=["house"]))
    assert examine(path) == examine(path, opened)
    use_rubric(opened, rubric_with(opened, ["energy"]))
    assert examine(path, opened) == examine(path)
    import_rubric(opened, path)
    assert current_rubric(opened).version == "1.1 + energy 1.0 + house 1.0"
    assert [gate.id for gate in current_rubric(opened).gates][-1] == "house"
    assert "house" in [each.head.id for each in rubric_offer(opened).packs]
    with pytest.raises(DataError, match=r"house\.toml: .*“house” is there already"):
        use_rubric(opened, rubric_with(opened, [path]))


def test_an_own_rubric_is_examined_and_is_no_pack(opened: OpenPortfolio, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(source_text(two_gates()), encoding="utf-8")
    assert examine(path) == two_gates()
    with pytest.raises(UserError, match=r"own\.toml is a rubric, and no pack"):
        rubric_with(opened, [path])


def test_a_pack_that_cannot_be_added_is_refused_and_nothing_is_lost(
    opened: OpenPortfolio, written: Callable[[Pack], Path]
) -> None:
    clash = written(pack("house", criterion("value-owner")))
    with pytest.raises(DataError, match=r'house\.toml: line 19, criterion "value-owner", key "id"'):
        import_rubric(opened, clash)
    with pytest.raises(DataError, match="“value-owner” is in “The five production gates” already"):
        examine(clash)
    with pytest.raises(UserError, match="There is no pack “agent”; there is agents, duties"):
        rubric_with(opened, ["agent"])
    later = written(pack("later", criterion("later-rule")))
    later.write_text(later.read_text(encoding="utf-8").replace('["1.1"]', '["9.0"]'), encoding="utf-8")
    with pytest.raises(DataError, match=r"for version 9\.0 of “five-gates”, but this is version 2\.0"):
        examine(later)
    energy = written(replace(shipped_packs()[2], head=replace(shipped_packs()[2].head, id="power")))
    use_rubric(opened, rubric_with(opened, ["energy"]))
    with pytest.raises(DataError, match="“energy-unit” is in “Energy” already"):
        examine(energy, opened)
    assert current_rubric(opened).version == "1.1 + energy 1.0"


def test_another_pack_of_the_same_version_is_refused(
    opened: OpenPortfolio, written: Callable[[Pack], Path]
) -> None:
    import_rubric(opened, written(pack("house", criterion("house-rule"))))
    use_rubric(opened, default_rubric())
    with pytest.raises(UserError, match=r"a different pack “house” of version 1\.0"):
        import_rubric(opened, written(pack("house", criterion("house-law"))))
    reworded = replace(default_rubric(), name="Reworded")
    with pytest.raises(UserError, match=r"a different rubric “five-gates” of version 1\.1"):
        missing_rubrics(opened, [compose(reworded, [shipped_packs()[0]])])
    same_name = replace(default_rubric(), version="1.1 + house 1.0")
    with pytest.raises(UserError, match=r"a different rubric “five-gates” of version 1\.1 \+ house 1\.0"):
        missing_rubrics(opened, [same_name])


def test_of_two_packs_of_an_id_the_newest_that_fits_is_chosen(
    opened: OpenPortfolio, written: Callable[[Pack], Path]
) -> None:
    import_rubric(opened, written(pack("house", criterion("house-rule"))))
    first = current_rubric(opened)
    later = pack("house", criterion("house-rule"))
    later = replace(later, head=replace(later.head, version="2.0", dated=date(2027, 1, 1)))
    use_rubric(opened, rubric_without(opened, ["house"]))
    import_rubric(opened, written(later))
    use_rubric(opened, default_rubric())
    assert rubric_with(opened, ["house"]).version == "1.1 + house 2.0"
    use_rubric(opened, first)
    with pytest.raises(DataError, match=r"This pack is for version 1\.1 of “five-gates”, but this is"):
        rubric_on_base(opened, "2.0")
