"""Export the sample's briefs by the command line, where no window can open."""

import json
import subprocess
from pathlib import Path


def export_briefs(fivegates: list[str], folder: Path) -> int:
    """Write the sample portfolio and a brief of each initiative into `folder`.

    `fivegates` is the command that starts the program. Returns 0, or 1 where the program failed and
    printed the reason. An existing sample is kept: it may have been edited.
    """
    folder.mkdir(exist_ok=True)
    sample = folder / "sample.fivegates"
    try:
        if not sample.exists():
            subprocess.run([*fivegates, "sample", sample], check=True)
        done = subprocess.run([*fivegates, "verdict", sample, "--json"], check=True, stdout=subprocess.PIPE)
        for initiative in json.loads(done.stdout):
            brief = folder / f"{initiative['code']}.pdf"
            subprocess.run([*fivegates, "brief", sample, initiative["code"], "-o", brief], check=True)
    except subprocess.CalledProcessError:
        return 1
    print(f"The sample portfolio and its briefs are in {folder}")
    return 0
