"""Signatures of seals: whose key signed what, and what is not signed as one would expect."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import initiative, portfolio, record, two_gates
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sealing import SEALED_AT, with_finals, with_review

from fivegates.domain.language import ENGLISH
from fivegates.domain.review.case import draft_case
from fivegates.domain.review.chain import first_fault, hash_of, seal_after
from fivegates.domain.review.review import Portfolio, Seal
from fivegates.domain.review.signatures import (
    is_signed_by_its_signer,
    key_fingerprint,
    public_half,
    signature_of,
    signer_problem,
    signers,
    unexpected_signatures,
)
from fivegates.domain.wording.finality import key_sentences, seal_sentence, signers_sentence

OURS = Ed25519PrivateKey.from_private_bytes(bytes(32))
THEIRS = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))
OUR_KEY, THEIR_KEY = public_half(OURS), public_half(THEIRS)


@pytest.fixture(scope="module")
def signed() -> Seal:
    of = portfolio()
    case = draft_case(record(), record().reviews[0], two_gates(), of.settings.currency, of.rates)
    return seal_after(None, case, initiative(), "R. Marsh", SEALED_AT, key=OURS)


def in_portfolio(seal: Seal) -> Portfolio:
    of = portfolio()
    return with_review(of, (0, 0), replace(of.records[0].reviews[0], seal=seal))


def test_a_signed_seal_is_sound_and_names_the_key(signed: Seal) -> None:
    assert signed.signer == OUR_KEY
    assert hash_of(signed) == signed.hash
    assert first_fault(in_portfolio(signed)) is None


def test_the_public_key_is_that_of_the_standard() -> None:
    """RFC 8032, section 7.1, test 1."""
    private = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    assert public_half(key) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


def resealed(altered: Seal) -> Seal:
    """What somebody makes of a seal who knows the rules and has not the key."""
    return replace(altered, hash=hash_of(altered))


@pytest.mark.parametrize(
    "forge",
    [
        lambda seal: resealed(replace(seal, by="E. Lindqvist")),
        lambda seal: resealed(replace(seal, signer=THEIR_KEY)),
        lambda seal: replace(seal, signature=signature_of(THEIRS, seal.hash)),
        lambda seal: replace(seal, signature=""),
        lambda seal: resealed(replace(seal, signer="")),
        lambda seal: replace(seal, signature=OURS.sign(seal.hash.encode()).hex()),
        lambda seal: resealed(replace(seal, signer="00")),
    ],
)
def test_nobody_seals_in_the_name_of_a_key_without_it(signed: Seal, forge: object) -> None:
    assert callable(forge)
    fault = first_fault(in_portfolio(forge(signed)))
    assert fault
    assert "was sealed by someone else" in fault.reason.text(ENGLISH)


def test_the_signature_cannot_be_taken_off_under_the_same_hash(signed: Seal) -> None:
    fault = first_fault(in_portfolio(replace(signed, signer="", signature="")))
    assert fault
    assert "no longer gives the hash" in fault.reason.text(ENGLISH)


def test_seals_of_before_stay_valid() -> None:
    finals = with_finals(portfolio(), [(0, 0), (0, 1)])
    assert first_fault(finals) is None
    assert "signer" not in str(
        finals.records[0].reviews[0].seal and finals.records[0].reviews[0].seal.content
    )


def seal(number: int, by: str, signer: str = "") -> Seal:
    return Seal(number, by, datetime(2026, 5, 13, tzinfo=UTC), "0" * 64, "1" * 64, "{}", signer)


CHAIN = (
    seal(1, "A. Okafor"),
    seal(2, "A. Okafor", OUR_KEY),
    seal(3, "R. Marsh", THEIR_KEY),
    seal(4, "a.  okafor", THEIR_KEY),
    seal(5, "A. Okafor"),
    seal(6, "A. Okafor", OUR_KEY),
)


def test_each_key_is_named_with_what_it_signed() -> None:
    ours, theirs = key_fingerprint(OUR_KEY), key_fingerprint(THEIR_KEY)
    assert [signers_sentence(found, ENGLISH) for found in signers(CHAIN)] == [
        "Not signed: no. 1 and 5, in the name of A. Okafor.",
        f"Signed with the key {ours}: no. 2 and 6, in the name of A. Okafor.",
        f"Signed with the key {theirs}: no. 3 and 4, in the name of R. Marsh and a.  okafor.",
    ]


def test_a_name_that_signed_before_is_expected_to_sign_so_again() -> None:
    assert [strange.text(ENGLISH) for strange in unexpected_signatures(CHAIN)] == [
        "No. 4, in the name of a.  okafor, is signed with another key than no. 2.",
        "No. 5, in the name of A. Okafor, is not signed, and no. 2 is.",
    ]


@pytest.mark.parametrize("key", [OUR_KEY, key_fingerprint(OUR_KEY), key_fingerprint(OUR_KEY).upper()])
def test_keys_can_be_asked_for(key: str) -> None:
    assert signer_problem(CHAIN[1:2], [key]) is None
    for wrong in (CHAIN[:1], CHAIN[2:3]):
        problem = signer_problem(wrong, [key])
        assert problem
        assert "is not signed with a key that was given" in problem.text(ENGLISH)


def test_a_seal_names_its_key(signed: Seal) -> None:
    assert len(key_fingerprint(OUR_KEY).replace(" ", "")) == 24
    assert seal_sentence(signed, ENGLISH).endswith(f"signed with the key {key_fingerprint(OUR_KEY)}.")
    assert key_sentences(OUR_KEY, ENGLISH)[1].endswith(OUR_KEY)
    assert is_signed_by_its_signer(signed)
