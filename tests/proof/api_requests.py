"""What a kiosk, in order or in trouble, sends instead of what schemathesis has made of the OpenAPI document."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import msgspec

from kiosk.protocol.chain import Entry
from kiosk.protocol.daily_root import Cosigned, witness_name
from kiosk.protocol.line import Line
from kiosk.protocol.payloads import MAX_BYTES, Batch, Stream
from kiosk.protocol.signed_note import cosignature_line, split_note, tree_head_of
from tests.proof.world import URL
from tests.support.bulletins import bulletin
from tests.support.sample import HEALTH
from tests.support.scripted import Desk, Site, signed

if TYPE_CHECKING:
    from schemathesis import Case


@dataclass
class Target:
    """A headquarters with a kiosk that may report a stream and one that may not, and the answers that it has given."""

    site: Site
    stream: Stream
    desk: Desk
    suspended: Desk
    is_away: bool = False
    seen: set[int] = field(default_factory=set)


Sent = tuple[str, dict[str, str], bytes]
"""Path with query, headers, body."""

How = Callable[[Target, "Case"], Sent]


ALONE: set[How] = set()
"""Those that send nothing of what schemathesis has made, so that it need not be made for them."""


def alone(how: How) -> How:
    ALONE.add(how)
    return how


def as_made(_target: Target, case: "Case") -> Sent:
    """What schemathesis makes, with headers and body as they go over the wire."""
    parts = case.as_transport_kwargs(base_url=URL)
    request = httpx.Request(case.method, parts["url"], params=parts["params"], json=parts.get("json"))
    headers = {name: value for name, value in parts["headers"].items() if name.startswith("Kiosk")}
    return request.url.raw_path.decode(), headers, parts.get("data") or request.content


def more(desk: Desk) -> None:
    """An entry, or a line, at the end of the chain."""
    desk.count() if desk.stream == "ledger" else desk.write()


def _signed(desk: Desk, path: str) -> Sent:
    return path, signed(desk.key, path), b""


def asked_by_a_kiosk(target: Target, case: "Case") -> Sent:
    case.path_parameters = {"kiosk": target.desk.kiosk, "epoch": target.desk.epoch}
    return _signed(target.desk, as_made(target, case)[0])


def asked_of_an_unknown_epoch(target: Target, case: "Case") -> Sent:
    case.path_parameters = {"kiosk": target.desk.kiosk, "epoch": str(uuid.uuid4())}
    return _signed(target.desk, as_made(target, case)[0])


def asked_by_a_suspended_one(target: Target, case: "Case") -> Sent:
    case.path_parameters = {"kiosk": target.suspended.kiosk, "epoch": target.suspended.epoch}
    return _signed(target.suspended, as_made(target, case)[0])


def _posted(desk: Desk, batch: Batch, epoch: str | None = None) -> Sent:
    return f"/v2/kiosks/{desk.kiosk}/{desk.stream}/{epoch or desk.epoch}/entries", {}, msgspec.json.encode(batch)


def entries_made(target: Target, case: "Case") -> Sent:
    """The entries that schemathesis has made, if they are any, at the end of the kiosk's chain."""
    desk, first = target.desk, len(target.desk.entries) + 1
    try:
        kind = Entry if desk.stream == "ledger" else Line
        made: list[Any] = msgspec.convert(case.body["entries"], list[kind], strict=False)  # type: ignore[valid-type]
    except (msgspec.ValidationError, TypeError, KeyError):
        return as_made(target, case)
    entries = [msgspec.structs.replace(entry, seq=first + n, id=str(uuid.uuid4())) for n, entry in enumerate(made)]
    longer = Desk(desk.kiosk, desk.key, desk.genesis, [*desk.entries, *entries], stream=desk.stream)
    return _posted(longer, longer.batch(first))


@alone
def a_new_entry(target: Target, _case: "Case") -> Sent:
    more(target.desk)
    return _posted(target.desk, target.desk.batch())


@alone
def nothing_new(target: Target, _case: "Case") -> Sent:
    return _posted(target.desk, target.desk.batch(1, 1))


@alone
def a_gap(target: Target, _case: "Case") -> Sent:
    desk = target.desk
    far = len(desk.entries) + 1000
    return _posted(desk, desk.batch(len(desk.entries) + 1, first_seq=far))


@alone
def a_fork(target: Target, _case: "Case") -> Sent:
    other = Desk(target.desk.kiosk, target.desk.key, target.desk.genesis, stream=target.stream)
    more(other)
    return _posted(other, other.batch())


@alone
def an_unknown_epoch(target: Target, _case: "Case") -> Sent:
    other = Desk(target.desk.kiosk, target.desk.key, stream=target.stream)
    more(other)
    return _posted(other, other.batch(genesis=None))


@alone
def a_wrong_head(target: Target, _case: "Case") -> Sent:
    return _posted(target.desk, target.desk.batch(head="0" * 64))


@alone
def anothers_signature(target: Target, _case: "Case") -> Sent:
    return _posted(target.desk, target.desk.batch(signature="00" * 64))


@alone
def an_unknown_kiosk(target: Target, _case: "Case") -> Sent:
    return _posted(nobody := Desk("nobody", stream=target.stream), nobody.batch())


@alone
def a_suspended_one(target: Target, _case: "Case") -> Sent:
    return _posted(target.suspended, target.suspended.batch())


@alone
def an_old_one(target: Target, _case: "Case") -> Sent:
    return _posted(target.desk, target.desk.batch(health=msgspec.structs.replace(HEALTH, version="0.9")))


def too_much(target: Target, case: "Case") -> Sent:
    case.path_parameters = {"kiosk": target.desk.kiosk, "epoch": target.desk.epoch, "day": "2024-03-01"}
    path, headers, body = as_made(target, case)
    return path, headers, body + b" " * (MAX_BYTES + 1 - len(body))


@alone
def a_right_code(target: Target, _case: "Case") -> Sent:
    code = target.site.register.admission.rekey("phatthalung-2", target.site.now)
    return "/v2/enrol", {}, msgspec.json.encode(Desk("phatthalung-2").enrolment(code))


@alone
def a_code_of_another_office(target: Target, _case: "Case") -> Sent:
    code = target.site.register.admission.rekey("phatthalung-2", target.site.now)
    return "/v2/enrol", {}, msgspec.json.encode(Desk("phatthalung-2").enrolment(code, office="trang"))


def asked_by_no_name(target: Target, case: "Case") -> Sent:
    case.path_parameters = {"kiosk": "Nobody", "epoch": target.desk.epoch}
    return _signed(target.desk, as_made(target, case)[0])


def asked_while_the_database_is_away(target: Target, case: "Case") -> Sent:
    target.is_away = True
    return asked_by_a_kiosk(target, case)


def sent_while_the_database_is_away(target: Target, case: "Case") -> Sent:
    target.is_away = True
    return nothing_new(target, case)


@alone
def enrolled_while_the_database_is_away(target: Target, _case: "Case") -> Sent:
    target.is_away = True
    return "/v2/enrol", {}, msgspec.json.encode(Desk("phatthalung-2").enrolment("0000"))


def _given_back(target: Target, kiosk: str, **other: Any) -> Sent:
    held = target.site.receiver.board.all()
    made = bulletin(held[-1].bulletin if held else None, key=target.site.key)
    return f"/v2/kiosks/{kiosk}/bulletins", {}, msgspec.json.encode(msgspec.structs.replace(made, **other))


@alone
def a_lost_bulletin(target: Target, _case: "Case") -> Sent:
    return _given_back(target, target.desk.kiosk)


@alone
def a_bulletin_that_is_none(target: Target, _case: "Case") -> Sent:
    return f"/v2/kiosks/{target.desk.kiosk}/bulletins", {}, b"{}"


@alone
def a_forged_bulletin(target: Target, _case: "Case") -> Sent:
    return _given_back(target, target.desk.kiosk, starts=datetime.date(2030, 1, 1))


@alone
def a_lost_bulletin_of_a_suspended_one(target: Target, _case: "Case") -> Sent:
    return _given_back(target, target.suspended.kiosk)


@alone
def a_lost_bulletin_of_nobody(target: Target, _case: "Case") -> Sent:
    return _given_back(target, "nobody")


def given_back_while_the_database_is_away(target: Target, case: "Case") -> Sent:
    sent = a_lost_bulletin(target, case)
    target.is_away = True
    return sent


def _cosigned(target: Target, desk: Desk, day: str = "") -> Sent:
    of_day, note = target.site.receiver.roots.published(None)
    text, _ = split_note(note)
    line = cosignature_line(desk.key, witness_name(tree_head_of(text).origin, desk.kiosk), text, 1_709_300_000)
    path = f"/v2/kiosks/{desk.kiosk}/roots/{day or of_day}"
    return path, {"Kiosk-Nonce": "0" * 32}, msgspec.json.encode(Cosigned(line))


@alone
def a_cosignature(target: Target, _case: "Case") -> Sent:
    return _cosigned(target, target.desk)


@alone
def a_cosignature_of_no_root(target: Target, _case: "Case") -> Sent:
    return _cosigned(target, target.desk, "2024-02-01")


@alone
def a_cosignature_of_no_day(target: Target, _case: "Case") -> Sent:
    return _cosigned(target, target.desk, "2024-02-31")


@alone
def a_cosignature_of_a_suspended_one(target: Target, _case: "Case") -> Sent:
    return _cosigned(target, target.suspended)


@alone
def a_cosignature_by_another_key(target: Target, _case: "Case") -> Sent:
    return _cosigned(target, Desk(target.desk.kiosk))


def cosigned_while_the_database_is_away(target: Target, case: "Case") -> Sent:
    sent = a_cosignature(target, case)
    target.is_away = True
    return sent


ASKING: list[How] = [
    *(as_made, as_made, asked_by_a_kiosk, asked_by_a_kiosk, asked_of_an_unknown_epoch),
    *(asked_by_a_suspended_one, asked_by_no_name, asked_while_the_database_is_away),
]
SENDING: list[How] = [
    *(as_made, entries_made, entries_made, a_new_entry, nothing_new, a_gap, a_fork, an_unknown_epoch, a_wrong_head),
    *(anothers_signature, an_unknown_kiosk, a_suspended_one, an_old_one, too_much, sent_while_the_database_is_away),
]
HOW: dict[str, list[How]] = {
    "enrol": [
        *(as_made, as_made, a_right_code, a_code_of_another_office, too_much, enrolled_while_the_database_is_away),
    ],
    "epochsLedger": ASKING,
    "headLedger": ASKING,
    "heldLedger": ASKING,
    "takeLedger": SENDING,
    "epochsRecord": ASKING,
    "headRecord": ASKING,
    "heldRecord": ASKING,
    "takeRecord": SENDING,
    "keys": [as_made, asked_while_the_database_is_away],
    "bulletins": ASKING,
    "giveBack": [
        *(as_made, as_made, a_lost_bulletin, a_bulletin_that_is_none, a_forged_bulletin, too_much),
        *(a_lost_bulletin_of_a_suspended_one, a_lost_bulletin_of_nobody, given_back_while_the_database_is_away),
    ],
    "cosign": [
        *(as_made, as_made, a_cosignature, a_cosignature_of_no_root, a_cosignature_of_no_day, too_much),
        *(a_cosignature_of_a_suspended_one, a_cosignature_by_another_key, cosigned_while_the_database_is_away),
    ],
}
"""The ways in which each call of the document is made, by its name there."""
