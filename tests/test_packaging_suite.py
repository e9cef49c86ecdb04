"""The rules of `conftest.py` hold: a test that breaks one fails."""

import gc
import os
import socket
import threading
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import platformdirs
import pytest
from collecting import share, without_garbage_collection
from examples import WHOLE, slow_after, slow_between, some_of
from hypothesis import settings
from leaks import watched
from PySide6.QtCore import QObject, QRunnable, QSettings, QThread, QThreadPool, QTimer

import environment

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def program() -> ModuleType:
    """`packaging/test.py`; Python has a package of the same name."""
    spec = spec_from_file_location("packaging_test", ROOT / "packaging" / "test.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["-m", "not slow"]),
        (["--all"], []),
        (["--all", "--cov"], ["--cov"]),
    ],
)
def test_slow_tests_are_left_out_of_a_run_without_arguments_alone(
    program: ModuleType, arguments: list[str], expected: list[str]
) -> None:
    on_every_core, how, *chosen = program.for_pytest(arguments)
    assert on_every_core.startswith("--numprocesses=")
    assert how == "--dist=worksteal"
    assert chosen == expected


def test_chosen_tests_run_as_asked(program: ModuleType) -> None:
    assert program.for_pytest(["-q", "tests/domain"]) == ["-q", "tests/domain"]


def test_the_tests_keep_bytecode(program: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, str] = {}

    def call(_command: list[str], *, cwd: Path, env: dict[str, str]) -> int:
        assert cwd == ROOT
        given.update(env)
        return 3

    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr("sys.argv", ["test.py", "-q"])
    monkeypatch.setattr(environment, "set_up", lambda _libraries, _locks: "python")
    monkeypatch.setattr(environment, "hand_over", call)
    assert program.main() == 3
    assert "PYTHONDONTWRITEBYTECODE" not in given
    assert given["QT_QPA_PLATFORM"] == "offscreen"


def test_ci_runs_every_test() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 packaging/test.py --all -m slow\n" in script
    assert "python3 packaging/test.py | tee" in script


def test_a_run_with_slow_tests_tries_more_examples(request: pytest.FixtureRequest) -> None:
    quick = request.config.getoption("markexpr") == "not slow"
    assert settings().max_examples == (15 if quick else 50)


def test_a_thread_left_running_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaks.GRACE", 0.01)
    end = threading.Event()
    with pytest.raises(AssertionError, match=r"threads left running: .*dawdler"), watched():
        threading.Thread(target=end.wait, name="dawdler").start()
    end.set()


def test_a_thread_that_ends_passes() -> None:
    with watched():
        threading.Thread(target=lambda: None).start()


@pytest.mark.usefixtures("qapp")
def test_an_active_timer_fails() -> None:
    timer = QTimer()
    with pytest.raises(AssertionError, match="timers left active"), watched():
        timer.start(60_000)
    timer.stop()


@pytest.mark.usefixtures("qapp")
def test_a_pending_single_shot_fails() -> None:
    owner = QObject()
    with pytest.raises(AssertionError, match="single shots still to come"), watched():
        QTimer.singleShot(60_000, owner, lambda: None)
    owner.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_timers_stopped_or_gone_pass() -> None:
    with watched():
        owner = QObject()
        QTimer(owner).start(60_000)
        QTimer.singleShot(60_000, owner, lambda: None)
        stopped = QTimer()
        stopped.start(60_000)
        stopped.stop()
        owner.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_a_qt_thread_left_running_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaks.GRACE", 0.01)
    thread = QThread()
    with pytest.raises(AssertionError, match="Qt threads left running"), watched():
        thread.start()
    thread.quit()
    assert thread.wait(5_000)


@pytest.mark.usefixtures("qapp")
def test_work_left_in_the_pool_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaks.GRACE", 0.01)
    end = threading.Event()
    with pytest.raises(AssertionError, match="thread pool"), watched():
        QThreadPool.globalInstance().start(QRunnable.create(end.wait))
    end.set()
    assert QThreadPool.globalInstance().waitForDone(5_000)


def test_the_network_is_refused() -> None:
    with pytest.raises(RuntimeError, match="no network"):
        socket.socket()
    with pytest.raises(RuntimeError, match="no network"):
        socket.create_connection(("localhost", 9))


def test_settings_are_this_test_s_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    QSettings("Fivegates", "Fivegates").setValue("seen", 1)
    home = Path(os.environ["HOME"])
    assert home.is_relative_to(tmp_path_factory.getbasetemp())
    assert Path(QSettings("Fivegates", "Fivegates").fileName()).is_relative_to(home)
    assert platformdirs.user_data_path("fivegates").is_relative_to(home)


def test_settings_of_another_test_are_not_seen() -> None:
    assert QSettings("Fivegates", "Fivegates").value("seen") is None


def test_workers_share_all_test_modules_and_none_twice(tmp_path: Path) -> None:
    modules = [tmp_path / "domain" / "test_a.py", tmp_path / "test_b.py", tmp_path / "test_c.py"]
    modules[0].parent.mkdir()
    for path in (*modules, tmp_path / "conftest.py"):
        path.touch()

    shares = [share([str(tmp_path), f"{modules[2]}::test_one"], number, 2) for number in range(2)]

    assert shares == [[modules[0], modules[2]], [modules[1]]]


def test_garbage_collection_passes_over_what_was_collected() -> None:
    before = gc.get_freeze_count()
    with without_garbage_collection():
        assert not gc.isenabled()
        made: list[object] = []
    assert gc.isenabled()
    assert gc.get_freeze_count() > before
    assert not any(found is made for found in gc.get_objects())


def is_slow(parameter: object) -> bool:
    return pytest.mark.slow.mark in [mark.mark for mark in getattr(parameter, "marks", ())]


def test_a_quick_run_has_the_first_cases_or_each_so_many() -> None:
    assert [is_slow(each) for each in slow_after(2, ["a", ("b",), "c", ("d", "e")])] == [
        False,
        False,
        True,
        True,
    ]
    assert [getattr(each, "values", None) for each in slow_after(1, ["a", ("d", "e")])] == [
        ("a",),
        ("d", "e"),
    ]
    assert [is_slow(each) for each in slow_between(3, range(5))] == [False, True, True, False, True]


@pytest.mark.parametrize(("examples", "parts"), [(WHOLE, [range(7)] * 3), (15, [(0, 3, 6), (1, 4), (2, 5)])])
def test_a_quick_run_tries_a_third_of_the_values_in_each_place(
    monkeypatch: pytest.MonkeyPatch, examples: int, parts: list[Sequence[int]]
) -> None:
    monkeypatch.setattr("examples.settings", lambda: settings(max_examples=examples))
    assert [list(some_of(range(7), number)) for number in range(3)] == [list(each) for each in parts]
