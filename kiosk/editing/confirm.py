"""The office confirms facts: value, day and role go into its record, and content/ stays as it was shipped."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.confirmed_facts import ConfirmedTables
from kiosk.catalogue.facts import Fact, Form
from kiosk.catalogue.fitting_bulletins import load_fitting
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.office_statements import office_statements
from kiosk.catalogue.rules.fit import fact_fits
from kiosk.editing.own_words import in_step
from kiosk.editing.roles import signing_role
from kiosk.editing.values import IN_WORDS, form_words, typed
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.storage.normal_form import written
from kiosk.storage.toml_file import Faulty, Location, close_name
from kiosk.streams.record.files import RECORD
from kiosk.streams.record.record import Draft, Record
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.refusal import Refusal

FACT = "fact/"
"""What a line of the record about a fact begins with."""

_OWN_WORD = "office"
"""The source of a value that the office itself has given."""


def fact_of(catalogue: Catalogue, name: str) -> NamedFact:
    """The fact of that name, ID.FIELD. Refusal, with the closest name, if there is none."""
    return _named(_by_name(catalogue), name)


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
    if not in_words:
        return typed(value or "", fact)
    stated = in_step(Bilingual(**{language: written(text) for language, text in words.items()}), fact.figure)
    return {language: stated.of(language) for language in OFFICIAL}


def confirm(kiosk: Kiosk, name: str, role: str, value: Any = None) -> Catalogue:
    """Put down that the office stands behind a fact, and behind its new `value` if there is one."""
    return confirm_all(kiosk, {name: value}, role)


def confirm_all(kiosk: Kiosk, values: Mapping[str, Any], role: str) -> Catalogue:
    """Put down in one transaction that the office stands behind facts, by name, with their new values where not None.

    Gives the catalogue as it is then. Refusal, and nothing is written, if the role is none of those that sign or the
    content would not be right: all content is loaded once, with the new facts, while nobody else can write.
    """
    role, named = signing_role(kiosk.catalogue, role), _by_name(kiosk.catalogue)
    after: list[Catalogue] = []

    def drafts() -> list[Draft]:
        facts = office_statements(kiosk.folder).facts
        lines = [_drafted(kiosk, _named(named, name), value, role, facts, record) for name, value in values.items()]
        after.append(load_fitting(kiosk.office_file, kiosk.folder, facts, kiosk.today))
        _check_room(after[0], values)
        return lines

    with open_record(kiosk) as record:
        record.write_each(drafts)
    return after[0]


def _drafted(kiosk: Kiosk, named: NamedFact, value: Any, role: str, facts: ConfirmedTables, record: Record) -> Draft:
    """The line that confirms a fact; it is laid over `facts` too. A changed value names the line that it takes back.

    It says over which of headquarters' bulletins, if one is about the fact.
    """
    what, known = FACT + named.name, {"value": msgspec.to_builtins(named.fact.value), "source": named.fact.source}
    newest = record.newest(what)
    present = known | facts.setdefault(named.owner, {}).get(named.field, {})
    stated = _said(named.name, named.fact.form, present, value)
    over = {"bulletin": named.fact.bureau.number} if named.fact.bureau else {}
    facts[named.owner][named.field] = stated | {"confirmed": {**over, "on": kiosk.today, "role": role}}
    stated |= {"confirmed": over} if over else {}
    is_changed = newest is not None and stated["value"] != present.get("value")
    return Draft(kiosk.today, role, what, stated, newest.id if newest and is_changed else None)


def withdraw(kiosk: Kiosk, names: Collection[str], role: str) -> Kiosk:
    """Take back what the office said of facts last, so that they are as shipped; gives the kiosk as it is then.

    It works where the content is not right, too: what was said may be why. Refusal, and nothing is written, if nothing
    was said of one of them.
    """
    role = signing_role(kiosk.catalogue, role)

    def drafts() -> list[Draft]:
        return [_withdrawal(kiosk, name, role, record) for name in names]

    with open_record(kiosk) as record:
        record.write_each(drafts)
    return kiosk.reread()


def _withdrawal(kiosk: Kiosk, name: str, role: str, record: Record) -> Draft:
    if (newest := record.newest(FACT + name)) is None:
        raise Refusal("fact.unconfirmed", name=name)
    return Draft(kiosk.today, role, FACT + name, None, newest.id)


def _by_name(catalogue: Catalogue) -> dict[str, NamedFact]:
    return {named.name: named for named in catalogue.facts()}


def _named(facts: Mapping[str, NamedFact], name: str) -> NamedFact:
    if name not in facts:
        meant = close_name(name, facts)
        raise Refusal("fact.meant" if meant else "fact.unknown", name=name, meant=meant)
    return facts[name]


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


def _check_room(catalogue: Catalogue, names: Iterable[str]) -> None:
    """Refuse addresses whose QR code would not fit on the screen, and words that would not."""
    named = _by_name(catalogue)
    if faults := [fault for name in names for fault in fact_fits(named[name], Location(RECORD, name))]:
        raise Faulty(faults)
