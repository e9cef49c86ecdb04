"""Running the victim under strace, which kills it or fails its calls to the system where we say."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

VICTIM = Path(__file__).with_name("victim.py")


def command(verb: str, path: Path) -> list[str]:
    """The victim's command line; it writes no bytecode, whose calls would be counted with its own."""
    return [sys.executable, "-B", str(VICTIM), verb, str(path)]


def search_path() -> list[str]:
    """The folders of our modules."""
    return [entry for entry in sys.path if entry]


def run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run something that finds our modules, to whatever end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(search_path())}
    return subprocess.run(arguments, capture_output=True, text=True, check=False, env=environment)


def traced(verb: str, path: Path, *options: str, log: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the victim under strace with these options."""
    written = str(log) if log else os.devnull
    return run(["strace", "-f", "-qq", "-o", written, *options, *command(verb, path)])


PART = f".{(b'1' * 8).hex()}.part"
"""The name of temporary files where the random generator is seeded."""


def only(folder: Path) -> list[str]:
    """The strace options that trace calls on a folder and its contents, but not those of Python itself."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = [*folders, *(each / PART for each in folders), *files, *(f"{path}-journal" for path in files)]
    return [option for name in map(str, names) for option in ("-P", name)]


def calls_of(
    verb: str, path: Path, calls: tuple[str, ...], log: Path, *, of: Path | None = None
) -> Counter[str]:
    """Run the victim unharmed; how often it made each of these calls, to the files of a folder or to any."""
    paths = only(of) if of else []
    ended = traced(verb, path, *paths, "-e", f"trace={','.join(calls)}", log=log)
    assert ended.returncode == 0, ended.stderr
    names = (line.split("(")[0].split()[-1] for line in log.read_text().splitlines())
    return Counter(name for name in names if name in calls)


def works() -> bool:
    """True if strace is here and may trace."""
    found = shutil.which("strace")
    tried = found and subprocess.run([found, "-o", os.devnull, "true"], capture_output=True, check=False)
    return bool(tried and tried.returncode == 0)
