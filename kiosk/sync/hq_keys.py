"""Headquarters' keys as this kiosk follows them: a new one is taken where one that is known has signed for it."""

from time import monotonic

import httpx
from msgspec.structs import replace

from kiosk.machine.membership import Membership
from kiosk.protocol.hq_key import HqKey, HqKeys, followed, trusted
from kiosk.sync.client import ProblemAnswer, as_json, call
from kiosk.sync.schedule import RUN


def stated_keys(client: httpx.Client, url: str) -> list[HqKey]:
    """What the headquarters at `url` states of its keys, of which nothing is believed yet; nothing if it is an older
    one. Unreachable if there is no answer."""
    try:
        return call(client, "GET", f"{url}/v2/keys", None, {}, as_json(HqKeys), monotonic() + RUN).keys
    except ProblemAnswer:
        return []


def following(member: Membership, stated: list[HqKey]) -> Membership:
    """The same membership under headquarters' newest key; unchanged where nothing stated leads on from the one that is
    known."""
    keys = followed(member.keys or trusted(stated, member.public_key), stated)
    return replace(member, public_key=keys[-1].public_key, keys=keys) if keys else member
