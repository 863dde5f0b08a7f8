"""Key statements: the bytes by which a kiosk proves its new key, and headquarters says whose it is."""

import msgspec

from kiosk.protocol.encodings import canonical
from kiosk.protocol.one_time_code import code_hash
from kiosk.protocol.payloads import Enrolled, Enrolment


def enrolment_bytes(asked: Enrolment) -> bytes:
    """Proof of possession: what a kiosk signs with its new key; the code stands in it as its hash."""
    office, key, mode = asked.office, asked.public_key, asked.practice
    return canonical(["kiosk/v2/enrol", code_hash(asked.code), office, key, mode, asked.nonce, asked.ledger])


def office_of(statement: str) -> str | None:
    """The office in a statement that a kiosk has signed; None if it is none."""
    try:
        parts = msgspec.json.decode(statement, type=list[object])
    except msgspec.DecodeError:
        return None
    match parts:
        case ["kiosk/v2/enrol", _, str(office), _, _, _, _]:
            return office
    return None


def enrolled_bytes(answer: Enrolled, public_key: str) -> bytes:
    """What HQ signs of its answer to the kiosk with that public key."""
    return canonical(["kiosk/v2/enrolled", answer.kiosk, answer.office, answer.public_key, answer.nonce, public_key])


def attestation_bytes(
    number: int, previous: str | None, kiosk: str, public_key: str, since: str | None, statement: str | None, held: str
) -> bytes:
    """What HQ signs of a key: whose it is and since when, by what statement, its signature `previous` to this one, and
    the heads that it held of the kiosk then, which `held` are.

    So the statements are one chain, of which none can be left out, and a key has signed only what came after it.
    """
    return canonical(["kiosk/v2/key", number, previous, kiosk, public_key, since, statement, held])
