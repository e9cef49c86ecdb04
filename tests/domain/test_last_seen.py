"""What has changed since a portfolio was last open, and how it is said."""

from dataclasses import replace
from datetime import date, timedelta

from builders import REVIEWED, initiative

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.attention import AgedVerdict, DueReview, VerdictSince, by_urgency
from fivegates.domain.portfolio.last_seen import Seen, days_to_keep, last_before, seen_on, since_last
from fivegates.domain.portfolio.overview import OverviewLine, ReviewMark
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.attention import (
    attention_clause,
    attention_kind,
    attention_text,
    since_clause,
    since_sentence,
)

THEN = REVIEWED - timedelta(days=3)
READY = ReviewMark(1, REVIEWED, VerdictState.READY, None, ())
LINE = OverviewLine(initiative(), READY, READY, REVIEWED)
SEEN = Seen(THEN, {1: VerdictState.NOT_READY}, 4)
DUE = DueReview(initiative(), REVIEWED - timedelta(days=1))


def said(seen: Seen, *lines: OverviewLine) -> list[str]:
    return [attention_text(each, REVIEWED, ENGLISH) for each in since_last(seen, lines, ()).changes]


def test_what_is_seen_has_no_text_of_the_portfolio() -> None:
    unreviewed = OverviewLine(initiative("B", 2), None)
    assert seen_on([LINE, unreviewed], (DUE,), REVIEWED) == Seen(
        REVIEWED, {1: VerdictState.READY, 2: None}, 1
    )


def test_a_changed_verdict_names_both_days() -> None:
    assert said(SEEN, LINE) == ["Ready on 12 May 2026, Not ready on 9 May 2026"]
    assert said(replace(SEEN, verdicts={1: VerdictState.READY}), LINE) == []


def test_a_first_review_and_one_that_was_deleted() -> None:
    assert said(replace(SEEN, verdicts={1: None}), LINE) == [
        "Ready on 12 May 2026, not reviewed on 9 May 2026"
    ]
    assert said(SEEN, replace(LINE, latest=None)) == ["No review, Not ready on 9 May 2026"]


def test_a_verdict_that_is_not_judged_today_has_the_day_of_its_review() -> None:
    later = replace(READY, dated=REVIEWED + timedelta(days=2))
    assert said(SEEN, OverviewLine(initiative(), later)) == ["Ready on 14 May 2026, Not ready on 9 May 2026"]


def test_a_new_initiative_and_those_that_are_at_an_end() -> None:
    new = replace(LINE, initiative=initiative("B", 2))
    assert said(SEEN, new) == ["Added since 9 May 2026"]
    for over in ({"archived": True}, {"stage": Stage.RETIRED}):
        assert said(SEEN, replace(LINE, initiative=replace(initiative(), **over))) == []


def test_the_sentence_counts_what_changed_and_what_needs_attention_then_and_now() -> None:
    new = replace(LINE, initiative=initiative("B", 2))
    seen = replace(SEEN, verdicts={1: VerdictState.NOT_READY, 9: None})
    since = since_last(seen, (LINE, new), (DUE,))
    assert since_sentence(since, ENGLISH) == (
        "Since 9 May 2026, when it was last open on this computer: 1 verdict has changed, 1 initiative was "
        "added, 1 initiative was removed and 1 thing needs attention (then 4)."
    )
    same = since_last(seen_on((LINE,), (), THEN), (LINE,), ())
    assert since_clause(same, ENGLISH) == "since 9 May 2026: no verdict has changed"


def test_what_changed_comes_before_all_else() -> None:
    (change,) = since_last(SEEN, (LINE,), ()).changes
    aged = AgedVerdict(initiative(), READY, READY)
    assert by_urgency((DUE, aged, change)) == (change, aged, DUE)
    assert attention_kind(change, ENGLISH) == "Since last time"
    assert isinstance(change, VerdictSince)


def test_how_much_needs_attention_in_few_words() -> None:
    assert attention_clause((), REVIEWED, ENGLISH) == "Nothing needs attention on 12 May 2026"
    assert (
        attention_clause((DUE,), REVIEWED, ENGLISH) == "1 thing needs attention on 12 May 2026, 1 is overdue"
    )
    in_time = replace(DUE, due=None)
    assert attention_clause((in_time,) * 2, REVIEWED, ENGLISH) == "2 things need attention on 12 May 2026"


def test_the_day_that_is_compared_with_stays_all_day() -> None:
    older, now = replace(SEEN, day=date(2026, 1, 1)), replace(SEEN, day=REVIEWED)
    assert days_to_keep((older, SEEN, replace(now, attention=9)), now) == (SEEN, now)
    assert last_before((SEEN, now), REVIEWED) == SEEN
    assert last_before((now,), REVIEWED) is None
