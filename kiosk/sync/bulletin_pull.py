"""Headquarters' bulletins, taken with a sync: the kiosk says how many it holds, and takes those that follow.

What is held changes only for what headquarters has signed and what goes on from there; where headquarters' own chain is
another than before, that is told, and its word holds as soon as it goes further than the one that is held.
"""

import datetime
from typing import NamedTuple

from kiosk.protocol.bulletin import NO_BULLETIN, Bulletin, BulletinFault, BulletinHead, handed
from kiosk.protocol.payloads import Bulletins
from kiosk.protocol.signed_bulletins import check_signed
from kiosk.streams.record.bulletins.shelf import Shelf
from kiosk.sync.client import HqClient, ProblemAnswer, Unreachable

_PAGES = 20
"""So often a run asks at most."""


class BulletinPullResult(NamedTuple):
    """How many bulletins came, and what is wrong with those of headquarters."""

    number: int
    fault: BulletinFault | None = None


def take_bulletins(hq: HqClient, shelf: Shelf, today: datetime.date) -> BulletinPullResult:
    """Put everything on the shelf that headquarters has handed out after what is there.

    Headquarters hands out every bulletin anew where it counts the kiosk to another office by now, as after two were
    merged: it then has what was for that one before, and no more what was for its own.

    Unreachable, and nothing is changed, where an answer is not right; Refusal or OSError if the disk does not take it.
    """
    shelf.mend()
    try:
        return _taken(hq, shelf, today)
    except ProblemAnswer as refused:
        raise Unreachable("sync.wrong_bulletins", url=hq.member.url, error=refused) from None
    except ValueError as error:
        raise Unreachable("sync.wrong_bulletins", url=hq.member.url, error=error) from None


def _taken(hq: HqClient, shelf: Shelf, today: datetime.date) -> BulletinPullResult:
    count = 0
    for _ in range(_PAGES):
        held = [kept.bulletin for kept in shelf.held()]
        head = shelf.head()
        answer = hq.bulletins(head.number, handed(held))
        if answer.hash_at != head.hash:
            return _differing(hq, shelf, answer, today)
        if not answer.bulletins:
            break
        if answer.bulletins[0].number <= head.number:
            return BulletinPullResult(_begun_anew(hq, shelf, today))
        shelf.keep(answer.bulletins, today, *hq.member.hq_keys)
        count += len(answer.bulletins)
    return BulletinPullResult(count)


def _begun_anew(hq: HqClient, shelf: Shelf, today: datetime.date) -> int:
    """Put headquarters' whole chain in the place of what was held; gives its length."""
    whole = _whole_chain(hq)
    shelf.begin_anew()
    shelf.keep(whole, today, *hq.member.hq_keys)
    return len(whole)


def _differing(hq: HqClient, shelf: Shelf, answer: Bulletins, today: datetime.date) -> BulletinPullResult:
    """Headquarters has another chain than the one that is held: it is another headquarters, or has lost some of it."""
    held = shelf.held()
    is_another = held[-1].signed_by not in hq.member.hq_keys
    if is_another or answer.newest > len(held):
        return BulletinPullResult(_begun_anew(hq, shelf, today), None if is_another else "bulletins-differ")
    lost = [kept.bulletin for kept in held[answer.newest :]]
    if not lost or hq.bulletins(answer.newest).hash_at != lost[0].previous:
        return BulletinPullResult(0, "bulletins-differ")
    for bulletin in lost:
        if bulletin.body is None:  # it was for other offices, whose kiosks have all of it
            break
        try:
            hq.give_back(bulletin)
        except ProblemAnswer:  # signed with a key that was replaced since: headquarters hands it out anew
            break
    return BulletinPullResult(0, "bulletins-lost")


def _whole_chain(hq: HqClient) -> list[Bulletin]:
    """Every bulletin of headquarters, checked. ValueError if they are not one chain of its own."""
    whole, head = list[Bulletin](), NO_BULLETIN
    for _ in range(_PAGES):
        page = hq.bulletins(head.number).bulletins
        if not page:
            break
        whole += check_signed(page, head, *hq.member.hq_keys)
        head = BulletinHead(whole[-1].number, whole[-1].hash)
    return whole
