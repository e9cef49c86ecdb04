"""Build Fivegates as an application for this system, with its Python inside.

python3 packaging/application.py [--out FOLDER]     dist/ when left out

On Linux: a .deb, and a .tar.gz of the same. On Windows and macOS: the folder or the app bundle from which
packaging/windows and packaging/macos make an installer.
"""

import argparse
import sys
from pathlib import Path

from newer_python import use_newer_python


def main() -> int:
    """Build, and print the results with their sizes."""
    from bundle.build import ROOT, build_bundle
    from system_packages import SetUpError

    parser = argparse.ArgumentParser(description="Build Fivegates as an application for this system.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where to write it (dist/)")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "application", help="scratch folder")
    options = parser.parse_args()
    try:
        if sys.platform.startswith("linux"):
            from linux.build import build

            made = build(options.work.resolve(), options.out.resolve())
        else:
            made = [build_bundle(options.work.resolve()).folder]
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    for path in made:
        print(f"{path}  {size(path) / 1e6:.0f} MB")
    return 0


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder, without links."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(each.stat().st_size for each in files if each.is_file() and not each.is_symlink())


if __name__ == "__main__":
    use_newer_python()
    sys.exit(main())
