"""Wallet cards: eight a sheet, on which an officer writes when the next report is due."""

from kiosk.catalogue.services import Service
from kiosk.export.paper.frame import Frame
from kiosk.export.paper.placard import Placard, code_svg
from kiosk.text.dates import medium_date
from kiosk.text.refusal import Refusal


def wallet_card(frame: Frame, service: Service) -> Placard:
    """The card of a report that comes again. Refusal before the office has confirmed its window.

    A card has no room for a doubt, and stays in a wallet for years.
    """
    rule, confirmed, say = service.filing, service.window.confirmed, frame.say
    if rule is None or confirmed is None:
        raise Refusal("print.not_confirmed", what=service.title)
    way = frame.catalogue.channels.reachable.get(service.online or "")
    address = way.address.figure if way else None
    data = {
        **frame.data("sign", service.short_title, [service.window]),
        "guide": frame.pairs(say("print.cards")),
        "short": frame.pairs(frame.marked(frame.kiosk.office.short_name)),
        "before": frame.pairs(say("print.days_before", count=rule.opens or 0)),
        "after": frame.pairs(say("print.days_after", count=rule.grace)),
        "heads": [frame.pairs(say(f"print.card_{word}")) for word in ("from", "due", "until")],
        "host": way.address.host if way else "",
        "code": code_svg(address) if address else None,
        "checked": frame.pairs(say("print.checked")),
        "on": frame.pairs(medium_date(confirmed.on)),
    }
    return Placard(f"card-{service.id}", say("print.card", what=service.short_title), "card", data)
