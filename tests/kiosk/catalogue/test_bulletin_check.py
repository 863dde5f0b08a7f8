"""What headquarters is about to hand down is held to the rules of all content before it is signed."""

from datetime import date
from typing import Any

import pytest

from kiosk.catalogue.bulletin_check import checked_body
from kiosk.storage.toml_file import Faulty
from kiosk.streams.record.bulletins.bodies import BODIES
from tests.kiosk.streams.record.bulletins.test_bodies import NAME, WORDS
from tests.support.year_files import year_tables

YEAR = {"assessment": year_tables()}


def faults(kind: str, tables: dict[str, Any]) -> list[str]:
    try:
        checked_body(kind, tables, "draft.toml")
    except Faulty as faulty:
        return [f"{fault.file} {fault.key} {fault.what}" for fault in faulty.faults]
    return []


def test_what_every_page_can_show_may_be_signed() -> None:
    right = {**WORDS, "year": YEAR}
    assert {kind: faults(kind, right[kind]) for kind in BODIES} == {kind: [] for kind in BODIES}


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        ("notice", {"words": {"th": "ก" * 70, "en": "Closed"}}, "draft.toml words.th takes 70 cells of 68"),
        ("notice", {"words": {"th": "ปิด พ.ศ. 25670", "en": "Closed"}}, "draft.toml words.th the year 25670"),
        ("notice", {"colour": "red"}, "draft.toml colour means nothing"),
        ("notice", {"until": date(2024, 4, 1)}, "the last day comes before the first"),
        ("facts", {"fact": {"90-day-report.fees": {"value": 1}}}, "fact.90-day-report.fees belongs to nothing"),
        ("facts", {"fact": {"90-day-report.fee": {"value": "dear"}}}, "draft.toml 90-day-report.fee"),
        ("year", {"assessment": {**year_tables(), "source": "ita-draft"}}, "draft.toml source is a draft"),
        ("year", {"assessment": {**year_tables(), "eit": {}}}, "draft.toml eit"),
        ("year", {"assessment": {**year_tables(), "quotas": {"chief": {"total": 1}}}}, "is missing"),
    ],
)
def test_what_cannot_be_meant_or_shown_is_told_with_its_place(kind: str, change: dict[str, Any], fault: str) -> None:
    told = faults(kind, {**{**WORDS, "year": YEAR}[kind], **change})
    assert any(fault in each for each in told), told


def test_a_kind_that_nobody_knows_is_told_with_those_that_there_are() -> None:
    with pytest.raises(Faulty, match="there is no kind wether; use one of year"):
        checked_body("wether", {"name": NAME}, "draft.toml")


def test_a_year_that_is_a_draft_is_published_once_headquarters_stands_for_it() -> None:
    """Found as: any other source that an operator could think of was refused with sixty names of sources."""
    with pytest.raises(Faulty, match="is a draft; write `headquarters`"):
        checked_body("year", {"assessment": {**year_tables(), "source": "ita-draft"}}, "draft.toml")
    assert checked_body("year", {"assessment": {**year_tables(), "source": "headquarters"}}, "draft.toml")
