"""Resources are found, and languages spoken, wherever Fivegates is installed."""

import gettext
import io
import pickle
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from fivegates import languages, resources
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.languages import available_codes, chosen_language, language, system_language
from fivegates.resources import read_resource, resource_path


def test_a_resource_is_found_in_the_source_tree() -> None:
    assert resource_path("styles/palette.toml").is_file()
    assert read_resource("styles/palette.toml").startswith(b"#")


def test_a_resource_is_found_inside_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_resources" / "styles").mkdir(parents=True)
    (tmp_path / "_resources" / "styles" / "palette.toml").write_bytes(b"installed")
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "resources.py"))
    assert read_resource("styles/palette.toml") == b"installed"


@pytest.fixture
def _polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of one word, in Polish."""
    catalogue = Catalog("pl")
    catalogue.add("Open", "Otwarta")
    written = io.BytesIO()
    write_mo(written, catalogue)
    folder = tmp_path / "locale" / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "fivegates.mo").write_bytes(written.getvalue())
    monkeypatch.setattr(languages, "resource_path", tmp_path.joinpath)


@pytest.mark.usefixtures("_polish")
@pytest.mark.parametrize("code", ["pl", "pl_PL"])
def test_a_catalogue_translates(code: str) -> None:
    assert language(code).gettext("Open") == "Otwarta"


@pytest.mark.usefixtures("_polish")
def test_without_a_catalogue_words_are_english_and_dates_follow_the_code() -> None:
    german = language("de_DE")
    assert german.gettext("Open") == "Open"
    assert german.long_date(date(2026, 5, 12)) == "12. Mai 2026"


@pytest.mark.parametrize("code", ["klingon", "", "xx_YY", "../../etc"])
def test_a_code_of_no_language_is_reported(code: str) -> None:
    with pytest.raises(UserError, match="is not the code of a language"):
        language(code)


@pytest.mark.usefixtures("_polish")
@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ("pl_PL.UTF-8", "pl_PL"),
        ("en_US.UTF-8", "en_US"),
        ("de_DE.UTF-8", ENGLISH.code),
        ("C", ENGLISH.code),
        ("nonsense", ENGLISH.code),
        ("", ENGLISH.code),
    ],
)
def test_the_environment_chooses_a_language_that_we_speak(
    environment: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", environment)
    assert system_language().code == code


@pytest.mark.usefixtures("_polish")
def test_the_system_s_own_report_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    spoken = system_language("pl_PL")
    assert spoken.code == "pl_PL"
    assert isinstance(spoken.translations, gettext.GNUTranslations)


@pytest.mark.usefixtures("_polish")
def test_the_languages_that_there_are_are_those_of_the_catalogues() -> None:
    assert available_codes() == ("en", "pl")


@pytest.mark.usefixtures("_polish")
@pytest.mark.parametrize(
    ("chosen", "system", "code"),
    [
        ("pl", "en_GB", "pl"),
        ("pl-PL", "en_GB", "pl_PL"),
        ("pl", "pl_PL", "pl_PL"),
        ("en", "pl", "en_GB"),
        ("en", "en_US", "en_US"),
        ("en_US", "pl", "en_US"),
    ],
)
def test_a_chosen_language_keeps_the_system_s_formats_where_it_is_the_system_s(
    chosen: str, system: str, code: str
) -> None:
    assert chosen_language(chosen, language(system)).code == code


@pytest.mark.usefixtures("_polish")
@pytest.mark.parametrize("code", ["de", "klingon", "", "../../etc"])
def test_a_chosen_language_that_is_not_spoken_is_refused_with_those_that_are(code: str) -> None:
    with pytest.raises(UserError) as refused:
        chosen_language(code, ENGLISH)
    assert (
        str(refused.value)
        == f"Fivegates is not translated into “{code}”. There is en (English), pl (Polski)."
    )


@pytest.mark.usefixtures("_polish")
def test_a_language_is_sent_to_another_process_as_the_file_of_its_catalogue() -> None:
    sent = pickle.loads(pickle.dumps(language("pl")))  # noqa: S301 - packed here
    assert sent.gettext("Open") == "Otwarta"
