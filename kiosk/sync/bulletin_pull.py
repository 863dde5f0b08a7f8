"""Headquarters' bulletins, taken with a sync: the kiosk says how many it holds, and takes those that follow.

What is held changes only for what headquarters has signed and what goes on from there; where headquarters' own chain is
another than before, that is told, and its word holds as soon as it goes further than the one that is held.
"""

import datetime
from typing import NamedTuple

from kiosk.protocol.bulletin import NO_BULLETIN, Bulletin, BulletinFault, BulletinHead
from kiosk.protocol.payloads import Bulletins
from kiosk.protocol.signed_bulletins import check_signed
from kiosk.streams.record.bulletins.shelf import Shelf
from kiosk.sync.client import HqClient, ProblemAnswer, Unreachable

_PAGES = 20
"""So often a run asks at most."""


class Taken(NamedTuple):
    """How many bulletins came, and what is wrong with those of headquarters."""

    number: int
    fault: BulletinFault | None = None


def take_bulletins(hq: HqClient, shelf: Shelf, today: datetime.date, *, whole: bool = False) -> Taken:
    """Put everything on the shelf that headquarters has handed out after what is there.

    The `whole` of it is asked for now and then: where headquarters counts the kiosk to another office by now, as after
    two were merged, it has what was for that one before, and no more what was for its own.

    Unreachable, and nothing is changed, where an answer is not right; Refusal or OSError if the disk does not take it.
    """
    shelf.mend()
    try:
        return _taken(hq, shelf, today, whole)
    except ProblemAnswer as refused:
        raise Unreachable("sync.wrong_bulletins", url=hq.member.url, error=refused) from None
    except ValueError as error:
        raise Unreachable("sync.wrong_bulletins", url=hq.member.url, error=error) from None


def _taken(hq: HqClient, shelf: Shelf, today: datetime.date, whole: bool) -> Taken:
    count = 0
    for _ in range(_PAGES):
        head = shelf.head()
        answer = hq.bulletins(head.number)
        if answer.hash_at != head.hash:
            return _differing(hq, shelf, answer, today)
        held = [kept.bulletin for kept in shelf.held()]
        is_doubtful = bool(held) and (whole or not _is_of(hq.member.office, held))
        if is_doubtful and (otherwise := _handed_otherwise(hq, held)):
            shelf.begin_anew()
            shelf.keep(otherwise, today, *hq.member.hq_keys)
            return Taken(len(otherwise))
        if not answer.bulletins:
            break
        whole = False
        shelf.keep(answer.bulletins, today, *hq.member.hq_keys)
        count += len(answer.bulletins)
    return Taken(count)


def _differing(hq: HqClient, shelf: Shelf, answer: Bulletins, today: datetime.date) -> Taken:
    """Headquarters has another chain than the one that is held: it is another headquarters, or has lost some of it."""
    held = shelf.held()
    is_another = held[-1].signed_by not in hq.member.hq_keys
    if is_another or answer.newest > len(held):
        whole = _whole_chain(hq)
        shelf.begin_anew()
        shelf.keep(whole, today, *hq.member.hq_keys)
        return Taken(len(whole), None if is_another else "bulletins-differ")
    lost = [kept.bulletin for kept in held[answer.newest :]]
    if not lost or hq.bulletins(answer.newest).hash_at != lost[0].previous:
        return Taken(0, "bulletins-differ")
    for bulletin in lost:
        if bulletin.body is None:  # it was for other offices, whose kiosks have all of it
            break
        try:
            hq.give_back(bulletin)
        except ProblemAnswer:  # signed with a key that was replaced since: headquarters hands it out anew
            break
    return Taken(0, "bulletins-lost")


def _is_of(office: str, held: list[Bulletin]) -> bool:
    """Whether bulletins are as that office gets them: those for it with their bodies, the others without."""
    return all((bulletin.body is not None) == bulletin.is_for(office) for bulletin in held)


def _handed_otherwise(hq: HqClient, held: list[Bulletin]) -> list[Bulletin]:
    """Every bulletin, where headquarters hands this kiosk others than are held: it counts it to another office by now.
    None where it goes on as before: the office has another name there."""
    whole = _whole_chain(hq)
    return whole if any(handed.body != other.body for handed, other in zip(whole, held, strict=False)) else []


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
