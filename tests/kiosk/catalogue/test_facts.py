"""A new fact is its declaration: what it lacks is said at the start."""

from typing import Annotated, get_args

import pytest
from msgspec import Meta

from kiosk.catalogue import content_files
from kiosk.catalogue.facts import Fact, Form, Statement
from kiosk.catalogue.load import load
from kiosk.catalogue.services import Service
from kiosk.editing.unconfirmed import unconfirmed
from kiosk.editing.values import _READERS
from kiosk.health.check import check
from kiosk.storage.toml_file import Faulty
from kiosk.text.sentences import REFUSALS, sentences
from tests.support.sample import DAY


class AskedFor(Service, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A service as a later edition may have it: with a fact that nobody has given a name."""

    appointment: Statement = Statement()


class Named(Service, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, its name a phrase."""

    appointment: Annotated[Statement, Meta(title="officer.hours")] = Statement()


def test_a_new_fact_without_a_name_is_named_and_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """The counts page crashed at its start."""
    monkeypatch.setitem(content_files._FOLDERS, "services", AskedFor)
    (fault,) = check(DAY).errors
    assert fault.key == "appointment"
    assert fault.what == "nothing says what `appointment` is called"
    with pytest.raises(Faulty):
        load()


def test_a_new_fact_needs_no_more_than_its_declaration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(content_files._FOLDERS, "services", Named)
    waiting = [fact for fact in unconfirmed(load(), DAY) if fact.name.endswith(".appointment")]
    assert len(waiting) == len(load().services)
    assert {fact.title for fact in waiting} == {load().phrases("officer.hours")}


def test_a_new_kind_of_fact_must_say_how_it_is_written() -> None:
    with pytest.raises(TypeError, match="Appointment declares no form"):

        class Appointment(Fact[bool], frozen=True, kw_only=True):
            """A kind that says nothing of it."""


def test_every_form_of_a_fact_can_be_read_and_is_explained() -> None:
    assert set(get_args(Form)) == set(_READERS)
    assert {f"form.{form}" for form in get_args(Form)} <= sentences(REFUSALS).keys()
