"""Structured data: a service as schema.org's GovernmentService in JSON-LD, for search engines."""

import json

from kiosk.catalogue.service_words import ServiceWords
from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import Language


def government_service(kiosk: Kiosk, told: ServiceWords, language: Language) -> str:
    """The JSON of a script element that runs nothing; no `<` in it can end the element."""
    office, service = kiosk.office, told.service
    thing: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": service.title.of(language),
        "identifier": service.code,
        "inLanguage": language,
        "provider": {"@type": "GovernmentOrganization", "name": office.name.of(language)},
    }
    if isinstance(service.fee.figure, int):
        thing["offers"] = {"@type": "Offer", "price": service.fee.figure, "priceCurrency": "THB"}
    if told.who is not None:
        thing["audience"] = {"@type": "Audience", "audienceType": told.who.words[0].of(language)}
    if address := office.site.get(service.id):
        thing["url"] = address
    return json.dumps(thing, ensure_ascii=False).replace("<", "\\u003c")
