"""Text of search results."""

from fivegates.domain.language import Language
from fivegates.domain.search import Hit, HitKind, Place
from fivegates.domain.wording.words import listed_topics


def nothing_found_words(language: Language) -> str:
    """Text of an empty result."""
    return language.gettext("Nothing in the portfolio contains these words.")


def count_words(count: int, language: Language) -> str:
    """Number of hits."""
    return language.ngettext("{count} hit", "{count} hits", count)


def subject_words(hit: Hit, named: str, language: Language) -> str:
    """Subject of a hit: its initiative, by code or name, the rubric, or the portfolio."""
    if named:
        return named
    return language.gettext("Rubric") if hit.kind is HitKind.CRITERION else language.gettext("Portfolio")


def place_words(hit: Hit, language: Language) -> str:
    """Record and field of a hit, and further criteria of evidence: `Evidence, note, also for drift`."""
    place = language.gettext(
        "{kind}, {place}", kind=kind_word(hit.kind, language), place=_word(hit.place, language)
    )
    if not hit.also:
        return place
    topics = listed_topics([language.shipped(each.topic) for each in hit.also], language)
    return language.gettext("{place}, also for {topics}", place=place, topics=topics)


def kind_word(kind: HitKind, language: Language) -> str:
    """Name a kind of record."""
    return {
        HitKind.INITIATIVE: language.pgettext("hit", "Initiative"),
        HitKind.PORTFOLIO: language.pgettext("hit", "Portfolio"),
        HitKind.CRITERION: language.pgettext("hit", "Criterion"),
        HitKind.DECISION: language.pgettext("hit", "Decision"),
        HitKind.CONDITION: language.pgettext("hit", "Condition"),
        HitKind.THRESHOLD: language.pgettext("hit", "Threshold"),
        HitKind.WAIVER: language.pgettext("hit", "Waiver"),
        HitKind.RISK_CLASS: language.pgettext("hit", "Risk class"),
        HitKind.ACTION: language.pgettext("hit", "Action"),
        HitKind.EVIDENCE: language.pgettext("hit", "Evidence"),
        HitKind.RATIONALE: language.pgettext("hit", "Score"),
        HitKind.COMMENT: language.pgettext("hit", "Comment"),
        HitKind.CHANGE: language.pgettext("hit", "Change"),
        HitKind.FORECAST: language.pgettext("hit", "Forecast"),
        HitKind.SCENARIO: language.pgettext("hit", "Scenario"),
        HitKind.REVIEW: language.pgettext("hit", "Review"),
        HitKind.PANEL: language.pgettext("hit", "Panel"),
        HitKind.BENEFIT: language.pgettext("hit", "Benefit"),
        HitKind.COST: language.pgettext("hit", "Cost"),
        HitKind.USAGE: language.pgettext("hit", "Usage"),
        HitKind.PRICE_BOOK: language.pgettext("hit", "Price book"),
        HitKind.RATE: language.pgettext("hit", "Rate"),
        HitKind.FRAMEWORK: language.pgettext("hit", "Framework"),
        HitKind.IDEA: language.pgettext("hit", "Idea"),
        HitKind.CAPACITY: language.pgettext("hit", "Capacity"),
        HitKind.MEETING: language.pgettext("hit", "Meeting"),
        HitKind.PAPER_MEETING: language.pgettext("hit", "Meeting"),
    }[kind]


def _word(place: Place, language: Language) -> str:
    return (_fields_of_records(language) | _fields_of_the_portfolio(language))[place]


def _fields_of_records(language: Language) -> dict[Place, str]:
    """Fields of an initiative and of its records, reviews and scores."""
    return {
        Place.CODE: language.pgettext("field", "code"),
        Place.NAME: language.pgettext("field", "name"),
        Place.SUMMARY: language.pgettext("field", "summary"),
        Place.BUSINESS_UNIT: language.pgettext("field", "business unit"),
        Place.SPONSOR: language.pgettext("field", "sponsor"),
        Place.PROVIDERS: language.pgettext("field", "providers"),
        Place.MODELS: language.pgettext("field", "models"),
        Place.UNIT: language.pgettext("field", "unit"),
        Place.TAGS: language.pgettext("field", "tags"),
        Place.TITLE: language.pgettext("field", "title"),
        Place.BY: language.pgettext("field", "decided by"),
        Place.RATIONALE: language.pgettext("field", "rationale"),
        Place.TEXT: language.pgettext("field", "text"),
        Place.OWNER: language.pgettext("field", "owner"),
        Place.NOTE: language.pgettext("field", "note"),
        Place.MEASURE: language.pgettext("field", "measure"),
        Place.FIGURES: language.pgettext("field", "figures"),
        Place.RESULT: language.pgettext("field", "result"),
        Place.REFERENCE: language.pgettext("field", "reference"),
        Place.FILE: language.pgettext("field", "file"),
        Place.NOT_APPLICABLE: language.pgettext("field", "reason for not applicable"),
        Place.APPROVER: language.pgettext("field", "approver"),
        Place.REASON: language.pgettext("field", "reason"),
        Place.REQUESTER: language.pgettext("field", "requester"),
        Place.CONDITION: language.pgettext("field", "condition"),
        Place.REVOCATION: language.pgettext("field", "revoked by whom and why"),
        Place.MODEL: language.pgettext("field", "model"),
        Place.REVIEWER: language.pgettext("field", "reviewer"),
        Place.ROLE: language.pgettext("field", "role"),
        Place.DECISION_ASKED: language.pgettext("field", "decision asked for"),
        Place.CORRECTION: language.pgettext("field", "reason for the correction"),
        Place.FINAL_BY: language.pgettext("field", "made final by"),
        Place.ATTRIBUTED_TO: language.pgettext("field", "attributed to"),
    }


def _fields_of_the_portfolio(language: Language) -> dict[Place, str]:
    """Fields of the portfolio, its rubrics, frameworks, ideas and meetings."""
    return {
        Place.QUESTION: language.pgettext("field", "question"),
        Place.GUIDANCE: language.pgettext("field", "guidance"),
        Place.LEVELS: language.pgettext("field", "levels"),
        Place.MARKING: language.pgettext("field", "marking"),
        Place.LEGAL_ENTITY: language.pgettext("field", "legal entity"),
        Place.SOURCE: language.pgettext("field", "source"),
        Place.DESCRIPTION: language.pgettext("field", "description"),
        Place.NOTES: language.pgettext("field", "notes"),
        Place.NOT_COVERED: language.pgettext("field", "what is not covered"),
        Place.ITEMS: language.pgettext("field", "items"),
        Place.PROBLEM: language.pgettext("field", "problem"),
        Place.WITHOUT_AI: language.pgettext("field", "without AI"),
        Place.VALUE: language.pgettext("field", "value"),
        Place.DATA: language.pgettext("field", "data"),
        Place.AGENDA_ITEM: language.pgettext("field", "agenda item"),
        Place.MEETING: language.pgettext("field", "meeting"),
        Place.PRESENTER: language.pgettext("field", "presenter"),
        Place.MINUTE: language.pgettext("field", "previous minute"),
    }
