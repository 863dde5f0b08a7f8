"""An office that has published everything: made-up words and addresses where the shipped content awaits its own; and one
that has confirmed all of a service."""

import datetime
from typing import Any

from msgspec import structs

from kiosk.catalogue.facts import Confirmed
from kiosk.catalogue.load import load
from kiosk.catalogue.named_facts import facts_of
from kiosk.catalogue.services import Service
from kiosk.machine.kiosk import Kiosk

MADE_UP: dict[str, Any] = {
    "words": {"th": "ข้อความสมมติ", "en": "Made-up words"},
    "address": "https://www.example.go.th/",
    "budget": {"allocated": 500_000, "used": 120_000, "as_of": "2024-03-01"},
}


def published(kiosk: Kiosk) -> Kiosk:
    """The kiosk of such an office."""
    facts: dict[str, dict[str, Any]] = {}
    for named in kiosk.catalogue.facts():
        if named.fact.value is None and named.fact.form in MADE_UP:
            facts.setdefault(named.owner, {})[named.field] = {"value": MADE_UP[named.fact.form], "source": "office"}
    return structs.replace(kiosk, catalogue=load(kiosk.office_file, kiosk.folder, facts=facts))


CONFIRMED = Confirmed(datetime.date(2026, 10, 12), "approver")


def all_confirmed(service: Service) -> Service:
    """The service with every fact of it confirmed, as far as it has a value."""
    facts = {named.field: named.fact for named in facts_of(service, service.id, "", service.id)}
    return structs.replace(
        service, **{name: structs.replace(fact, confirmed=CONFIRMED) for name, fact in facts.items() if fact.value}
    )
