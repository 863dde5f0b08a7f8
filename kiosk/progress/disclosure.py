"""Link check: whether the addresses of O1–O24 answer, asked by the office's own kiosk, and since when it is so."""

import asyncio
import datetime
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

import msgspec
from msgspec import Struct

from kiosk.machine.kiosk import Kiosk
from kiosk.storage.private_file import read_struct, write_private
from kiosk.storage.toml_file import Faulty
from kiosk.text.characters import sanitized
from kiosk.text.refusal import Refusal

if TYPE_CHECKING:
    import httpx

FINDINGS = "disclosure.toml"

WEEK = datetime.timedelta(7)
SLOW = 5.0
"""Seconds after which an answer is slow."""
PATIENCE = 20.0
"""Seconds after which there is no answer."""
CONNECTED = 10.0
"""Seconds after which there is no connection."""
MOST_AT_ONCE = 4
"""Requests at a time: most of them go to one small server."""


class NoLine(Refusal):
    """This machine reaches nobody: nothing can be said of any address."""


LinkState = Literal["live", "slow", "moved", "dead"]


class LinkAnswer(Struct, frozen=True, omit_defaults=True):
    """What an address answered: `status` is HTTP's, 0 for no answer; `to` is where it has moved, as it says itself."""

    state: LinkState
    status: int = 0
    to: str = ""


class CheckedLink(Struct, frozen=True):
    """An item whose address was asked, and what it answered; None for no connection."""

    item: str
    answer: LinkAnswer | None


class Finding(Struct, frozen=True, forbid_unknown_fields=True):
    """What was found at an address last, when, and since which day it is so."""

    address: str
    answer: LinkAnswer
    checked: datetime.date
    since: datetime.date


class Findings(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """By item, O1–O24; `no_line` is the day of a check after the last that reached nobody."""

    item: dict[str, Finding] = {}
    checked: datetime.date | None = None
    no_line: datetime.date | None = None


def findings(kiosk: Kiosk) -> dict[str, Finding]:
    """What was found of the addresses that the items have now."""
    known = _kept(kiosk).item
    return {
        item.id: known[item.id]
        for item in kiosk.assessment.disclosures
        if item.id in known and known[item.id].address == item.address.figure
    }


def addresses(kiosk: Kiosk) -> list[tuple[str, str]]:
    """The items that have an address, and it."""
    return [(item.id, item.address.figure) for item in kiosk.assessment.disclosures if item.address.figure]


def is_due(kiosk: Kiosk) -> bool:
    """Whether it is a week since the last check, and there is an address to check."""
    last = _kept(kiosk).checked
    return bool(addresses(kiosk)) and (last is None or not last <= kiosk.today < last + WEEK)


def no_line(kiosk: Kiosk) -> datetime.date | None:
    """The day on which a check reached nobody, if none has reached anybody since."""
    return _kept(kiosk).no_line


def check(kiosk: Kiosk, tell: Callable[[CheckedLink], None]) -> dict[str, Finding]:
    """Ask every address, tell each answer as it comes, and remember them all.

    NoLine, and what was found before stays, if no address can be reached, nor that of the survey: one office's server
    may be down, but not every one.
    """
    wanted, today, kept = addresses(kiosk), kiosk.today, _kept(kiosk)
    asked = asyncio.run(_ask_all(wanted, kiosk.office.survey.figure, tell))
    if asked is None:
        _keep(kiosk, msgspec.structs.replace(kept, no_line=today))
        raise NoLine("disclosure.no_line")
    checked = {
        item: Finding(address, asked[item], today, _since(kept.item.get(item), address, asked[item], today))
        for item, address in wanted
    }
    _keep(kiosk, Findings(checked, today))
    return checked


def _keep(kiosk: Kiosk, findings: Findings) -> None:
    kept = msgspec.to_builtins(findings, builtin_types=(datetime.date,))
    write_private(kiosk.path(FINDINGS), msgspec.toml.encode(kept))


def _kept(kiosk: Kiosk) -> Findings:
    """What was found last. A file that cannot be read is as good as none: the next check makes it anew."""
    try:
        return read_struct(kiosk.folder / FINDINGS, Findings)
    except Faulty:
        return Findings()


def _since(before: Finding | None, address: str, answer: LinkAnswer, today: datetime.date) -> datetime.date:
    same = before is not None and (before.address, before.answer) == (address, answer)
    return before.since if before is not None and same else today


async def _ask_all(
    wanted: list[tuple[str, str]], witness: str | None, tell: Callable[[CheckedLink], None]
) -> dict[str, LinkAnswer] | None:
    """The answers; None if neither any address nor the witness, which is asked last, can be reached."""
    import httpx

    from kiosk.runtime.http_client import httpx_client

    answers: dict[str, LinkAnswer | None] = {}
    semaphore = asyncio.Semaphore(MOST_AT_ONCE)
    timeout = httpx.Timeout(PATIENCE, connect=CONNECTED)
    agent = {"user-agent": "immigration-counter-kiosk"}
    async with httpx_client(httpx.AsyncClient, timeout=timeout, headers=agent) as client:

        async def ask(item: str, address: str) -> None:
            async with semaphore:
                answers[item] = await _ask(client, address)
            tell(CheckedLink(item, answers[item]))

        async with asyncio.TaskGroup() as group:
            for item, address in wanted:
                group.create_task(ask(item, address))
        reached = any(answers.values()) or (witness is not None and await _ask(client, witness) is not None)
        if wanted and not reached:
            return None
    return {item: answer or LinkAnswer("dead") for item, answer in answers.items()}


def _target(address: str, location: str) -> str:
    """Where a redirect leads, or its own words where they are no address."""
    try:
        return urljoin(address, location)
    except ValueError:
        return location


async def _ask(client: "httpx.AsyncClient", address: str) -> LinkAnswer | None:
    """One address, its body unread; None for no connection. A redirect, which could lead to any host, is an answer."""
    import httpx

    began = monotonic()
    try:
        async with asyncio.timeout(PATIENCE), client.stream("GET", address) as response:
            status, location = response.status_code, response.headers.get("location", "")
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError):
        return None
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError):
        return LinkAnswer("dead")
    if 300 <= status < 400 and location:
        return LinkAnswer("moved", status, sanitized(_target(address, location)))
    if not 200 <= status < 300:
        return LinkAnswer("dead", status)
    return LinkAnswer("slow" if monotonic() - began > SLOW else "live", status)
