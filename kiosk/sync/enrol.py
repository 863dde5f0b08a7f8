"""Enrolment, the kiosk's half: a new key, proven to headquarters, whose own key the one-time code vouches for."""

import secrets
from time import monotonic

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import Membership, keep_membership, membership
from kiosk.protocol.hq_key import HqKey
from kiosk.protocol.key_statement import enrolled_bytes, enrolment_bytes
from kiosk.protocol.one_time_code import is_whole, vouches_for
from kiosk.protocol.payloads import Enrolled, Enrolment, Problem
from kiosk.protocol.signing import public_hex, sign, verifies
from kiosk.security.signing_key import make_key
from kiosk.sync.client import ProblemAnswer, as_json, call
from kiosk.sync.hq_keys import following, stated_keys
from kiosk.sync.schedule import RUN
from kiosk.text.refusal import Refusal


def enrol(kiosk: Kiosk, ledger: str, client: httpx.Client, url: str, code: str) -> Membership:
    """Make this kiosk's key and register it at HQ with a code; `ledger` is the id of its ledger.

    Refusal if HQ says no, cannot be reached, or is not the one that gave the code: the kiosk is then as it was.
    """
    if not is_whole(code):
        raise Refusal("enrol.part_of_code")
    before, made = membership(kiosk), kiosk.path("key.pem.new")
    try:
        key = make_key(made)
        member = _registered(kiosk, ledger, client, url, code, key).after(before)
        made.replace(kiosk.path("key.pem"))
    finally:
        made.unlink(missing_ok=True)
    keep_membership(kiosk, member)
    return member


def _registered(
    kiosk: Kiosk, ledger: str, client: httpx.Client, url: str, code: str, key: Ed25519PrivateKey
) -> Membership:
    public_key, nonce = public_hex(key), secrets.token_hex(16)
    stated = stated_keys(client, url)
    unsigned = Enrolment(code, kiosk.office.id, public_key, kiosk.practice, nonce, ledger, "")
    asked = msgspec.structs.replace(unsigned, signature=sign(key, enrolment_bytes(unsigned)))
    try:
        answer = call(
            client, "POST", f"{url}/v2/enrol", msgspec.json.encode(asked), {}, as_json(Enrolled), monotonic() + RUN
        )
    except ProblemAnswer as refused:
        raise _not_taken(refused.problem) from None
    is_right = answer.nonce == nonce and answer.office == kiosk.office.id
    member = _vouched(Membership(url, answer.kiosk, answer.office, answer.public_key), stated, code)
    if not (is_right and verifies(answer.public_key, answer.signature, enrolled_bytes(answer, public_key))):
        raise Refusal("enrol.not_right", url=url)
    return member


def _vouched(member: Membership, stated: list[HqKey], code: str) -> Membership:
    """The membership with what headquarters states of its keys, from one for which the code vouches, as an older code
    does for an earlier key. Refusal if that does not lead to the key that has answered."""
    known = [key.public_key for key in stated if vouches_for(code, key.public_key)] or [member.public_key]
    followed = following(replace(member, public_key=known[0]), stated)
    if not vouches_for(code, known[0]) or followed.public_key != member.public_key:
        raise Refusal("enrol.not_the_one", url=member.url)
    return followed


def _not_taken(problem: Problem) -> Refusal:
    return Refusal("enrol.other_office" if problem.word == "other-office" else "enrol.not_taken", title=problem.title)
