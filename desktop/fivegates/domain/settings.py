"""The settings of a portfolio: its title, the marking of its papers, the rubric that new reviews use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`marking` is printed on every page of a brief ("Board confidential")."""

    title: str
    marking: str
    rubric_id: str
    rubric_version: str
