"""Page 1, for the board: verdict, gates, why, the path to ready, the decision asked, cost and dates."""

from collections.abc import Iterator, Sequence

from fivegates.briefs.initiative.context import Sheet, asked_of, cut, dotted
from fivegates.briefs.initiative.gate_strip import GateStrip
from fivegates.briefs.initiative.meeting_head import PaperHead, with_head
from fivegates.briefs.initiative.path_table import short_path_table
from fivegates.briefs.initiative.price_strip import PriceStrip, price_facts
from fivegates.briefs.initiative.references import REASONS
from fivegates.briefs.typesetting.arrangements import Item, Marked, Panel, heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Rule, Stack, linked, running
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import HAIRLINE
from fivegates.domain.language import Language
from fivegates.domain.panel.overview import overview_of
from fivegates.domain.verdict.reasons import Reason, ReasonKind
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.panel import dispute_sentence
from fivegates.domain.wording.papers import omitted_sentence
from fivegates.domain.wording.paths import firmness_sentence, path_sentence
from fivegates.domain.wording.reasons import reason_detail, reason_headline
from fivegates.domain.wording.risk_class import risk_line
from fivegates.domain.wording.two_days import two_days_sentence
from fivegates.domain.wording.verdicts import (
    dated_headline,
    surprise_sentence,
    verdict_headline,
    verdict_sentence,
)
from fivegates.domain.wording.waivers import exceptions_sentence
from fivegates.domain.wording.words import stage_word

SUMMARY_LENGTH = 320
RATIONALE_LENGTH = 170
SHORT_FACT, LONGEST_FACT = 50, 90
# The longer a name, the smaller it is set: up to so many characters, in this size and leading.
TITLE_SIZES = ((60, 22, 26), (130, 17, 21), (250, 14, 17))
LONGEST_TITLE = (11, 14)


def head_blocks(sheet: Sheet, longest: int) -> list[Block]:
    """The page from its title to the summary; of the meeting no more than `longest` characters a part."""
    styles, language = sheet.styles, sheet.language
    head = PaperHead(sheet.brief.record.meeting, sheet.brief.letterhead, longest)
    blocks: list[Block] = [*with_head(_title(sheet), head, styles, language)]
    blocks.append(Prose(facts_line(sheet), styles.detail, space_before=1, sentence=True))
    if (risk := sheet.brief.current.case.risk) is not None:
        line = risk_line(risk, sheet.brief.current.case.review.dated, language)
        blocks.append(Prose(line, styles.detail, space_before=1, sentence=True))
    omitted = omitted_sentence(sheet.brief.omitted, language)
    if omitted:
        blocks.append(Prose(omitted, styles.strong, space_before=4, sentence=True))
    return blocks


def summary_blocks(sheet: Sheet) -> list[Block]:
    """The beginning of the summary; nothing where it is empty."""
    if not sheet.initiative.summary.strip():
        return []
    return [Prose(_beginning(sheet.initiative.summary), sheet.styles.body, space_before=6)]


def verdict_blocks(sheet: Sheet) -> list[Block]:
    """The verdict, the gates, and a note on surprising results."""
    styles, language, verdict = sheet.styles, sheet.language, sheet.assessment.verdict
    opens = sheet.rubric.thresholds.open_score
    blocks = [
        verdict_panel(sheet),
        GateStrip(verdict.gates, opens, styles, language, space_before=16),
        Prose(_tick_note(sheet), styles.note, align=Align.RIGHT, space_before=4),
    ]
    surprise = surprise_sentence(verdict, sheet.rubric, language)
    if surprise:
        blocks.append(Prose(surprise, styles.detail, space_before=4, sentence=True))
    return blocks


def _title(sheet: Sheet) -> Prose:
    """The initiative's name."""
    name = sheet.initiative.name
    size = next((size for most, *size in TITLE_SIZES if len(name) <= most), LONGEST_TITLE)
    return Prose(name, sheet.styles.title.sized(*size), role=Role.TITLE, outline=0, keep_with_next=True)


def facts_line(sheet: Sheet) -> str:
    """The facts line: business unit, sponsor, stage, target go-live and volume."""
    language, initiative = sheet.language, sheet.initiative
    facts = [initiative.business_unit]
    if initiative.sponsor.strip():
        facts.append(language.gettext("Sponsor: {sponsor}", sponsor=initiative.sponsor))
    if sheet.brief.stage is not None:
        facts.append(stage_word(sheet.brief.stage, language))
    if initiative.target_go_live:
        day = language.long_date(initiative.target_go_live)
        facts.append(language.gettext("Target go-live {day}", day=day))
    if initiative.target_volume is not None:
        facts.append(_target(initiative.target_volume, initiative.unit, language))
    return dotted(map(_fact, facts))


def _fact(text: str) -> str:
    """A short fact stays on one line, a very long one is cut; the appendix has all of it."""
    if len(text) > SHORT_FACT:
        return cut(text, LONGEST_FACT)
    return text.replace(" ", "\u00a0").replace("-", "-\u2060")


def _target(volume: int, unit: str, language: Language) -> str:
    """The target volume."""
    if not unit.strip():
        return language.gettext("Target {volume} a month", volume=language.number(volume))
    return language.gettext("Target {volume} {unit} a month", volume=language.number(volume), unit=unit)


def _beginning(summary: str) -> str:
    """The summary, cut after a word if it is long; the appendix has all of it."""
    if len(summary) <= SUMMARY_LENGTH:
        return summary
    return summary[:SUMMARY_LENGTH].rsplit(None, 1)[0] + " …"


def verdict_panel(sheet: Sheet) -> Panel:
    """The verdict of the paper's day as a sentence, on its tint; below it that of the review, if another.

    The review's verdict has no colour, which marks the one on the day of the paper.
    """
    styles, language, current = sheet.styles, sheet.language, sheet.brief.current
    palette, state, until = styles.palette, current.verdict.state, current.verdict.waived_until
    two = two_days_sentence(sheet.brief.two_days, language)
    day = current.case.review.dated
    headline = Prose(
        dated_headline(state, day, language, until) if two else verdict_headline(state, language, until),
        styles.verdict.coloured(palette.status(state)),
        role=Role.HEADING,
    )
    text = verdict_sentence(current if two else sheet.assessment, sheet.brief.stage, language)
    blocks = [Prose(text, styles.body, space_before=2, indent=22)]
    if two:
        blocks.append(Prose(two, styles.strong, space_before=3, indent=22, sentence=True))
    if allowed := exceptions_sentence(current, language):
        blocks.append(Prose(allowed, styles.strong, space_before=3, indent=22, sentence=True))
    panel = sheet.case.review.panel
    depends_on_dispute = "" if panel is None else dispute_sentence(overview_of(panel, sheet.case), language)
    if depends_on_dispute:
        blocks.append(Prose(depends_on_dispute, styles.strong, space_before=3, indent=22, sentence=True))
    return Panel(
        Stack([Marked(state, headline, palette, size=13, gap=9), *blocks]),
        palette.tint(state),
        palette.status(state),
        space_before=14,
    )


def _tick_note(sheet: Sheet) -> str:
    """The note on the ticks of the bars, the rule of the verdict, and the day of the scores."""
    language = sheet.language
    score = language.percent(sheet.rubric.thresholds.open_score)
    note = language.gettext("Tick marks: {score}, needed to open. The weakest gate governs.", score=score)
    if not sheet.brief.aged:
        return note
    day = language.long_date(sheet.case.review.dated)
    return f"{language.gettext('Scores as of the review of {day}.', day=day)} {note}"


def carrying(sheet: Sheet) -> tuple[Reason, ...]:
    """The main reasons of the verdict: those that decide it, or the strengths where it is ready."""
    reasons = sheet.assessment.reasons
    if sheet.assessment.verdict.state is VerdictState.READY:
        return tuple(reason for reason in reasons if reason.kind is ReasonKind.STRONG)
    return tuple(reason for reason in reasons if reason.deciding)


def watched(sheet: Sheet) -> tuple[Reason, ...]:
    """Return the criteria whose proof expires soon, if the verdict is ready."""
    if sheet.assessment.verdict.state is not VerdictState.READY:
        return ()
    return tuple(reason for reason in sheet.assessment.reasons if reason.kind is ReasonKind.AT_RISK)


def why_blocks(sheet: Sheet, most: int, *, rationale: bool) -> Iterator[Block]:
    """The reasons, no more than `most`, numbered, the deciding first."""
    language = sheet.language
    reasons = carrying(sheet)
    yield heading(why_title(sheet), sheet.styles, outline=1)
    yield from reason_list(sheet, reasons[:most], rationale=rationale)
    if not reasons:
        text = language.gettext("Every required criterion passes on proof that is current.")
        yield Prose(text, sheet.styles.body, space_before=6)
    if len(reasons) > most:
        yield Rule(sheet.styles.palette.hairline, HAIRLINE, space_before=6)
        yield _more_reasons(sheet, len(reasons) - most)


def _more_reasons(sheet: Sheet, count: int) -> Block:
    """The number of omitted reasons, with a link to the page that has them."""
    references, style = sheet.references, sheet.styles.detail
    text = references.more_text(count, REASONS, sheet.language)
    place = references.leads_to(REASONS)
    if place is None:
        return Prose(text, style, indent=15, space_before=6)
    return linked(text, style, place, indent=15, space_before=6)


def why_title(sheet: Sheet) -> str:
    """The title of the reasons, with the day of the review on a paper of a later day."""
    language, state = sheet.language, sheet.assessment.verdict.state
    if not sheet.brief.aged:
        return {
            VerdictState.READY: language.gettext("Why it is ready"),
            VerdictState.WAIVED: language.gettext("What is waived"),
            VerdictState.CONDITIONAL: language.gettext("What is still to be settled"),
            VerdictState.NOT_READY: language.gettext("Why it is not ready"),
            VerdictState.INCOMPLETE: language.gettext("What is still missing"),
        }[state]
    day = language.short_date(sheet.case.review.dated)
    return {
        VerdictState.READY: language.gettext("Why it was ready on {day}", day=day),
        VerdictState.WAIVED: language.gettext("What was waived on {day}", day=day),
        VerdictState.CONDITIONAL: language.gettext("What was to be settled on {day}", day=day),
        VerdictState.NOT_READY: language.gettext("Why it was not ready on {day}", day=day),
        VerdictState.INCOMPLETE: language.gettext("What was missing on {day}", day=day),
    }[state]


def reason_list(sheet: Sheet, reasons: Sequence[Reason], *, rationale: bool) -> Iterator[Block]:
    """Headline and detail of each, with the reviewer's rationale if `rationale`, separated by hairlines."""
    styles, parent = sheet.styles, Element(Role.LIST)
    number = styles.strong.coloured(styles.palette.accent)
    for index, reason in enumerate(reasons, 1):
        yield Rule(styles.palette.hairline, HAIRLINE, space_before=6)
        body = Stack(_reason_paragraphs(sheet, reason, _rationale(sheet, reason) if rationale else ""))
        yield Item(sheet.language.number(index), body, number, parent, space_before=6)


def _reason_paragraphs(sheet: Sheet, reason: Reason, rationale: str) -> list[Block]:
    """A reason as headline, what the reviewer wrote, and detail."""
    rubric, language, styles = sheet.rubric, sheet.language, sheet.styles
    headline = Prose(f"{reason_headline(reason, rubric, language)}.", styles.strong, keep_with_next=True)
    detail = Prose(reason_detail(reason, rubric, language), styles.detail, sentence=True)
    if not rationale:
        return [headline, detail]
    explained = Prose(rationale, styles.detail.coloured(styles.palette.ink), keep_with_next=True)
    return [headline, explained, detail]


def _rationale(sheet: Sheet, reason: Reason) -> str:
    """The beginning of what the reviewer wrote of a failing criterion; the appendix has all of it."""
    if reason.kind is not ReasonKind.FAILING or reason.criterion is None:
        return ""
    rationale = sheet.assessment.verdict.criterion(reason.criterion).score.rationale
    return cut(" ".join(rationale.split()), RATIONALE_LENGTH)


def path_blocks(sheet: Sheet, most: int, *, firm: bool) -> Iterator[Block]:
    """The shortest path to ready; where it is ready, the criteria whose proof lapses soon.

    With `firm`, how firm the verdict is comes last.
    """
    styles, language, firmness = sheet.styles, sheet.language, _firmness(sheet) if firm else ""
    if sheet.path.steps:
        yield heading(path_title(sheet), styles, outline=1)
        total = path_sentence(sheet.path, language)
        yield Prose(total, styles.detail, space_before=4, sentence=True, keep_with_next=True)
        yield Rule(styles.palette.hairline, HAIRLINE, space_before=6)
        yield short_path_table(sheet, sheet.path.steps[:most])
        note = firmness
    else:
        yield heading(language.gettext("What to watch"), styles, outline=1)
        yield from reason_list(sheet, watched(sheet)[:most], rationale=False)
        note = f"{path_sentence(sheet.path, language)} {firmness}"
    if note.strip():
        yield Prose(note.strip(), styles.detail, space_before=7, sentence=True)


def _firmness(sheet: Sheet) -> str:
    """Return a sentence on whether the verdict of the paper's day depends on one judgement."""
    return firmness_sentence(sheet.brief.current, sheet.language)


def path_title(sheet: Sheet) -> str:
    """The title of the path, with its first day where that is not the review's."""
    if not sheet.brief.aged:
        return sheet.language.gettext("Shortest path to ready")
    day = sheet.language.short_date(sheet.brief.current.case.review.dated)
    return sheet.language.gettext("Shortest path to ready, as of {day}", day=day)


def decision_panel(sheet: Sheet, most: int | None) -> Panel:
    """The decision asked of the board: the reviewer's text, else a proposal from the verdict."""
    styles = sheet.styles
    text = asked_of(sheet)
    text = text if most is None else cut(text, most)
    title = Prose(
        asked_title(sheet, own_words=bool(sheet.case.review.decision_asked.strip())),
        styles.strong.coloured(styles.palette.accent),
        role=Role.HEADING,
        keep_with_next=True,
        outline=1,
    )
    return Panel(
        Stack([title, *running(text, styles.body, space_before=2)]), styles.palette.panel, space_before=14
    )


def asked_title(sheet: Sheet, *, own_words: bool) -> str:
    """The title of the decision asked; with the day of the review for the reviewer's own text."""
    language = sheet.language
    if not (own_words and sheet.brief.aged):
        return language.gettext("Decision asked of the board")
    day = language.long_date(sheet.case.review.dated)
    return language.gettext("Decision asked of the board in the review of {day}", day=day)


def price_blocks(sheet: Sheet, *, next_review: bool) -> Iterator[Block]:
    """The strip of figures: cost, validity of the verdict, and target go-live."""
    styles, facts = sheet.styles, price_facts(sheet, next_review=next_review)
    yield Prose(
        price_title(sheet),
        styles.strong.coloured(styles.palette.accent),
        role=Role.HEADING,
        space_before=12,
        keep_with_next=True,
        outline=1,
    )
    yield PriceStrip(facts, styles, space_before=4)


def price_title(sheet: Sheet) -> str:
    """The title of the strip, with its days: money as of the review, dates as of the paper."""
    language = sheet.language
    if not language.states_money:
        return language.gettext("Effort and dates as of {day}", day=sheet.brief.current.case.review.dated)
    if not sheet.brief.aged:
        return language.gettext("Cost and dates")
    return language.gettext(
        "Cost as of the review of {reviewed}, dates as of {day}",
        reviewed=sheet.case.review.dated,
        day=sheet.brief.current.case.review.dated,
    )
