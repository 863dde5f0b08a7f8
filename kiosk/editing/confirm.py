"""The office confirms a fact: value, day and role go into facts.toml, and content/ stays as it was shipped."""

import datetime
from collections.abc import Mapping
from typing import Any

import filelock
import msgspec

from kiosk.catalogue.facts import Fact
from kiosk.catalogue.load import FACTS, Catalogue, confirmed_facts, load
from kiosk.catalogue.rules import broken
from kiosk.catalogue.rules.fit import codes_fit
from kiosk.editing.values import FORMS, IN_WORDS, form_of, typed
from kiosk.errors import Refusal
from kiosk.machine import Kiosk
from kiosk.storage.private_file import write_private
from kiosk.storage.toml_file import Faulty, closest
from kiosk.text.languages import OFFICIAL, Language

_OWN_WORD = "office"
"""The source of a value that the office itself has given."""


def fact_of(catalogue: Catalogue, name: str) -> tuple[str, str, Fact[Any]]:
    """The fact of that name, ID.FIELD. Refusal, with the closest name, if there is none."""
    facts = {f"{owner}.{field}": (owner, field, fact) for owner, field, fact in catalogue.facts()}
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
    form = form_of(fact)
    if in_words != (form == "words") or (in_words and words.keys() != {*OFFICIAL}):
        raise Refusal(f"The value of this fact is written in another way; {FORMS[form]}.")
    return dict(words) if in_words else typed(value or "", fact)


def confirm(kiosk: Kiosk, name: str, role: str, value: Any = None) -> Catalogue:
    """Put down that the office stands behind a fact, and behind its new `value` if there is one.

    Gives the catalogue as it is then. Refusal, and nothing is written, if the content would not be right with it.
    """
    with filelock.FileLock(kiosk.path(FACTS + ".lock")):
        facts = confirmed_facts(kiosk.folder)
        owner, field, fact = fact_of(load(kiosk.office_file, kiosk.folder), name)
        facts.setdefault(owner, {})[field] = _confirmed(name, fact, role, value, kiosk.today)
        after = load(kiosk.office_file, kiosk.folder, facts=facts)
        _check_code(after, name)
        write_private(kiosk.path(FACTS), msgspec.toml.encode(facts))
    return after


def _confirmed(name: str, fact: Fact[Any], role: str, value: Any, today: datetime.date) -> dict[str, Any]:
    """The fact as facts.toml holds it: with its value, so that an update of content/ changes nothing confirmed."""
    if not role.strip():
        raise Refusal("A confirmation needs the role of the person who gives it; name it with --role.")
    held = msgspec.to_builtins(fact.value, builtin_types=(datetime.date,))
    if value is None and held is None:
        raise Refusal(f"{name} has no value yet that could be confirmed; {FORMS[form_of(fact)]}, or --none.")
    if value is None or value == held:
        value, source = held, fact.source
    else:
        source = _OWN_WORD
    kept = {"value": value, "source": source, "confirmed": {"on": today, "role": role.strip()}}
    return {key: one for key, one in kept.items() if one is not None}


def _check_code(catalogue: Catalogue, name: str) -> None:
    """Refuse an address whose QR code would not fit on the screen."""
    owner, field, fact = fact_of(catalogue, name)
    faults = list(broken({"facts": [(owner, field, fact)], "where": lambda *key: (FACTS, ".".join(key))}, [codes_fit]))
    if faults:
        raise Faulty(faults)
