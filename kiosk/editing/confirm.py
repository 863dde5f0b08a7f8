"""The office confirms a fact: value, day and role go into its record, and content/ stays as it was shipped."""

from collections.abc import Mapping
from typing import Any

import msgspec

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import Fact, Form
from kiosk.catalogue.load import load
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.office_statements import office_statements
from kiosk.catalogue.rules.fit import fact_fits
from kiosk.editing.roles import signing_role
from kiosk.editing.values import IN_WORDS, form_words, typed
from kiosk.errors import Refusal
from kiosk.machine import Kiosk, open_record
from kiosk.record.files import RECORD
from kiosk.record.record import Draft
from kiosk.storage.normal_form import written
from kiosk.storage.toml_file import Faulty, Location, close_name
from kiosk.text.languages import OFFICIAL, Language

FACT = "fact/"
"""What a line of the record about a fact begins with."""

_OWN_WORD = "office"
"""The source of a value that the office itself has given."""


def fact_of(catalogue: Catalogue, name: str) -> NamedFact:
    """The fact of that name, ID.FIELD. Refusal, with the closest name, if there is none."""
    facts = {named.name: named for named in catalogue.facts()}
    if name not in facts:
        meant = close_name(name, facts)
        raise Refusal("fact.meant" if meant else "fact.unknown", name=name, meant=meant)
    return facts[name]


def new_value(fact: Fact[Any], value: str | None, words: Mapping[Language, str], none: bool = False) -> Any:
    """What the office says the value is, as TOML holds it; None to keep the one that is there.

    `words` are in each official language, or none at all. Refusal if it is said in two ways, or is of another kind
    than the fact.
    """
    in_words = bool(words)
    if (value is not None) + in_words + none > 1:
        raise Refusal("fact.two_ways", in_words=IN_WORDS)
    if none:
        return "none"
    if value is None and not in_words:
        return None
    if in_words != (fact.form == "words") or (in_words and words.keys() != {*OFFICIAL}):
        raise Refusal("fact.another_way", form=form_words(fact.form))
    return {language: written(text) for language, text in words.items()} if in_words else typed(value or "", fact)


def confirm(kiosk: Kiosk, name: str, role: str, value: Any = None) -> Catalogue:
    """Put down that the office stands behind a fact, and behind its new `value` if there is one.

    Gives the catalogue as it is then. Refusal, and nothing is written, if the content would not be right with it: all
    content is loaded once, with the new fact, while nobody else can write.
    """
    after: list[Catalogue] = []
    role = signing_role(kiosk.catalogue, role)

    def draft() -> Draft:
        facts, what = office_statements(kiosk.folder).facts, FACT + name
        named, newest = fact_of(kiosk.catalogue, name), record.newest(what)
        value_now = msgspec.to_builtins(named.fact.value)
        known = {"value": value_now, "source": named.fact.source}
        present = known | facts.setdefault(named.owner, {}).get(named.field, {})
        said = _said(name, named.fact.form, present, value)
        confirmed = {"confirmed": {"on": kiosk.today, "role": role}}
        facts[named.owner][named.field] = said | confirmed
        after.append(load(kiosk.office_file, kiosk.folder, facts=facts))
        _check_room(after[0], name)
        is_changed = newest is not None and said["value"] != present.get("value")
        return Draft(kiosk.today, role, what, said, newest.id if newest and is_changed else None)

    with open_record(kiosk) as record:
        record.write(draft)
    return after[0]


def withdraw(kiosk: Kiosk, name: str, role: str) -> Kiosk:
    """Take back what the office said of a fact last, so that it is as it was shipped; gives the kiosk as it is then.

    It works where the content is not right, too: what was said may be why. Refusal if nothing was said.
    """
    role = signing_role(kiosk.catalogue, role)
    with open_record(kiosk) as record:
        if (newest := record.newest(FACT + name)) is None:
            raise Refusal("fact.unconfirmed", name=name)
        record.take_back(newest.id, kiosk.today, role)
    return kiosk.reread()


def _said(name: str, form: Form, present: dict[str, Any], value: Any) -> dict[str, Any]:
    """The fact as the record holds it: with its value, so that an update of content/ changes nothing confirmed."""
    if value is None and present["value"] is None:
        raise Refusal("fact.no_value", name=name, form=form_words(form))
    value = msgspec.to_builtins(value)
    if value is None or value == present["value"]:
        value, source = present["value"], present["source"]
    else:
        source = _OWN_WORD
    return {key: part for key, part in {"value": value, "source": source}.items() if part is not None}


def _check_room(catalogue: Catalogue, name: str) -> None:
    """Refuse an address whose QR code would not fit on the screen, and words that would not."""
    if faults := list(fact_fits(fact_of(catalogue, name), Location(RECORD, name))):
        raise Faulty(faults)
