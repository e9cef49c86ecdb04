"""Sentences for the finality of a review, its seal, and answers carried over from the review before."""

from typing import TYPE_CHECKING

from fivegates.domain.language import Language
from fivegates.domain.portfolio.settings import NO_LETTERHEAD
from fivegates.domain.review.fingerprint import SHORT
from fivegates.domain.review.history import correction_of, superseded_numbers
from fivegates.domain.review.review import ChainHead, InitiativeRecord, Review, Seal
from fivegates.domain.review.signatures import SignedBy, key_fingerprint
from fivegates.domain.wording.papers import not_sealed_meeting

if TYPE_CHECKING:
    from fivegates.domain.brief import InitiativeBrief
    from fivegates.domain.review.since_sealed import SinceSealed


def review_title(review: Review, record: InitiativeRecord, language: Language) -> str:
    """List entry of a review: state, day and reviewer."""
    parts = [_state(review, record, language), language.long_date(review.dated)]
    return " · ".join([*parts, review.reviewer] if review.reviewer else parts)


def _state(review: Review, record: InitiativeRecord, language: Language) -> str:
    """Draft, correction, final or corrected since."""
    if review.seal is None:
        corrects = review.supersedes is not None
        return language.gettext("Correction, draft") if corrects else language.gettext("Draft")
    number = language.number(review.seal.number)
    if review.seal.number in superseded_numbers(record.reviews):
        return language.gettext("Final no. {number}, corrected since", number=number)
    return language.gettext("Final no. {number}", number=number)


def seal_sentence(seal: Seal, language: Language) -> str:
    """Signer of a final review, time in UTC, and key."""
    values = {
        "name": seal.by,
        "day": language.long_date(seal.at.date()),
        "time": f"{seal.at:%H:%M}",
        "number": language.number(seal.number),
    }
    if not seal.signer:
        return language.gettext(
            "Made final by {name} on {day} at {time} UTC, no. {number} of this portfolio.", **values
        )
    return language.gettext(
        "Made final by {name} on {day} at {time} UTC, no. {number} of this portfolio, "
        "signed with the key {key}.",
        key=key_fingerprint(seal.signer),
        **values,
    )


def key_sentences(signer: str, language: Language) -> list[str]:
    """A public key: its fingerprint, then the key itself."""
    fingerprint = language.gettext(
        "Fingerprint of the key: {fingerprint}", fingerprint=key_fingerprint(signer)
    )
    return [fingerprint, public_key_sentence(signer, language)]


def public_key_sentence(signer: str, language: Language) -> str:
    """A public key, in full."""
    return language.gettext("Public key (Ed25519): {key}", key=signer)


def signers_sentence(found: SignedBy, language: Language) -> str:
    """Final reviews signed by a key, or none, and the names of the signers."""
    values = {
        "numbers": language.listed([language.number(number) for number in found.numbers]),
        "names": language.listed(list(found.names)),
    }
    if not found.signer:
        return language.gettext("Not signed: no. {numbers}, in the name of {names}.", **values)
    return language.gettext(
        "Signed with the key {key}: no. {numbers}, in the name of {names}.",
        key=key_fingerprint(found.signer),
        **values,
    )


def finality_note(review: Review, record: InitiativeRecord, fingerprint: str, language: Language) -> str:
    """Footer of a brief: a draft's short fingerprint, or the hash of a final review.

    A brief on a review that was corrected says so on each page.
    """
    if review.seal is None:
        return language.gettext("draft review {fingerprint}", fingerprint=fingerprint)
    values = {"number": language.number(review.seal.number), "hash": short_hash(review.seal.hash)}
    if correction_of(review, record.reviews) is not None:
        return language.gettext("final, no. {number}, corrected since, hash {hash}", **values)
    return language.gettext("final, no. {number} of the chain, hash {hash}", **values)


def head_note(review: Review, language: Language) -> str:
    """Header of each page of a brief: day of the review, and whether it is final."""
    day = language.long_date(review.dated)
    if review.seal is None:
        return language.gettext("DRAFT, review of {day}", day=day)
    return language.gettext(
        "Review of {day}, final, sealed by {name} on {sealed}",
        day=day,
        name=review.seal.by,
        sealed=language.short_date(review.seal.at.date()),
    )


def short_hash(digits: str) -> str:
    """First digits of a hash, enough to distinguish hashes on paper: `3f9c21ab…`."""
    return f"{digits[:SHORT]}…"


def correction_sentence(review: Review, language: Language) -> str:
    """Final review that this one corrects, and why; empty where it corrects none."""
    if review.supersedes is None:
        return ""
    number = language.number(review.supersedes)
    return language.gettext("Corrects no. {number}: {reason}", number=number, reason=review.correction)


def corrected_sentence(review: Review, record: InitiativeRecord, language: Language) -> str:
    """Review that corrects this one, and why; empty where none does."""
    by = correction_of(review, record.reviews)
    if by is None:
        return ""
    values = {"day": language.long_date(by.dated), "reason": by.correction}
    if by.seal is None:
        return language.gettext("A correction of {day} has been drafted: {reason}", **values)
    number = language.number(by.seal.number)
    return language.gettext("Corrected by no. {number} of {day}: {reason}", number=number, **values)


def chain_sentence(head: ChainHead, language: Language) -> str:
    """Number of final reviews of the portfolio, and the hash that covers all of them."""
    return language.ngettext(
        "{count} final review; the chain ends with {hash}.",
        "{count} final reviews; the chain ends with {hash}.",
        head.count,
        hash=head.hash,
    )


def carried_sentence(review: Review, language: Language) -> str:
    """Number of answers carried over unchanged from the review before; empty where all are new."""
    carried = sum(1 for score in review.scores.values() if score.carried)
    if not carried:
        return ""
    return language.ngettext(
        "{count} answer is carried over from the review before and not yet confirmed.",
        "{count} answers are carried over from the review before and not yet confirmed.",
        carried,
    )


def sealed_scope_sentences(brief: "InitiativeBrief", language: Language) -> list[str]:
    """Parts of a brief that are sealed with its final review; empty for a draft."""
    text = _sealed_scope(brief, language)
    if text and (brief.record.meeting.is_filled or brief.letterhead != NO_LETTERHEAD):
        text.append(not_sealed_meeting(language))
    return text


def _sealed_scope(brief: "InitiativeBrief", language: Language) -> list[str]:
    """The same, without the meeting details."""
    if brief.as_sealed and brief.day is not None and brief.day_rate is not None:
        return [
            language.gettext(
                "Everything printed here was sealed with the review, but for the marking, the verdict and "
                "how firm it is, the path to ready with its day rate and how long proofs hold as of {day}, "
                "corrections made since, and how the chain ends now.",
                day=brief.day,
            )
        ]
    if brief.as_sealed and brief.day is not None:
        return [
            language.gettext(
                "Everything printed here was sealed with the review, but for the marking, the verdict and "
                "how firm it is, the path to ready and how long proofs hold as of {day}, corrections made "
                "since, and how the chain ends now.",
                day=brief.day,
            )
        ]
    if brief.as_sealed:
        return [
            language.gettext(
                "Everything printed here was sealed with the review, but for the marking, corrections made "
                "since, and how the chain ends now."
            )
        ]
    if not brief.partly_sealed:
        return []
    return [
        language.gettext(
            "Sealed with the review: its answers, evidence, changes and actions, its rubric, and the figures "
            "of the ledger on which the verdict rests. Costs by month, scenarios, decisions, stage and "
            "earlier drafts are as recorded when this was printed."
        )
    ]


def not_sealed_note(brief: "InitiativeBrief", language: Language) -> str:
    """Note below the title of a part that is not sealed with a final review; empty for others."""
    if not brief.partly_sealed:
        return ""
    return language.gettext("As recorded when this was printed; not sealed with the review.")


def scope_sentence(language: Language) -> str:
    """Content of a file that is sealed with a final review, and content that is not."""
    return language.gettext(
        "Sealed with each: the review, its rubric, and the initiative with its evidence, changes, actions, "
        "waivers, risk class, decisions, forecasts, scenarios, the ledger of its day and the ballots of its "
        "panel. Not sealed: drafts, what was recorded later, the content of evidence files (their hashes "
        "are), title, marking and letterhead of the portfolio, what papers say of their meetings, and the "
        "fingerprints by which an import knows its lines."
    )


def since_sentence(since: "SinceSealed", language: Language) -> str:
    """Introduction to changes and removals since a final review was sealed."""
    return language.gettext(
        "Changed or removed since final review no. {number} ({code}, {day}) was sealed, in Fivegates or by "
        "another program; the paper of that review prints what was sealed:",
        number=language.number(since.number),
        code=since.code,
        day=language.short_date(since.day),
    )


def receipt_holds_sentence(later: int, language: Language) -> str:
    """Sentence for a chain that matches its receipt, with the number of later final reviews."""
    if not later:
        return language.gettext("The receipt fits: no review became final since.")
    return language.ngettext(
        "The receipt fits: {count} review became final since.",
        "The receipt fits: {count} reviews became final since.",
        later,
    )
