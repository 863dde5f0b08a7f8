"""`kiosk confirm`: the office stands behind a fact, and the kiosk shows it; what is wrong changes nothing."""

import stat
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.catalogue.facts import (
    Commitment,
    Duration,
    DurationOption,
    Fact,
    Fee,
    FeeOption,
    PhoneNumber,
    RequiredDocument,
    RequiredDocuments,
)
from kiosk.catalogue.load import load
from kiosk.catalogue.notices import BudgetFigures
from kiosk.catalogue.office_statements import office_statements
from kiosk.editing.values import typeable, typed
from kiosk.text.bilingual import Bilingual
from tests.support.commands import one_sentence, run

ROLE = ("--role", "commissioned-officer")


def confirmed(folder: Path, name: str, *options: str) -> Fact[Any]:
    """The fact after `kiosk confirm`, as the next start reads it."""
    done = run(folder, "confirm", name, *options, *ROLE)
    assert done.returncode == 0, done.stderr
    return next(named.fact for named in load(None, folder / "practice").facts() if named.name == name)


def test_a_published_value_is_confirmed_as_it_is(tmp_path: Path) -> None:
    fee = confirmed(tmp_path, "extension-tourism.fee")
    assert fee.state == "confirmed"
    assert (fee.figure, fee.source) == (1900, "nakhon-si-thammarat-fees")
    assert fee.confirmed is not None
    assert (fee.confirmed.on, fee.confirmed.role) == (date(2024, 3, 1), "commissioned-officer")


def test_a_confirmed_value_is_kept_with_its_confirmation(tmp_path: Path) -> None:
    """An update of the shipped content must not change what the office has said."""
    confirmed(tmp_path, "extension-tourism.fee")
    kept = office_statements(tmp_path / "practice").facts
    assert kept["extension-tourism"]["fee"]["value"] == 1900


@pytest.mark.parametrize(
    ("name", "options", "value"),
    [
        ("90-day-report.time", ["--value", "15 minutes"], Duration(minutes=15)),
        *[
            ("office.survey", ["--value", survey], survey)
            for survey in ("https://itas.nacc.go.th/go/eit/u4gpi2", "https://itap.nacc.go.th/any/path")
        ],
        ("re-entry-permit.time", ["--value", "3 วันทำการ"], Duration(working_days=3)),
        ("extension-tourism.fee", ["--value", "2,000"], 2000),
        ("extension-tourism.fee", ["--value", "๒,๐๐๐"], 2000),
        ("extension-tourism.fee", ["--value", "1900 บาท"], 1900),
        ("extension-tourism.fee", ["--value", "THB 1,900"], 1900),
        ("extension-tourism.fee", ["--none"], "none"),
        ("budget.budget", ["--value", "500000 ๑๒๐,๐๐๐ ๒๕๖๗-๐๓-๐๑"], BudgetFigures(500_000, 120_000, date(2024, 3, 1))),
        ("nacc.number", ["--value", "๑๒๐๕"], "1205"),
        ("office.phone", ["--th", "โทร 1178", "--en", "Call 1178"], Bilingual("โทร 1178", "Call 1178")),
        ("nacc.number", ["--value", "1205"], "1205"),
        ("2567-O1.address", ["--value", "https://www.immigration.go.th/o1"], "https://www.immigration.go.th/o1"),
        ("no-gift.announcement", ["--th", "ประกาศแล้ว", "--en", "Announced"], Bilingual("ประกาศแล้ว", "Announced")),
    ],
)
def test_the_office_gives_a_value(tmp_path: Path, name: str, options: list[str], value: object) -> None:
    fact = confirmed(tmp_path, name, *options)
    assert fact.value == value
    assert fact.state == "confirmed"
    assert fact.source in load().sources


def test_a_new_unit_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    confirmed(tmp_path, "90-day-report.time", "--value", "15 minutes")
    assert confirmed(tmp_path, "90-day-report.time", "--value", "1 day").value == Duration(days=1)


def test_the_file_is_private_and_practice_has_its_own(tmp_path: Path) -> None:
    confirmed(tmp_path, "extension-tourism.fee")
    kept = tmp_path / "practice" / "record.db"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not (tmp_path / "record.db").exists()


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["extension-tourism.fees"], 1, "write `extension-tourism.fee`"),
        (["office.website"], 1, "no value yet"),
        (["extension-tourism.fee", "--value", "much"], 1, "write whole baht, as 1900"),
        (["90-day-report.time", "--value", "15"], 1, "write it as 15 minutes"),
        (["90-day-report.time", "--value", "0 minutes"], 1, "write it as 15 minutes"),
        (["office.phone", "--value", "1178"], 1, "--th and --en"),
        (["office.phone", "--th", "โทร 1178"], 1, "--th and --en"),
        (["office.phone", "--th", " ", "--en", "Call"], 1, "office.phone.value.th: is empty"),
        (["extension-tourism.fee", "--th", "ก", "--en", "a"], 1, "write whole baht"),
        (["extension-tourism.fee", "--value", "5", "--none"], 1, "in two ways"),
        (["office.survey", "--value", "http://itap.nacc.go.th/"], 1, "write an address as https://"),
        (["office.survey", "--value", "https://example.com/"], 1, "may not be led to"),
        (["office.survey", "--value", "https://itap.nacc.go.th/" + "a" * 60], 1, "give a shorter address"),
        (["office.survey", "--value", "https://itas.nacc.go.th/go/iit/u4gpi2"], 1, "is not the address of the EIT"),
        (["office.survey", "--value", "https://itas.nacc.go.th/"], 1, "https://itas.nacc.go.th/go/eit/…"),
        (["office.survey", "--value", "https://itas.nacc.go.th/go/eit/../iit/u4gpi2"], 1, "not the address of the EIT"),
        (["extension-tourism.documents", "--value", "pasport 1"], 1, "write `passport`"),
        (["steps.notification", "--value", "queue"], 1, "steps are words with roles"),
        (["nacc.number", "--value", "call us"], 1, "telephone number"),
        (["budget.budget", "--value", "5 9 2024-03-01"], 1, "more is used than was allocated"),
        (["budget.budget", "--value", "9 5 3110-03-01"], 1, "is not a value of this kind"),
        (["extension-tourism.fee", "--value", "9" * 5000], 1, "write whole baht"),
        (["extension-tourism.fee", "--value", "1000000000"], 1, "more than any fee"),
        (["extension-tourism.fee", "--value", "a" * 5000], 1, "write whole baht"),
        (["office.phone", "--th", "\u200b", "--en", "\u200b"], 1, "hold U+200B, which nobody sees"),
        (["office.phone", "--th", "\x1b[2J", "--en", "Call"], 1, "hold U+001B, which nobody sees"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_and_nothing_is_written(
    tmp_path: Path, options: list[str], code: int, says: str
) -> None:
    sentence = one_sentence(run(tmp_path, "confirm", *options, *ROLE), code)
    assert says in sentence
    assert len(sentence) < 300
    assert office_statements(tmp_path / "practice").facts == {}


def test_a_confirmation_needs_a_role_of_the_offices_list(tmp_path: Path) -> None:
    one_sentence(run(tmp_path, "confirm", "extension-tourism.fee"), 2)
    for nobody in (" ", "x", "Somchai Jaidee", "greeter"):
        sentence = one_sentence(run(tmp_path, "confirm", "extension-tourism.fee", "--role", nobody), 1)
        assert "approver (ผู้มีอำนาจอนุญาต / Approving officer)" in sentence
    assert "U+202E" in one_sentence(run(tmp_path, "confirm", "extension-tourism.fee", "--role", "a\u202eb"), 1)
    assert office_statements(tmp_path / "practice").facts == {}


def test_several_facts_are_confirmed_at_once_and_each_is_shown_before(tmp_path: Path) -> None:
    names = ("extension-tourism.fee", "90-day-report.window")
    done = run(tmp_path, "confirm", *names, *ROLE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("extension-tourism.fee: 1,900 บาท / THB 1,900 (")
    assert done.stdout.endswith("Confirmed as of 1 Mar 2024, by Senior officer.\n")
    withdrawn = run(tmp_path, "confirm", *names, "--withdraw", *ROLE)
    assert withdrawn.returncode == 0
    assert "extension-tourism.fee: 1,900 บาท" in withdrawn.stdout, "what was confirmed is shown"
    assert office_statements(tmp_path / "practice").facts == {}
    refused = run(tmp_path, "confirm", *names, "--value", "5", *ROLE)
    assert "A new value is that of one fact" in one_sentence(refused, 2)


def test_of_several_facts_none_is_confirmed_where_one_cannot_be(tmp_path: Path) -> None:
    refused = run(tmp_path, "confirm", "extension-tourism.fee", "office.website", *ROLE)
    assert refused.returncode == 1
    assert "no value yet" in refused.stderr
    assert office_statements(tmp_path / "practice").facts == {}


def test_a_made_up_day_is_never_a_real_confirmation(tmp_path: Path) -> None:
    done = run(tmp_path, "--today", "2024-03-01", "confirm", "extension-tourism.fee", *ROLE, real=True)
    assert "--practice" in one_sentence(done, 2)


FACTS: list[Fact[Any]] = [
    Fee(value=1900),
    Fee(value=[FeeOption(1000, Bilingual("ครั้งเดียว", "single")), FeeOption(3800, Bilingual("หลายครั้ง", "multiple"))]),
    Commitment(value=Duration(working_days=3), starts="documents-complete", set_by="office"),
    Commitment(value=Duration(days=1), starts="documents-complete", set_by="office"),
    Commitment(
        value=[
            DurationOption(days=1, label=Bilingual("ปกติ", "normal")),
            DurationOption(days=3, label=Bilingual("พิเศษ", "special")),
        ],
        starts="documents-complete",
        set_by="office",
    ),
    RequiredDocuments(
        value=[RequiredDocument("passport", 1, 1, Bilingual("ถ้ามี", "if any")), RequiredDocument("photo", 0, 2)]
    ),
    PhoneNumber(value="1178"),
]


@pytest.mark.parametrize("fact", FACTS)
def test_a_value_that_is_typed_as_it_is_written_stays_the_same(fact: Fact[Any]) -> None:
    assert typed(typeable(fact), fact) == msgspec.to_builtins(fact.value)
