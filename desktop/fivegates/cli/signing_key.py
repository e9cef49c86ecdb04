"""The command that creates or prints the user's signing key, and the lookup of the key for `finalise`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fivegates.actions import signing
from fivegates.cli.output import json_text
from fivegates.cli.parameters import AS_JSON, FILE
from fivegates.cli.session import Session
from fivegates.domain.language import Language
from fivegates.domain.review.signatures import key_fingerprint, public_half
from fivegates.domain.wording.finality import key_sentences

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def signing_key(file: Path | None, language: Language) -> "Ed25519PrivateKey | None":
    """The key in a file, or the one in the keyring; None, said on standard error, where there is no keyring.

    Raises UserError for a file without a key.
    """
    if file is not None:
        return signing.key_in(file)
    try:
        return signing.own_key()
    except signing.NoKeyringError as error:
        unsigned = language.gettext("The seal is not signed; --key PEM signs it with the key in a file.")
        click.echo(f"{error.text(language)} {unsigned}", err=True)
        return None


@click.command("key")
@click.option("--key", "file", type=FILE, metavar="PEM", help="A file instead of the keyring.")
@AS_JSON
@click.pass_obj
def print_key(session: Session, file: Path | None, *, as_json: bool) -> None:
    """Print the public key of your seals.

    Its private half signs them, and is kept in the system's keyring, or in a file for its owner alone. Both
    are made where there is no key yet.
    """
    signer = public_half(signing.own_key() if file is None else signing.key_made_in(file))
    if as_json:
        click.echo(json_text({"signer": signer, "fingerprint": key_fingerprint(signer)}))
    else:
        click.echo("\n".join(key_sentences(signer, session.language)))
