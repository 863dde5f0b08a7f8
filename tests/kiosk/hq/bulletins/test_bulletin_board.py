"""What headquarters hands out is one signed chain; each office is told what is for it, and who has it is known."""

import datetime
from datetime import date

import httpx
import msgspec
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.bulletins.reach import reaches
from kiosk.hq.receiver.app import Receiver
from kiosk.hq.store.audit_log import Actor
from kiosk.protocol.bulletin import FIRST, NO_BULLETIN, Bulletin
from kiosk.protocol.payloads import Bulletins
from kiosk.protocol.signed_bulletins import check_signed
from kiosk.protocol.signing import bulletins_bytes, public_hex, verifies
from tests.support.bulletins import bulletin
from tests.support.sample import DAY
from tests.support.scripted import NONCE, Desk, Site, word

ACTOR = Actor("operator")


def publish(site: Site, kind: str = "version", offices: list[str] | None = None, body: str = "{}") -> Bulletin:
    return site.receiver.board.publish([Draft(kind, DAY, offices, body)], site.key, ACTOR, site.now)[0]


def ask(site: Site, desk: Desk, after: int) -> Bulletins:
    """What a kiosk is told; it is signed over the nonce, and its bulletins are one chain."""
    answer = site.get(desk, f"/v2/kiosks/{desk.kiosk}/bulletins?after={after}")
    assert answer.status_code == 200, answer.text
    told = msgspec.json.decode(answer.content, type=Bulletins)
    assert told.nonce == NONCE
    assert verifies(public_hex(site.key), told.signature, bulletins_bytes(desk.kiosk, after, told))
    return told


def give_back(site: Site, desk: Desk, given: Bulletin) -> httpx.Response:
    return site.ask("POST", f"/v2/kiosks/{desk.kiosk}/bulletins", content=msgspec.json.encode(given))


def test_a_kiosk_is_told_the_whole_chain_and_the_bodies_for_its_office(site: Site) -> None:
    here, there = site.enrolled("phatthalung-1"), site.enrolled("trang-1", "trang")
    assert (ask(site, here, 0).newest, ask(site, here, 0).hash_at) == (0, FIRST)
    for_all, for_trang = publish(site), publish(site, "notice", ["trang"], '{"words":1}')
    told = ask(site, here, 0)
    assert (told.newest, told.hash_at) == (2, FIRST)
    assert told.bulletins == [for_all, replace(for_trang, body=None)]
    assert check_signed(told.bulletins, NO_BULLETIN, public_hex(site.key)) == told.bulletins
    assert ask(site, there, 1).bulletins == [for_trang]
    assert ask(site, there, 1).hash_at == for_all.hash
    beyond = ask(site, there, 3)
    assert (beyond.bulletins, beyond.newest, beyond.hash_at) == ([], 2, None)
    assert site.rows("SELECT who, action, detail FROM audit ORDER BY id") == [
        ("operator", "bulletin", "1, version, from 2024-03-01, to all offices"),
        ("operator", "bulletin", "2, notice, from 2024-03-01, to trang"),
    ]
    for was, becomes in (("trang", "trang-town"), ("trang-town", "trang-port")):
        site.register.offices.rename(was, becomes, site.now)
    assert ask(site, there, 1).bulletins == [for_trang], "its office has been renamed, and stays the one that it is for"
    [notice, _] = reaches(site.register.engine)
    assert (notice.to, list(notice.missing)) == (["trang-port"], ["trang-1"])


def test_an_answer_holds_so_many_bodies_as_there_is_room_for_and_one_at_least(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    for _ in range(12):
        publish(site, body=f'"{"x" * 250_000}"')
    told = ask(site, desk, 0)
    assert 8 <= len(told.bulletins) < 12
    rest = ask(site, desk, told.bulletins[-1].number)
    assert [each.number for each in (*told.bulletins, *rest.bulletins)] == list(range(1, 13))


def test_who_holds_what_since_when_is_known_from_what_kiosks_ask(site: Site) -> None:
    """An older number says nothing new, one that headquarters has not given is none, a new machine has nothing yet."""
    desk = site.enrolled("phatthalung-1")
    for _ in range(3):
        publish(site)
    board = site.receiver.board
    for after in (0, 2, 1, 7):
        ask(site, desk, after)
        site.now += datetime.timedelta(hours=1)
    assert board.holders() == {desk.kiosk: {1: "2024-03-01T04:00:00Z", 2: "2024-03-01T04:00:00Z"}}
    ask(site, desk, 3)
    assert board.holders()[desk.kiosk][3] == "2024-03-01T07:00:00Z"
    assert site.enrol(Desk(desk.kiosk), site.register.admission.rekey(desk.kiosk, site.now)).status_code == 201
    assert board.holders() == {}


def test_three_kiosks_are_waited_for_and_one_of_another_office_or_without_a_machine_is_not(site: Site) -> None:
    desks = [site.enrolled(name, "trang") for name in ("trang-1", "trang-2", "trang-3")]
    site.enrolled("phatthalung-1")
    site.register.admission.expect("trang", "trang-4", site.now)
    for offices in (None, ["trang"]):
        publish(site, "notice", offices)
    ask(site, desks[0], 2)
    ask(site, desks[1], 1)
    of_trang, of_all = reaches(site.register.engine)
    assert (of_trang.held, of_trang.missing) == ({"trang-1": "2024-03-01T03:00:00Z"}, {"trang-2": 1, "trang-3": 0})
    assert (sorted(of_all.held), of_all.missing) == (["trang-1", "trang-2"], {"phatthalung-1": 0, "trang-3": 0})
    assert of_all.of == 4


def test_only_the_kiosk_itself_is_told(site: Site) -> None:
    desk, other = site.enrolled("phatthalung-1"), Desk("phatthalung-1")
    path = f"/v2/kiosks/{desk.kiosk}/bulletins?after=0"
    assert word(site.get(other, path)) == (401, "unknown-kiosk")
    assert word(site.get(desk, path.replace("=0", "=first"))) == (400, "malformed")


def test_a_bulletin_is_never_changed_or_taken_away(site: Site) -> None:
    publish(site)
    for statement in ("UPDATE bulletins SET starts = '2024-04-01'", "DELETE FROM bulletins"):
        with pytest.raises(sa.exc.DBAPIError, match="never"), site.register.engine.begin() as db:
            db.exec_driver_sql(statement)


def test_what_headquarters_has_lost_is_taken_back_from_a_kiosk_if_it_is_its_own(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    first = bulletin(key=site.key)
    second = bulletin(first, key=site.key, starts=date(2024, 3, 5))
    assert word(give_back(site, desk, second)) == (422, "bad-chain")
    for given in (bulletin(), replace(first, body=None), replace(first, starts=date(2030, 1, 1))):
        assert word(give_back(site, desk, given)) == (422, "bad-signature")
    assert word(give_back(site, Desk("nobody-1"), first)) == (401, "unknown-kiosk")
    for given in (first, first, second):
        assert give_back(site, desk, given).status_code == 204
    assert [each.bulletin for each in site.receiver.board.all()] == [first, second]
    assert publish(site).previous == second.hash


def test_what_a_key_signs_that_was_replaced_is_not_taken_back_from_anybody(site: Site) -> None:
    """Found as: with a stolen key, after the recovery key had replaced it, and with no kiosk's key a stranger had
    headquarters hand out a bulletin of his own."""
    stolen, recovery, following = site.key, *(Ed25519PrivateKey.generate() for _ in range(2))
    site.register.own_key.begin(stolen, public_hex(recovery), site.now)
    desk, forged = site.enrolled("phatthalung-1"), bulletin(key=stolen, kind="notice")
    site.now += datetime.timedelta(days=1)
    site.register.own_key.recover(recovery, following, ACTOR, site.now)
    for key, refused in ((following, (422, "bad-signature")), (stolen, (503, "key-replaced"))):
        site.key, site.receiver = key, Receiver(site.register, key, lambda: site.now)
        site.__dict__.pop("app", None)
        assert word(give_back(site, desk, forged)) == refused
    assert site.receiver.board.all() == []
