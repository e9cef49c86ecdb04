"""Any two reviews are put in order of their days, and what lies between them is explained."""

from datetime import timedelta
from pathlib import Path

from acting import created
from builders import REVIEWED, initiative

from fivegates.actions import queries
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.queries import bridge_of
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.trend.differences import differences


def test_two_reviews_are_compared_in_the_order_of_their_days(tmp_path: Path) -> None:
    opened = create_portfolio(tmp_path / "a.fivegates", "A")
    chosen = created(add_initiative(opened, initiative("CLAIMS", 0)))
    for day in (REVIEWED, REVIEWED + timedelta(days=1)):
        start_review(opened, chosen, day, "R. Marsh")
    record = queries.record(opened, chosen)
    first, second = record.reviews
    criterion = queries.current_rubric(opened).criteria[0].id
    set_level(opened, second.id, criterion, 1)
    record = queries.record(opened, chosen)
    bridge = bridge_of(opened, record, second.id, first.id)
    assert (bridge.earlier.review.id, bridge.later.review.id) == (first.id, second.id)
    assert [each.criterion.id for each in differences(bridge) if each.moved] == [criterion]
    close_portfolio(opened)
