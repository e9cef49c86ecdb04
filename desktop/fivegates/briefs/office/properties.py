"""What an Office file says about itself, as the PDF does."""

from datetime import datetime
from html import escape
from typing import Protocol

from fivegates.briefs.office.texts import office_text
from fivegates.briefs.typesetting.accessibility import Metadata

_LONGEST = 255
_APPLICATION = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>{program}</Application><Company>{organisation}</Company></Properties>"""


class CoreProperties(Protocol):
    """The properties that Word documents and presentations share."""

    title: str
    author: str
    subject: str
    language: str
    comments: str
    keywords: str
    last_modified_by: str
    revision: int
    created: datetime
    modified: datetime


def set_core_properties(properties: CoreProperties, metadata: Metadata) -> None:
    """Title, author, subject and language; the day stands for the moment of its making."""
    stamp = datetime(metadata.dated.year, metadata.dated.month, metadata.dated.day)  # noqa: DTZ001 - UTC there
    properties.title = office_text(metadata.title)[:_LONGEST]
    properties.author = office_text(metadata.author)[:_LONGEST]
    properties.subject = office_text(metadata.subject)[:_LONGEST]
    properties.language = metadata.language
    properties.comments = properties.keywords = ""
    properties.last_modified_by = office_text(metadata.author)[:_LONGEST]
    properties.revision = 1
    properties.created = properties.modified = stamp


def application_properties(program: str, organisation: str) -> bytes:
    """The part that names the program, and whose paper it is."""
    program, organisation = escape(office_text(program)), escape(office_text(organisation))
    return _APPLICATION.format(program=program, organisation=organisation).encode()
