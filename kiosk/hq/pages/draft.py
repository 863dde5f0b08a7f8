"""The page of a draft bulletin: what it would change, at which offices, and what to look at before it is signed."""

from typing import Any

import msgspec

from kiosk.catalogue.catalogue import Catalogue
from kiosk.hq.bulletins.bulletin_board import BulletinBoard
from kiosk.hq.bulletins.difference import Difference, difference
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.pages.bulletin_words import kind_words, subject, to_words
from kiosk.hq.pages.draft_form import ALL, MODELS, OF_OWN_OFFICES
from kiosk.hq.pages.forecast_changes import foreseen
from kiosk.hq.pages.kiosk_table import NEEDS_SOMEBODY
from kiosk.hq.pages.phrases import phrases, place_name
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.user_table import scopes
from kiosk.protocol.bulletin import Bulletin
from kiosk.streams.record.bulletins.bodies import NoticeBody, body_of
from kiosk.text.bilingual import Bilingual, joined


def draft_form_page(snapshot: Snapshot) -> dict[str, Any]:
    """What the form offers: to whom, and which kinds there are."""
    offered = scopes(snapshot)
    is_of_all = snapshot.access.offices is None
    return {
        "all_of_them": ALL if is_of_all else None,
        "regions": [each for each in offered if each[0].startswith("region:")],
        "single": [(key, place_name(key.removeprefix("office:"))) for key, _ in offered if key.startswith("office:")],
        "models": [(kind, kind_words(kind)) for kind in MODELS if is_of_all or kind in OF_OWN_OFFICES],
    }


def draft_page(snapshot: Snapshot, draft: Draft, shipped: Catalogue) -> dict[str, Any]:
    """What the page draws of a draft that was checked. Refusal for an office that is not there."""
    [(bulletin, before)] = BulletinBoard(snapshot.engine).drafted([draft])
    to, changes = bulletin.offices, difference(bulletin, before, shipped)
    own = [standing.report for standing in snapshot.standings if to is None or standing.report.office in to]
    states = [kiosk.state for report in own for kiosk in report.kiosks]
    offices = len(snapshot.offices_in_service) if to is None else len(to)
    return {
        "bulletin": bulletin,
        "subject": subject(bulletin),
        "kind": kind_words(bulletin.kind),
        "to_whom": to_words(to),
        "offices": offices,
        "office_names": joined([place_name(office) for office in to or []], ", "),
        "kiosks": len(states),
        "changed": changes.number("after", "added", "removed"),
        "difference": changes,
        "foreseen": foreseen(snapshot, bulletin),
        "notice": _notice(bulletin),
        "concerns": _concerns(snapshot, bulletin, changes, sum(state in NEEDS_SOMEBODY for state in states)),
    }


def _notice(bulletin: Bulletin) -> NoticeBody | None:
    """The words that a counter will show, if it is those."""
    body = body_of(bulletin.kind, msgspec.json.decode(bulletin.body or ""))
    return body if isinstance(body, NoticeBody) and body.audience == "visitors" else None


def _concerns(snapshot: Snapshot, bulletin: Bulletin, changes: Difference, unheard: int) -> list[Bilingual]:
    """What is no fault, and worth a look before it is signed."""
    say = phrases()
    concerns = []
    if not changes.changes:
        concerns.append(say("draft.nothing_changes"))
    if bulletin.starts < snapshot.today:
        concerns.append(say("draft.has_begun"))
    if unheard:
        concerns.append(say("draft.unheard", count=unheard))
    return concerns
