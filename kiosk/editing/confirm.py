"""The office confirms a fact: value, day and role go into facts.toml, and content/ stays as it was shipped."""

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.confirmed_facts import FACTS, confirmed_facts
from kiosk.catalogue.facts import Fact, Form
from kiosk.catalogue.load import load
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.rules.fit import fact_fits
from kiosk.editing.values import FORMS, IN_WORDS, typed
from kiosk.errors import Refusal
from kiosk.machine import Kiosk
from kiosk.storage.file_lock import file_lock
from kiosk.storage.private_file import write_private
from kiosk.storage.toml_file import Faulty, Location, closest
from kiosk.text.characters import written
from kiosk.text.languages import OFFICIAL, Language

_OWN_WORD = "office"
"""The source of a value that the office itself has given."""


def fact_of(catalogue: Catalogue, name: str) -> NamedFact:
    """The fact of that name, ID.FIELD. Refusal, with the closest name, if there is none."""
    facts = {named.name: named for named in catalogue.facts()}
    if name not in facts:
        raise Refusal(f"There is no fact {name}; {closest(name, facts, '`kiosk check` lists them')}.")
    return facts[name]


def new_value(fact: Fact[Any], value: str | None, words: Mapping[Language, str], none: bool = False) -> Any:
    """What the office says the value is, as TOML holds it; None to keep the one that is there.

    `words` are in each official language, or none at all. Refusal if it is said in two ways, or is of another kind
    than the fact.
    """
    in_words = bool(words)
    if (value is not None) + in_words + none > 1:
        raise Refusal(f"The value is given in two ways; give --value, or {IN_WORDS}, or --none.")
    if none:
        return "none"
    if value is None and not in_words:
        return None
    if in_words != (fact.form == "words") or (in_words and words.keys() != {*OFFICIAL}):
        raise Refusal(f"The value of this fact is written in another way; {FORMS[fact.form]}.")
    return {language: written(text) for language, text in words.items()} if in_words else typed(value or "", fact)


def confirm(kiosk: Kiosk, name: str, role: str, value: Any = None) -> Catalogue:
    """Put down that the office stands behind a fact, and behind its new `value` if there is one.

    Gives the catalogue as it is then. Refusal, and nothing is written, if the content would not be right with it. All
    content is loaded once, with the new fact: the present one is known to the kiosk, and to facts.toml before it.
    """
    with file_lock(kiosk.path(FACTS + ".lock")):
        facts = confirmed_facts(kiosk.folder)
        named = fact_of(kiosk.catalogue, name)
        value_now = msgspec.to_builtins(named.fact.value, builtin_types=(datetime.date,))
        known = {"value": value_now, "source": named.fact.source}
        present = known | facts.setdefault(named.owner, {}).get(named.field, {})
        facts[named.owner][named.field] = _confirmed(name, named.fact.form, present, role, value, kiosk.today)
        after = load(kiosk.office_file, kiosk.folder, facts=facts)
        _check_room(after, name)
        write_private(kiosk.path(FACTS), msgspec.toml.encode(facts))
    return after


def _confirmed(
    name: str, form: Form, present: dict[str, Any], role: str, value: Any, today: datetime.date
) -> dict[str, Any]:
    """The fact as facts.toml holds it: with its value, so that an update of content/ changes nothing confirmed."""
    role = written(role).strip()
    if not role:
        raise Refusal("A confirmation needs the role of the person who gives it; name it with --role.")
    if value is None and present["value"] is None:
        raise Refusal(f"{name} has no value yet that could be confirmed; {FORMS[form]}, or --none.")
    if value is None or value == present["value"]:
        value, source = present["value"], present["source"]
    else:
        source = _OWN_WORD
    kept = {"value": value, "source": source, "confirmed": {"on": today, "role": role}}
    return {key: part for key, part in kept.items() if part is not None}


def _check_room(catalogue: Catalogue, name: str) -> None:
    """Refuse an address whose QR code would not fit on the screen, and words that would not."""
    if faults := list(fact_fits(fact_of(catalogue, name), Location(FACTS, name))):
        raise Faulty(faults)
