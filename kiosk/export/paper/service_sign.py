"""The commitment sign of a service: everything that its pages at the counter say, on paper."""

from typing import Any

from kiosk.catalogue.fact_words import documents_words
from kiosk.catalogue.service_words import FactWords, ServiceWords
from kiosk.catalogue.services import Service
from kiosk.catalogue.take_away import take_aways
from kiosk.export.paper.frame import Frame
from kiosk.export.paper.placard import Pairs, Placard
from kiosk.text.languages import HOME

_LONG_TITLE = 26
"""Letters of a title that is set smaller, so that it takes no third line."""


def service_sign(frame: Frame, service: Service) -> Placard:
    """One service as a placard. Its code leads to the page of the service that a visitor may take home.

    What it says in short is a picture for a phone.
    """
    say, pairs, catalogue = frame.say, frame.pairs, frame.catalogue
    told = ServiceWords(service, catalogue)
    law = catalogue.laws.get(service.law or "")
    page = next((each for each in take_aways(service, catalogue, HOME) if each.kind != "list"), None)
    foot = {
        "address": page.text if page else "",
        "shown": page.host if page else "",
        "lines": [say("print.latest")],
        "laws": [law] if law else [],
    }
    result = told.statement("result")
    facts = [told.fee, told.time, told.statement("window"), told.statement("late")]
    facts += [] if result.state == "unknown" else [result]
    data = {
        **frame.data("sign", service.title, told.stated, **foot),
        "form": pairs.or_none(service.form),
        "family": pairs(next(each.title for each in catalogue.families if each.id == service.family)),
        "short": pairs(frame.marked(frame.kiosk.office.short_name)),
        "short-title": pairs(service.short_title),
        "count": pairs(documents_words(service.documents, say)),
        "not-given": pairs(say("website.awaited")),
        "wide": len(service.title.of(HOME)) > _LONG_TITLE,
        "who": _fact(told.who, pairs) if told.who else None,
        "facts": [_fact(fact, pairs) for fact in facts],
        "heads": {"steps": pairs(say("service.steps")), "documents": pairs(say("service.documents"))},
        "states": {"steps": catalogue.steps[service.steps].state, "documents": service.documents.state},
        "steps": [{"words": pairs(step.words), "by": pairs.or_none(step.where)} for step in told.steps],
        "no-steps": pairs(say("service.not_stated")),
        "documents": [{"words": pairs(paper.words), "number": pairs.or_none(paper.number)} for paper in told.papers],
        "no-documents": pairs(documents_words(service.documents, say)),
    }
    return Placard(service.id, service.title, "sign", data, post="post")


def _fact(fact: FactWords, pairs: Pairs) -> dict[str, Any]:
    leading, *others = fact.words
    return {
        "title": pairs(fact.title),
        "words": pairs(leading),
        "any": [pairs(other) for other in others],
        "state": fact.state,
        "short": fact.is_amount,
        "notes": [pairs(note) for note in fact.notes],
    }
