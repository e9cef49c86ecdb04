"""Duplicate each initiative of an exported portfolio, for tests that need more of them.

python3 packaging/linux/double_portfolio.py IN.json OUT.json

Final reviews become drafts: a seal cannot be copied.
"""

import json
import sys
from pathlib import Path
from typing import Any


def doubled(portfolio: dict[str, Any]) -> dict[str, Any]:
    """The portfolio with a copy of each initiative under another code, and without final reviews."""
    initiatives = [_unsealed(each) for each in portfolio["initiatives"]]
    copies = [{**each, "code": f"{each['code']}-2"} for each in initiatives]
    return {**portfolio, "initiatives": [*initiatives, *copies]}


def _unsealed(initiative: dict[str, Any]) -> dict[str, Any]:
    """An initiative with its latest review only, as a draft."""
    latest = {key: value for key, value in initiative["reviews"][-1].items() if key != "final"}
    return {**initiative, "reviews": [latest], "decisions": []}


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.write_text(json.dumps(doubled(json.loads(source.read_bytes()))), encoding="utf-8")
