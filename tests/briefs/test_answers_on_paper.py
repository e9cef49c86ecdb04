"""The page that answers a board: attackers, the AI Act, and who allowed which exception until when."""

from dataclasses import replace
from functools import cache

import brief_cases as cases
import page
from brief_cases import PALETTE
from builders import fresh_evidence, review, risk_class, waiver_for
from pdf_reading import pages_of

from fivegates.briefs.initiative.brief import render
from fivegates.domain.brief import Chapter, Edition, Extent, InitiativeBrief, PaperSize
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.wording.answers import security_criteria
from fivegates.exchange.frameworks import read_framework
from fivegates.exchange.rubric import read_rubric
from fivegates.resources import read_resource

SECOND = read_rubric(read_resource("rubrics/five-gates-2.toml"), "five-gates-2.toml")
FRAMEWORKS = tuple(
    read_framework(read_resource(f"frameworks/{name}.toml"), name) for name in ("eu-ai-act", "owasp-aisvs")
)
ANSWERS = Extent(Edition.ONE_PAGE, frozenset({Chapter.ANSWERS}))
ACT = replace(risk_class(), cites="Art. 14", also=())


@cache
def board() -> InitiativeBrief:
    """Every criterion of the second version at level 4 and proven, but for re-testing, which is waived."""
    made = cases.ready()
    evidence = tuple(
        replace(item, cases=400, passed=394) if item.criterion == "trust-security" else item
        for item in fresh_evidence(SECOND)
    )
    case = replace(
        made.assessment.case,
        rubric=SECOND,
        review=review(SECOND, cases.every(4, SECOND) | {"trust-retest": 2}),
        evidence=evidence,
        waivers=(waiver_for("trust-retest"),),
        risk=ACT,
    )
    return replace(made, assessment=assess(case), frameworks=FRAMEWORKS, extent=ANSWERS)


def pages(brief: InitiativeBrief) -> list[str]:
    return [" ".join(text.split()) for text in pages_of(render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf)]


def test_each_answer_has_its_proof_and_the_day_on_which_it_ends() -> None:
    _, second = pages(board())
    attackers, rest = second.split("What does the AI Act ask of it?")
    act, allowed = rest.split("Who allowed an exception, and until when?")
    assert "It withstands people who attack it" in attackers
    assert "394 of 400 cases passed, at least 96% by the lower 95% bound." in attackers
    assert "8 November 2026" in attackers
    assert "High risk, decided by Art. 14." in act
    assert "items concern its risk class." in act
    assert act.index("Art. 14 People can oversee it") < act.index("Art. 9 Risks")
    assert "Current evidence until" in act
    assert "legal advice" not in act
    assert "Asked for by E. Lindqvist, approved on 2 May 2026 by R. Marsh" in allowed
    assert "In force until 11 June 2026" in allowed


def test_it_stays_on_one_page_and_says_what_is_left_out() -> None:
    case = board().assessment.case
    many = tuple(
        replace(waiver_for(each.id, days=30 + number), reason="Because of the audit. " * 20)
        for number, each in enumerate(SECOND.criteria)
        if each.required
    )
    found = pages(replace(board(), assessment=assess(replace(case, waivers=many))))
    assert len(found) == 2
    assert f"{len(many)} waivers are in force" in found[1]
    assert "more are not shown here." in found[1]


def test_what_is_not_asked_or_not_known_is_said() -> None:
    first = cases.ready()
    bare = replace(first.assessment.case, risk=None, waivers=(waiver_for("trust-drift"),))
    _, second = pages(replace(first, assessment=assess(bare), frameworks=FRAMEWORKS, extent=ANSWERS))
    assert "Version 1.1 of the rubric does not ask: no criterion is about attackers." in second
    assert "No risk class yet: its questions have not been answered." in second
    gone = assess(replace(board().assessment.case, waivers=()))
    assert "Nobody had waived a criterion by 12 May 2026." in pages(replace(board(), assessment=gone))[1]


def test_it_is_left_out_where_there_is_nothing_to_answer_with() -> None:
    assert len(pages(replace(cases.ready(), frameworks=FRAMEWORKS, extent=ANSWERS))) == 1
    assert len(pages(replace(board(), extent=Extent(Edition.ONE_PAGE)))) == 1
    assert security_criteria(FRAMEWORKS, SECOND) == ("trust-security",)


def test_the_page_is_tagged_and_archival() -> None:
    rendered = render(board(), ENGLISH, PaperSize.A4, PALETTE)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(rendered.pdf, profile=profile).is_compliant
