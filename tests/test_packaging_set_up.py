"""The set-up takes a bare machine to a working one, recovers when interrupted, and says what it needs."""

import subprocess
import sys
import venv
from contextlib import nullcontext
from pathlib import Path

import pytest

import environment
import newer_python
import run
import sample_briefs
from environment import RUNTIME_LOCK, TEST_LOCK, compiled_meanwhile, hand_over, prepare, python_in, set_up
from fivegates.ui import display
from sample_briefs import export_briefs
from system_packages import OFFSCREEN, Library, SetUpError, packages_for, require_packages

ABSENT = Library("libfivegates-absent.so.0", "libfivegates-absent0")

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries are Linux's question")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project as a fresh clone has it, with next to nothing to install."""
    (tmp_path / "packaging").mkdir()
    (tmp_path / RUNTIME_LOCK).write_text("# nothing\n", encoding="ascii")
    (tmp_path / TEST_LOCK).write_text("# nothing\n", encoding="ascii")
    (tmp_path / "pyproject.toml").write_text("", encoding="ascii")
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were installed from, into environments whose pip is an empty module."""
    made: list[str] = []
    monkeypatch.setattr(environment, "_make", _make_without_pip)
    monkeypatch.setattr(environment, "install_lock", lambda _python, lock, _downloads: made.append(lock.name))
    monkeypatch.setattr(environment, "_install_project", lambda _python, _root: made.append("the project"))
    return made


def test_each_lock_is_installed_once(project: Path, installed: list[str]) -> None:
    assert environment.works(prepare(project, [RUNTIME_LOCK]))
    assert installed == ["requirements.lock", "the project"]
    prepare(project, [RUNTIME_LOCK])
    assert len(installed) == 2
    prepare(project, [RUNTIME_LOCK, TEST_LOCK])
    assert installed[2:] == ["requirements-test.lock", "the project"]
    prepare(project, [RUNTIME_LOCK, TEST_LOCK])
    prepare(project, [RUNTIME_LOCK])
    assert len(installed) == 4


@pytest.mark.parametrize("lock", [RUNTIME_LOCK, TEST_LOCK])
def test_a_lock_that_changed_makes_the_environment_again(
    project: Path, installed: list[str], lock: str
) -> None:
    prepare(project, [RUNTIME_LOCK, TEST_LOCK])
    left_over = project / ".venv" / "left-over"
    left_over.touch()
    (project / lock).write_text("# more\n", encoding="ascii")
    installed.clear()
    prepare(project, [RUNTIME_LOCK, TEST_LOCK])
    assert installed == ["requirements.lock", "requirements-test.lock", "the project"]
    assert not left_over.exists()


def test_the_window_does_not_wait_for_a_lock_of_the_tests(project: Path, installed: list[str]) -> None:
    prepare(project, [RUNTIME_LOCK, TEST_LOCK])
    (project / TEST_LOCK).write_text("# more\n", encoding="ascii")
    installed.clear()
    prepare(project, [RUNTIME_LOCK])
    assert installed == []


def test_a_project_file_that_changed_installs_the_project_alone(project: Path, installed: list[str]) -> None:
    prepare(project, [RUNTIME_LOCK])
    (project / "pyproject.toml").write_text("# more\n", encoding="ascii")
    installed.clear()
    prepare(project, [RUNTIME_LOCK])
    assert installed == ["the project"]


def test_a_project_that_was_moved_is_installed_again(project: Path, installed: list[str]) -> None:
    prepare(project, [RUNTIME_LOCK])
    installed.clear()
    prepare(project.rename(project.parent / "moved"), [RUNTIME_LOCK])
    assert installed == ["requirements.lock", "the project"]


@pytest.mark.slow
def test_an_interrupted_set_up_begins_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_install_project", lambda _python, _root: None)
    half_made = python_in(project / ".venv")
    half_made.parent.mkdir(parents=True)
    half_made.write_bytes(b"")
    assert prepare(project, [RUNTIME_LOCK]) == half_made
    assert environment.works(half_made)


@pytest.mark.parametrize("record", ["3ab5c0ffee", '{"packaging/requirements'])
def test_a_record_that_cannot_be_read_makes_the_environment_again(
    project: Path, installed: list[str], record: str
) -> None:
    """It is an older release's, or its writing was interrupted."""
    prepare(project, [RUNTIME_LOCK])
    (project / ".venv" / "fivegates-set-up").write_text(record, encoding="ascii")
    installed.clear()
    prepare(project, [RUNTIME_LOCK])
    assert installed == ["requirements.lock", "the project"]


def test_an_interrupted_installation_leaves_nothing_half_installed(
    project: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """pip takes a package whose files are there only in part for an installed one."""
    with monkeypatch.context() as broken:
        broken.setattr(environment, "install_lock", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            prepare(project, [RUNTIME_LOCK])
    in_part = project / ".venv" / "in-part"
    in_part.touch()
    prepare(project, [RUNTIME_LOCK])
    assert installed == ["requirements.lock", "the project"]
    assert not in_part.exists()


def test_a_display_that_leads_nowhere_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":7777")
    # Whether the libraries for displays are here is another question: tests need none of them.
    monkeypatch.setitem(display.LIBRARIES, "xcb", ())
    monkeypatch.setattr(display, "_answers", lambda *_display: False)
    assert "DISPLAY=:7777" in run.display_problem()


@pytest.mark.usefixtures("installed")
def test_the_packages_are_compiled_once_while_the_program_runs(project: Path) -> None:
    python = prepare(project, [RUNTIME_LOCK])
    with compiled_meanwhile(project):
        pass
    (compiled,) = (project / ".venv").rglob("pip.*.pyc")
    compiled.unlink()
    with compiled_meanwhile(project):
        pass
    assert not compiled.exists()
    assert prepare(project, [RUNTIME_LOCK]) == python


@pytest.mark.parametrize(
    ("arguments", "obstacle", "called"),
    [
        ([], "", ["--sample"]),
        ([], "No window can open.", ["the briefs"]),
        (["verdict", "a.fivegates"], "No window can open.", ["verdict", "a.fivegates"]),
    ],
)
def test_where_no_window_can_open_the_briefs_are_exported(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    obstacle: str,
    called: list[str],
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(environment, "set_up", lambda _libraries, _locks: Path("python"))
    monkeypatch.setattr(environment, "compiled_meanwhile", nullcontext)
    monkeypatch.setattr(sample_briefs, "export_briefs", lambda _command, _folder: calls.append("the briefs"))
    monkeypatch.setattr(environment, "hand_over", lambda command: calls.extend(command[3:]))
    monkeypatch.setattr(run, "display_problem", lambda: obstacle)
    monkeypatch.setattr("sys.argv", ["run.py", *arguments])
    run.main()
    assert calls == called
    said = bool(obstacle) and obstacle in capsys.readouterr().out
    assert said == ("the briefs" in called)


def test_an_interrupt_says_that_the_same_command_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "set_up", _interrupt)
    assert run.main() == 130
    assert "goes on from here" in capsys.readouterr().err


def test_an_interrupt_of_the_export_says_so_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "set_up", lambda _libraries, _locks: Path("python"))
    monkeypatch.setattr(run, "display_problem", lambda: "No window can open.")
    monkeypatch.setattr(sample_briefs, "export_briefs", _interrupt)
    monkeypatch.setattr("sys.argv", ["run.py"])
    assert run.main() == 130
    assert "goes on from here" in capsys.readouterr().err


@pytest.mark.parametrize(("ending", "code"), [("sys.exit(7)", 7), ("os.kill(os.getpid(), 2)", 130)])
def test_an_interrupt_while_the_program_runs_is_the_program_s(
    monkeypatch: pytest.MonkeyPatch, ending: str, code: int
) -> None:
    """It receives the interrupt too, and ends in its own way: the set-up waits for that."""
    wait, interrupts = subprocess.Popen.wait, [KeyboardInterrupt()]

    def interrupted_once(program: "subprocess.Popen[bytes]") -> int:
        for interrupt in interrupts:
            interrupts.clear()
            raise interrupt
        return wait(program)

    monkeypatch.setattr(subprocess.Popen, "wait", interrupted_once)
    program = f"import os, signal, sys; signal.signal(2, signal.SIG_DFL); {ending}"
    assert hand_over([sys.executable, "-c", program]) == code


def test_a_failed_installation_says_that_the_internet_is_needed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "works", lambda _python: True)
    failing = python_in(project / ".venv")
    failing.parent.mkdir(parents=True)
    failing.symlink_to("/bin/false")
    with pytest.raises(SetUpError, match="needs the internet"):
        prepare(project, [RUNTIME_LOCK])


def test_a_python_that_cannot_make_environments_asks_for_the_package(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(SetUpError, match=rf"python3\.{sys.version_info.minor}-venv libfivegates-absent0"):
        set_up([ABSENT], [RUNTIME_LOCK], project)


@on_linux
def test_what_making_an_environment_prints_is_shown_only_when_it_fails(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    python = project / "python"
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setattr(environment, "works", lambda _python: True)
    for code in (0, 1):
        python.write_text(f"#!/bin/sh\necho KeyboardInterrupt\nexit {code}\n", encoding="ascii")
        python.chmod(0o755)
        with nullcontext() if code == 0 else pytest.raises(SetUpError, match="could not be made"):
            environment._make(project / ".venv")
        reported = capfd.readouterr()
        assert (reported.out.count("KeyboardInterrupt"), reported.err.count("KeyboardInterrupt")) == (0, code)


def test_an_environment_that_works_needs_no_such_package(
    project: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr(environment, "works", lambda _python: True)
    (project / ".venv").mkdir()
    assert set_up([], [RUNTIME_LOCK], project) == python_in(project / ".venv")
    assert len(installed) == 2


@on_linux
def test_the_libraries_of_this_machine_are_found() -> None:
    assert packages_for(OFFSCREEN) == []
    assert packages_for([ABSENT, *OFFSCREEN]) == [ABSENT.package]


@on_linux
def test_a_person_who_is_not_root_gets_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    install = "sudo apt-get install --yes --no-install-recommends libfivegates-absent0"
    with pytest.raises(SetUpError, match=f"\n\n  sudo apt-get update && {install}\n"):
        require_packages([ABSENT.package])


@on_linux
def test_root_installs_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _fake_apt(tmp_path, monkeypatch, exit_code=0)
    require_packages([ABSENT.package])
    assert (tmp_path / "calls").read_text() == (
        "update\ninstall --yes --no-install-recommends libfivegates-absent0\n"
    )
    assert "Installing libfivegates-absent0" in capsys.readouterr().out


@on_linux
def test_what_apt_said_is_shown_when_it_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _fake_apt(tmp_path, monkeypatch, exit_code=100)
    with pytest.raises(SetUpError, match="the disk is full\n\n`apt-get update` failed"):
        require_packages([ABSENT.package])


@on_linux
def test_nothing_missing_calls_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _fake_apt(tmp_path, monkeypatch, exit_code=100)
    require_packages([])
    assert not (tmp_path / "calls").exists()


def test_without_apt_the_names_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(SetUpError, match="what Debian calls libfivegates-absent0"):
        require_packages([ABSENT.package])


def test_other_systems_bring_their_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert packages_for([ABSENT]) == []
    assert run.is_display_set()
    assert run.display_problem() == ""


@on_linux
@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", None])
def test_a_display_is_either_of_two_variables(monkeypatch: pytest.MonkeyPatch, variable: str | None) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if variable:
        monkeypatch.setenv(variable, ":0")
    assert run.is_display_set() is (variable is not None)


def test_an_old_python_hands_over_to_a_newer_one(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text("import sys; print(sys.argv[1:]); sys.exit(7)")
    monkeypatch.setattr("sys.version_info", (3, 10, 1))
    monkeypatch.setattr("sys.argv", [str(script), "--setup-only"])
    monkeypatch.setattr("shutil.which", lambda name: sys.executable if name == "python3.12" else None)
    with pytest.raises(SystemExit, match="7"):
        newer_python.use_newer_python()
    assert "--setup-only" in capfd.readouterr().out


def test_an_old_python_alone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version_info", (3, 10, 1))
    monkeypatch.setattr("shutil.which", lambda _name: "/bin/false")
    with pytest.raises(SystemExit, match=r"Fivegates needs Python 3\.11 or newer"):
        newer_python.use_newer_python()


def test_the_first_lines_can_be_read_by_any_python_3() -> None:
    """What an old Python reads before it can say that it is too old."""
    import ast

    packaging = Path(run.__file__).parent
    for name in ("run.py", "test.py", "newer_python.py"):
        ast.parse((packaging / name).read_bytes(), feature_version=(3, 6))


def test_the_sample_s_briefs_are_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fivegates = _fake_fivegates(tmp_path)
    folder = tmp_path / "briefs"
    assert export_briefs(fivegates, folder) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["AI-01.pdf", "AI-02.pdf", "sample.fivegates"]
    assert str(folder) in capsys.readouterr().out


def test_a_sample_that_was_worked_on_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "briefs"
    folder.mkdir()
    (folder / "sample.fivegates").write_text("worked on")
    assert export_briefs(_fake_fivegates(tmp_path), folder) == 0
    assert (folder / "sample.fivegates").read_text() == "worked on"


def test_a_program_that_fails_ends_the_export(tmp_path: Path) -> None:
    assert export_briefs([sys.executable, "-c", "import sys; sys.exit(1)"], tmp_path / "briefs") == 1


def _make_without_pip(folder: Path) -> None:
    venv.create(folder, clear=True, symlinks=True)
    (site_packages,) = folder.rglob("site-packages")
    (site_packages / "pip.py").touch()


def _interrupt(*_arguments: object) -> None:
    raise KeyboardInterrupt


def _fake_apt(folder: Path, monkeypatch: pytest.MonkeyPatch, *, exit_code: int) -> None:
    """Put an apt-get on the PATH that notes how it was called, for one who is root."""
    apt = folder / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$*" >> "{folder}/calls"\necho the disk is full\nexit {exit_code}\n')
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setattr("os.geteuid", lambda: 0)


def _fake_fivegates(folder: Path) -> list[str]:
    """A program that answers as the command line does, and writes empty files."""
    program = folder / "fivegates.py"
    program.write_text(
        "import json, pathlib, sys\n"
        "verb, out = sys.argv[1], sys.argv[-1]\n"
        "if verb == 'verdict':\n"
        "    print(json.dumps([{'code': 'AI-01'}, {'code': 'AI-02'}]))\n"
        "else:\n"
        "    pathlib.Path(out).touch()\n"
    )
    return [sys.executable, str(program)]
