"""Which criteria and articles answer a board, and the words for what does not."""

from dataclasses import replace

from builders import REVIEWED, case, criterion, framework, initiative, risk_class, rubric

from fivegates.domain.frameworks.coverage import coverage_of
from fivegates.domain.frameworks.framework import FrameworkItem
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.answers import (
    articles_of,
    concerned_text,
    no_waiver_text,
    none_asked_text,
    rest_text,
    security_criteria,
)

USED = rubric(criterion("safe"), criterion("seen"))


def test_criteria_about_attackers_touch_several_chapters_of_the_standard() -> None:
    items = tuple(
        FrameworkItem(f"C{n}", "Chapter", "", keys) for n, keys in enumerate([("safe", "seen"), ("safe",)])
    )
    standard = replace(framework(), code="owasp-aisvs", items=items)
    assert security_criteria([standard], USED) == ("safe",)
    assert security_criteria([framework()], USED) == ()


def test_the_articles_of_a_class_begin_with_the_one_that_decides_it() -> None:
    items = (
        FrameworkItem("Art. 1", "For all", "Everyone", ("safe",)),
        FrameworkItem("Art. 2", "For others", "Transparency", ("safe",)),
        FrameworkItem("Art. 3", "For it", "High risk: provider", ("seen",)),
        FrameworkItem("Art. 4", "Decides", "", ()),
    )
    act = replace(framework(), code="eu-ai-act", items=items)
    judged = case(USED, {"safe": 4, "seen": 1})
    found = coverage_of(act, initiative(), judged, REVIEWED)
    deciding = replace(risk_class(), cites="Art. 4", also=())
    assert [each.item.ref for each in articles_of(found, deciding)] == ["Art. 4", "Art. 3", "Art. 1"]
    assert [each.item.ref for each in articles_of(found, None)] == ["Art. 3", "Art. 1", "Art. 2"]


def test_what_is_not_there_in_words() -> None:
    assert none_asked_text(USED, ENGLISH).endswith("does not ask: no criterion is about attackers.")
    assert no_waiver_text(REVIEWED, ENGLISH) == "Nobody had waived a criterion by 12 May 2026."
    assert concerned_text(8, 32, ENGLISH) == "8 of the 32 items concern its risk class."
    assert rest_text(1, ENGLISH) == "1 more is not shown here."
