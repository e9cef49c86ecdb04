"""A consolidated view: each chain stays verifiable, nothing is edited, and files that are unfit are named."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest
from builders import framework, idea, initiative, portfolio, price_book, two_gates, without_ids
from earlier_copies import encrypted_earlier
from pdf_reading import pages_of
from sealing import with_finals
from stored import run_outside, tamper

from fivegates.actions.capacity.plans import (
    capacity_settings,
    gather_planned,
    plan_with,
    save_plan_settings,
)
from fivegates.actions.consolidation.units import UnreadableUnitsError, surveyed
from fivegates.actions.consolidation.view import Consolidated, changes_since, consolidate, sources
from fivegates.actions.evidence import add_evidence, attached_content, read_attachment
from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.exchange import export_json
from fivegates.actions.file.files import close_portfolio, lock_folder, open_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.recovery import recover_portfolio
from fivegates.actions.finalising import current_receipt
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.overview import lines, settings
from fivegates.actions.pack import gather_front, render_pack
from fivegates.actions.queries import chain_head, find_initiative, record, verdict_history
from fivegates.actions.warehouse_tables import save_parquet
from fivegates.domain.brief import PaperSize
from fivegates.domain.capacity.settings import Aim, CapacitySettings, Dependency
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.consolidation import SourceChanges
from fivegates.domain.portfolio.pack import PackExtent
from fivegates.domain.review.review import InitiativeRecord, Portfolio
from fivegates.store.records.portfolio_tables import read_frameworks, read_ideas
from fivegates.store.schema import versions

DAY = date(2026, 11, 30)
FIRST, SECOND = "Retail", "Motor claims"


def unit(title: str, by: str, codes: tuple[str, str] = ("CLAIMS", "EMPTY")) -> Portfolio:
    """Two initiatives, one of them with a final review, its final correction, and a draft."""
    of = portfolio()
    first, second = of.records[0].reviews
    correction = replace(first, supersedes=1, correction="A slip.", id=3)
    reviews = (first, correction, second)
    records = (replace(of.records[0], reviews=reviews), of.records[1])
    named = tuple(
        replace(each, initiative=replace(each.initiative, code=code))
        for each, code in zip(records, codes, strict=True)
    )
    return with_finals(
        replace(of, settings=replace(of.settings, title=title), records=named), [(0, 0), (0, 1)], by
    )


def write(path: Path, of: Portfolio) -> Path:
    """Write a portfolio as a file."""
    close_portfolio(create_filled(path, of))
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files and the view over them; not to be written to."""
    folder = tmp_path_factory.mktemp("made")
    files = [
        write(folder / "retail.fivegates", unit(FIRST, "E. Lindqvist")),
        write(folder / "motor.fivegates", unit(SECOND, "R. Marsh", ("CLAIMS", "OTHER"))),
    ]
    consolidate(folder / "group.fivegates", files, DAY)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The same in a folder of the test's own."""
    for path in made.iterdir():
        copyfile(path, tmp_path / path.name)
    return tmp_path


@pytest.fixture
def view(folder: Path) -> Iterator[OpenPortfolio]:
    """The view, open."""
    opened = open_portfolio(folder / "group.fivegates", folder / "backups", lock_folder())
    yield opened
    close_portfolio(opened)


def again(folder: Path, *more: Path, **options: bool | str) -> Consolidated:
    """Consolidate both files once more, and others."""
    paths = [folder / "retail.fivegates", folder / "motor.fivegates", *more]
    return consolidate(folder / "group.fivegates", paths, DAY, **options)  # type: ignore[arg-type]


def untouched(folder: Path) -> Callable[[], bool]:
    """Whether the view is as it was, and nothing is left beside it."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    def unchanged() -> bool:
        now = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        return now == before

    return unchanged


def test_it_holds_what_the_files_hold(view: OpenPortfolio, folder: Path) -> None:
    codes = sorted(line.initiative.code for line in lines(view))
    assert codes == ["EMPTY", "Motor.CLAIMS", "OTHER", "Retail.CLAIMS"]
    assert settings(view).title == "group"
    assert settings(view).marking == "Board confidential"
    with closing_open(folder / "motor.fivegates") as unit_file:
        mine, theirs = (
            record(opened, find_initiative(opened, code))
            for opened, code in ((view, "Motor.CLAIMS"), (unit_file, "CLAIMS"))
        )
        named = replace(mine, initiative=theirs.initiative)
        assert plain(named) == replace(plain(theirs), comments=()), "comments stay in the unit"
        assert [each for _, each in verdict_history(view, mine)] == [
            each for _, each in verdict_history(unit_file, theirs)
        ]


def plain(of: InitiativeRecord) -> InitiativeRecord:
    """A record without the ids that a file gives."""
    return replace(without_ids(of), reviews=tuple(replace(each, id=0) for each in of.reviews))


@contextmanager
def closing_open(path: Path) -> Iterator[OpenPortfolio]:
    """A portfolio that is closed at the end."""
    opened = open_portfolio(path, path.parent / "backups")
    yield opened
    close_portfolio(opened)


def test_it_says_of_which_files_and_day_it_is(view: OpenPortfolio, folder: Path) -> None:
    found = sources(view)
    assert [(each.title, each.file_name, each.dated, each.seals) for each in found] == [
        (FIRST, "retail.fivegates", DAY, 2),
        (SECOND, "motor.fivegates", DAY, 2),
    ]
    for each in found:
        assert each.digest == hashlib.sha256((folder / each.file_name).read_bytes()).hexdigest()
        head = check_portfolio(folder / each.file_name).head
        assert head is not None
        assert head.hash == each.head
    assert check_portfolio(view.path).sources == found


def test_tables_for_a_warehouse_name_the_file(view: OpenPortfolio, tmp_path: Path) -> None:
    save_parquet(view, tmp_path / "tables", DAY)
    asked = f"SELECT code, source FROM '{tmp_path}/tables/initiatives.parquet' ORDER BY code"
    with duckdb.connect() as connection:
        found = connection.execute(asked).fetchall()
    assert found == [("EMPTY", FIRST), ("Motor.CLAIMS", SECOND), ("OTHER", SECOND), ("Retail.CLAIMS", FIRST)]


def test_the_files_stay_as_they_are_and_nothing_is_left_beside_them(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again(folder)
    now = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert now.keys() == before.keys()
    assert now | {"group.fivegates": b""} == before | {"group.fivegates": b""}


def test_a_rubric_that_two_files_have_is_held_once(folder: Path) -> None:
    units, _unreadable = surveyed(sorted(folder.glob("*.fivegates")), folder / "none.fivegates")
    claims, *others = [unit.rubrics for unit in units]
    assert others
    assert all(one is same for rubrics in others for one, same in zip(rubrics, claims, strict=True))


def test_nothing_in_it_is_edited(view: OpenPortfolio) -> None:
    assert (view.read_only, view.consolidated, view.locked_elsewhere) == (True, True, None)
    with pytest.raises(UserError, match="consolidated view, for reading only"):
        add_initiative(view, initiative("NEW", initiative_id=0))


@pytest.mark.slow
def test_it_is_made_again_and_not_recovered(folder: Path) -> None:
    with pytest.raises(UserError, match="Consolidate its files again"):
        recover_portfolio(folder / "group.fivegates", folder / "out.fivegates", ENGLISH)
    assert not (folder / "out.fivegates").exists()


def test_the_pack_names_the_files_on_its_cover(view: OpenPortfolio) -> None:
    front = gather_front(view, DAY, ENGLISH, PackExtent(None))
    assert front.sources == sources(view)
    pages = pages_of(render_pack(front, iter(()), ENGLISH, PaperSize.A4, lambda _: None).pdf)
    assert "Consolidated view of 2 files as of 30 November 2026: Retail and Motor claims." in pages[0]


def test_actions_of_two_files_are_two_pieces_of_work(view: OpenPortfolio) -> None:
    found = {each.initiative.code: each.source for each in gather_planned(view, DAY)}
    assert (found["Retail.CLAIMS"], found["Motor.CLAIMS"]) == (1, 2)


def test_a_plan_over_it_lasts_while_it_is_open_and_is_in_its_pack(view: OpenPortfolio) -> None:
    assert gather_front(view, DAY, ENGLISH).capacity is None
    settings = CapacitySettings(total=Decimal(20), until=date(2027, 3, 1), aim=Aim.INITIATIVES)
    with pytest.raises(UserError, match="No initiative has the code"):
        plan_with(view, replace(settings, after=(Dependency("CLAIMS", "OTHER"),)))
    with pytest.raises(UserError, match="for reading only"):
        save_plan_settings(view, settings)
    assert plan_with(view, settings).settings
    front = gather_front(view, DAY, ENGLISH)
    assert front.capacity is not None
    assert front.capacity().problem.total == 200
    again = open_portfolio(view.path, view.path.parent / "backups")
    assert capacity_settings(again) == CapacitySettings()
    close_portfolio(again)


def test_it_takes_no_lock(view: OpenPortfolio, folder: Path) -> None:
    other = open_portfolio(view.path, folder / "backups", lock_folder())
    assert other.locked_elsewhere is None
    close_portfolio(other)


def test_it_has_no_chain_and_no_json_of_its_own(view: OpenPortfolio, tmp_path: Path) -> None:
    assert chain_head(view) is None
    with pytest.raises(UserError, match="receipt of each file"):
        current_receipt(view)
    with pytest.raises(UserError, match="not written as JSON"):
        export_json(view, tmp_path / "out.json")
    with pytest.raises(UserError, match="with the files that it is made of"):
        check_portfolio(view.path, keys=["0" * 24])


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE seal SET content = replace(content, 'Motor', 'Moter')", "Retail: .*no. 1"),
        ("UPDATE consolidated SET code = 'X' WHERE source = 2", "Motor claims: .*code"),
        ("UPDATE source SET seals_before = 0", "damaged|no. 3"),
        ("UPDATE source SET head = digest WHERE number = 2", "damaged"),
        ("DELETE FROM consolidated WHERE initiative_id = 2", "damaged"),
    ],
)
def test_what_was_altered_is_found_and_the_file_named(folder: Path, statement: str, said: str) -> None:
    path = folder / "group.fivegates"
    tamper(path, statement)
    with pytest.raises(UserError, match=said):
        check_portfolio(path)


def test_running_it_again_renews_it_and_says_what_changed(folder: Path) -> None:
    (folder / "group.fivegates").chmod(0o640)
    assert again(folder).changes == SourceChanges(unchanged=(FIRST, SECOND))
    with closing_open(folder / "motor.fivegates") as opened:
        add_initiative(opened, initiative("NEW", initiative_id=0))
    paths = [folder / "retail.fivegates", folder / "motor.fivegates"]
    assert changes_since(folder / "group.fivegates", paths, DAY) == (
        SourceChanges(unchanged=(FIRST,), changed=(SECOND,)),
        (),
    )
    done = again(folder)
    assert done.changes == SourceChanges(unchanged=(FIRST,), changed=(SECOND,))
    assert (done.initiatives, done.apart) == (5, 4)
    assert (folder / "group.fivegates").stat().st_mode & 0o777 == 0o640
    with pytest.raises(UserError, match="not there yet"):
        changes_since(folder / "none.fivegates", paths, DAY)


def test_a_portfolio_that_is_no_view_is_never_written_over(folder: Path) -> None:
    unchanged = untouched(folder)
    own = folder / "retail.fivegates"
    with pytest.raises(UserError, match=r"retail\.fivegates is a portfolio and no consolidated view"):
        consolidate(own, [folder / "motor.fivegates"], DAY)
    (folder / "notes.txt").write_text("mine, and more than a hundred bytes long" * 4)
    with pytest.raises(UserError, match="not a Fivegates portfolio"):
        consolidate(folder / "notes.txt", [own], DAY)
    (folder / "notes.txt").unlink()
    with pytest.raises(UserError, match="Choose another folder"):
        consolidate(folder / "nowhere" / "group.fivegates", [own], DAY)
    assert unchanged()


def broken(folder: Path) -> dict[str, str]:
    """Files that cannot be read, each with what is said of it."""
    sound = (folder / "motor.fivegates").read_bytes()
    (folder / "damaged.fivegates").write_bytes(sound[:9000] + b"\xff" * 4000 + sound[13000:])
    (folder / "cut.fivegates").write_bytes(sound[:50])
    (folder / "newer.fivegates").write_bytes(sound)
    run_outside(folder / "newer.fivegates", "PRAGMA user_version = 999")
    (folder / "secret.fivegates").write_bytes(encrypted_earlier(sound, "a password of mine"))
    (folder / "altered.fivegates").write_bytes(sound)
    run_outside(folder / "altered.fivegates", "UPDATE score SET rationale = 'x' WHERE review_id = 3")
    (folder / "letter.txt").write_text("no portfolio at all, but text of more than a hundred bytes" * 3)
    return {
        "damaged.fivegates": "damaged",
        "cut.fivegates": "damaged",
        "newer.fivegates": "newer",
        "secret.fivegates": "encrypted copy",
        "letter.txt": "not a Fivegates portfolio",
        "gone.fivegates": "cannot be found",
        "group.fivegates": "the view itself",
    }


def test_files_that_cannot_be_read_are_all_named_and_nothing_is_written(folder: Path) -> None:
    said = broken(folder)
    unchanged = untouched(folder)
    with pytest.raises(UnreadableUnitsError) as refused:
        again(folder, *(folder / name for name in said))
    assert [each.file for each in refused.value.unreadable] == list(said)
    text = str(refused.value)
    assert text.startswith("Nothing was written: 7 of 9 files cannot be consolidated.\n")
    for line, (name, words) in zip(text.splitlines()[1:], said.items(), strict=True):
        assert name in line
        assert words in line
    assert unchanged()


def test_the_others_are_consolidated_where_they_are_to_be_skipped(folder: Path) -> None:
    said = broken(folder)
    done = again(folder, *(folder / name for name in said), skip_unreadable=True)
    assert [each.file for each in done.left_out] == list(said)
    assert [each.title for each in done.sources] == [FIRST, SECOND]
    with pytest.raises(UserError, match="there is no file"):
        consolidate(folder / "new.fivegates", [folder / "gone"], DAY, skip_unreadable=True)


def test_a_file_whose_chain_is_altered_is_named_and_left_out(folder: Path) -> None:
    path = folder / "retail.fivegates"
    tamper(path, "UPDATE seal SET \"by\" = 'Somebody' WHERE number = 2")
    unchanged = untouched(folder)
    with pytest.raises(UnreadableUnitsError, match=r"retail\.fivegates: Final review no\. 2"):
        again(folder)
    assert unchanged()
    done = again(folder, skip_unreadable=True)
    assert [(each.number, each.title, each.seals_before) for each in done.sources] == [(1, SECOND, 0)]
    assert check_portfolio(folder / "group.fivegates").sources == done.sources
    with pytest.raises(UserError, match="there is no file"):
        consolidate(folder / "new.fivegates", [path], DAY, skip_unreadable=True)


def test_a_file_that_a_window_edits_is_named(folder: Path) -> None:
    opened = open_portfolio(folder / "motor.fivegates", folder / "backups", lock_folder())
    try:
        with pytest.raises(
            UnreadableUnitsError, match=r"motor\.fivegates is open in a window since \d\d:\d\d"
        ):
            again(folder)
    finally:
        close_portfolio(opened)
    assert again(folder).left_out == ()


def test_a_file_that_changes_while_it_is_read_is_named(folder: Path) -> None:
    def write_to_it(done: int) -> None:
        if done == 1:
            run_outside(folder / "motor.fivegates", "UPDATE revision SET number = number + 1")

    paths = [folder / "retail.fivegates", folder / "motor.fivegates"]
    with pytest.raises(UnreadableUnitsError, match=r"motor\.fivegates was changed while it was read"):
        consolidate(folder / "group.fivegates", paths, DAY, tick=write_to_it)


def test_a_disk_that_fails_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(hashlib, "file_digest", broken)
    with pytest.raises(UnreadableUnitsError, match=r"retail\.fivegates cannot be read: Input/output error"):
        again(folder)


def test_a_system_without_locks_consolidates_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fivegates.actions.consolidation.units.take_lock", lambda *_: None)
    paths = [folder / "retail.fivegates"]
    assert changes_since(folder / "group.fivegates", paths, DAY)[0].gone == (SECOND,)


def test_an_older_file_is_read_as_what_it_would_be_upgraded_to(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "motor.fivegates").read_bytes()
    step = "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;\n"
    monkeypatch.setattr(versions, "MIGRATIONS", (*versions.MIGRATIONS, step))
    assert again(folder).initiatives == 4
    assert (folder / "motor.fivegates").read_bytes() == before


def test_copies_of_one_portfolio_do_not_count_twice(folder: Path) -> None:
    twin = Path(copyfile(folder / "motor.fivegates", folder / "twin.fivegates"))
    with pytest.raises(UserError, match=r"motor\.fivegates and twin\.fivegates are copies"):
        again(folder, twin)
    with closing_open(twin) as opened:
        add_initiative(opened, initiative("NEW", initiative_id=0))
    with pytest.raises(UserError, match=r"motor\.fivegates and twin\.fivegates are copies"):
        again(folder, twin)


def test_a_view_is_no_part_of_another(folder: Path) -> None:
    other = Path(copyfile(folder / "group.fivegates", folder / "other.fivegates"))
    with pytest.raises(UnreadableUnitsError, match=r"other\.fivegates is a consolidated view itself"):
        again(folder, other)


def third(folder: Path, **changed: object) -> Path:
    """A third file, in which something is otherwise."""
    of = unit("Third", "A. Okafor", ("T1", "T2"))
    return write(folder / "third.fivegates", replace(of, **changed))  # type: ignore[arg-type]


def test_a_rubric_of_one_version_with_two_contents_is_refused(folder: Path) -> None:
    rubric = replace(two_gates(), name="Another")
    of = replace(portfolio(), rubrics=(rubric,))
    other = write(folder / "third.fivegates", of)
    with pytest.raises(UserError, match=r"retail\.fivegates and third\.fivegates have different rubrics"):
        again(folder, other)


def test_rubrics_of_two_versions_are_kept_side_by_side(folder: Path) -> None:
    newer = replace(two_gates(), version="2.0")
    of = replace(portfolio(), records=(), rubrics=(two_gates(), newer))
    again(folder, write(folder / "third.fivegates", of))
    with closing_open(folder / "group.fivegates") as opened:
        assert len(opened.file.rows("SELECT * FROM rubric")) == 2


def test_rates_that_contradict_each_other_are_refused(folder: Path) -> None:
    rates = portfolio().rates
    other = replace(rates.rates[0], value=rates.rates[0].value + Decimal("0.1"))
    path = third(folder, rates=RateTable((other, *rates.rates[1:])))
    with pytest.raises(UserError, match=r"the rate from .* in retail\.fivegates and .* in third\.fivegates"):
        again(folder, path)


def test_prices_that_contradict_each_other_are_refused(folder: Path) -> None:
    book = price_book()
    path = third(folder, price_books=(replace(book, prices=book.prices[:1]),))
    with pytest.raises(UserError, match=r"the prices of .* differ between retail\.fivegates and third"):
        again(folder, path)


def test_ideas_and_mappings_of_the_files_are_in_it(view: OpenPortfolio) -> None:
    held = read_ideas(view.file)
    assert [each.title for each in held] == [f"{idea().title} ({title})" for title in (FIRST, SECOND)]
    assert [each.initiative for each in held] == ["Retail.CLAIMS", "Motor.CLAIMS"]
    assert read_frameworks(view.file) == (framework(),)


def test_mappings_that_contradict_each_other_are_refused(folder: Path) -> None:
    other = third(folder, frameworks=(replace(framework(), name="Another"),))
    unchanged = untouched(folder)
    with pytest.raises(UserError, match=r"retail.fivegates and third.fivegates have different mappings"):
        again(folder, other)
    assert unchanged()


def test_files_in_other_currencies_need_a_currency_and_its_rates(folder: Path) -> None:
    of = unit("Third", "A. Okafor", ("T1", "T2"))
    euro = replace(of.settings, currency="EUR")
    path = third(folder, settings=euro, records=of.records[1:])
    with pytest.raises(UserError, match=r"EUR \(third\.fivegates\), GBP \(retail\.fivegates\)"):
        again(folder, path)
    with pytest.raises(DataError, match="three capital letters"):
        again(folder, path, currency="euro")
    assert again(folder, path, currency="GBP").initiatives == 5
    path.unlink()
    record_of = of.records[0]
    costs = (replace(record_of.ledger.costs[0], currency="JPY"),)
    yen = replace(record_of, ledger=replace(record_of.ledger, costs=costs))
    month = Month.of(costs[0].dated)
    rates = RateTable((Rate(month, "JPY", "EUR", Decimal("0.006")),))
    path = write(folder / "third.fivegates", Portfolio(euro, of.rubrics, (replace(yen, reviews=()),), rates))
    with pytest.raises(UnreadableUnitsError, match=r"third\.fivegates .* no rate from \w+ to GBP"):
        again(folder, path, currency="GBP")


def test_attached_files_are_named_and_stay_where_they_are(folder: Path) -> None:
    (folder / "report.txt").write_text("All tests passed.")
    with closing_open(folder / "motor.fivegates") as opened:
        attached = read_attachment(folder / "report.txt")
        item = replace(portfolio().records[0].evidence[0], id=0, file=attached.file)
        add_evidence(opened, find_initiative(opened, "OTHER"), item, attached.content)
    again(folder)
    with closing_open(folder / "group.fivegates") as opened:
        (found,) = record(opened, find_initiative(opened, "OTHER")).evidence
        assert found.file is not None
        assert found.file.name == "report.txt"
        with pytest.raises(UserError, match="names and hashes of attached files"):
            attached_content(opened, found)
    check_portfolio(folder / "group.fivegates")


def test_what_goes_wrong_with_the_disk_leaves_the_view_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unchanged = untouched(folder)

    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UserError, match="No space left on device"):
        again(folder)
    assert unchanged()
