"""What holds for every test: no screen, no network, settings of its own, nothing left running."""

import os
import socket
import sys
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from collecting import import_own_share, without_garbage_collection
from examples import WHOLE
from hypothesis import settings
from leaks import watched

if TYPE_CHECKING:
    from own_keyring import Remembering

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test meets the keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

TESTS = Path(__file__).parent

QUICK = 15
"""Examples of a property in a run without the slow tests; `WHOLE` in one with them."""
MEASURED = ("domain", "actions", "cli")
"""The tests that coverage of domain and actions is measured with: tracing doubles what a test takes."""

NETWORK = {
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.getnameinfo",
    "socket.sendmsg",
    "socket.sendto",
    "urllib.Request",
    "webbrowser.open",
}
# Within a machine; where there is none of these, sockets are made but lead nowhere.
LOCAL = getattr(socket, "AF_UNIX", None)


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    elsewhere = event == "socket.__new__" and LOCAL is not None and arguments[1] not in {LOCAL, -1}
    if elsewhere or event in NETWORK:
        raise RuntimeError("Fivegates and its tests use no network")


sys.addaudithook(_refuse_network)


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples a property is tried with; CI tries the same ones each time."""
    examples = QUICK if config.getoption("markexpr") == "not slow" else WHOLE
    if os.environ.get("CI"):
        settings.register_profile(
            "fivegates", derandomize=True, database=None, deadline=None, max_examples=examples
        )
    else:
        settings.register_profile("fivegates", deadline=None, max_examples=examples)
    settings.load_profile("fivegates")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Collect without what every worker would do again."""
    with without_garbage_collection():
        import_own_share(session)
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    """Measure coverage only while one of the tests of `MEASURED` runs."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    controller = plugin.cov_controller if plugin else None
    if controller is None:
        return
    measured = item.path.relative_to(TESTS).parts[0] in MEASURED
    if measured and not controller.started:
        controller.resume()
    elif controller.started and not measured:
        controller.pause()


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    with watched():
        yield


@pytest.fixture(scope="session", autouse=True)
def _one_font_list(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let matplotlib list the fonts once a run, not once for each program that a test starts."""
    os.environ["MPLCONFIGDIR"] = str(tmp_path_factory.mktemp("matplotlib"))


@pytest.fixture(scope="session", autouse=True)
def _one_schema() -> Iterator[None]:
    """Let new portfolio files be copies of one."""
    from fresh_files import migrated_once

    with migrated_once():
        yield


@pytest.fixture(scope="session")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`builders.portfolio` in a file, made once; not to be written to."""
    from contextlib import closing

    from builders import portfolio
    from stored import fill

    from fivegates.store.file.opening import create_file

    path = tmp_path_factory.mktemp("built") / "built.fivegates"
    with closing(create_file(path)) as file:
        fill(file, portfolio())
    return path


@pytest.fixture(scope="session")
def whole_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample portfolio, made once; not to be written to."""
    from fivegates.actions.file.creation import create_sample
    from fivegates.actions.file.files import close_portfolio

    path = tmp_path_factory.mktemp("sample") / "sample.fivegates"
    close_portfolio(create_sample(path))
    return path


@pytest.fixture(scope="session")
def whole_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portfolio of `packs`, made once; not to be written to."""
    from packs import small

    from fivegates.actions.file.files import close_portfolio

    opened = small(tmp_path_factory.mktemp("small"))
    close_portfolio(opened)
    return opened.path


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a try of a password cost little; `exchange/test_encryption.py` says what it costs the user."""
    from fivegates.exchange import age

    encrypt = age.encrypt
    monkeypatch.setattr(age, "encrypt", lambda content, passphrase, _: encrypt(content, passphrase, 1))


@pytest.fixture
def kept() -> Iterator["Remembering"]:
    """A keyring with nothing in it yet, where tests have none."""
    import keyring
    from own_keyring import Remembering

    before = keyring.get_keyring()
    found = Remembering()
    keyring.set_keyring(found)
    yield found
    keyring.set_keyring(before)


_homes = count()


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test a home of its own, where it finds no settings and leaves its own."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_homes)}"
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(form, QSettings.Scope.UserScope, str(home / "config"))
