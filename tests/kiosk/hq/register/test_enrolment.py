"""Who may report: codes, suspension, new keys."""

import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.protocol.one_time_code import fingerprint
from kiosk.protocol.signing import public_hex
from kiosk.text.refusal import Refusal
from tests.support.scripted import Desk, Site, word

P = 2**255 - 19
ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
WEAK = [
    (y | sign << 255).to_bytes(32, "little").hex()
    for y in (0, 1, P - 1, P, P + 1, ORDER_8, P - ORDER_8)
    for sign in (0, 1)
]
"""All encodings of the eight points of small order, the ones that are not canonical among them."""


def code_for(site: Site, kiosk: str = "phatthalung-1") -> str:
    return site.code(kiosk, kiosk.rpartition("-")[0])


def test_a_code_is_good_once_and_for_seven_days(site: Site) -> None:
    code, desk = code_for(site), Desk("phatthalung-1")
    assert word(site.enrol(desk, "0000-0000-0000-0000")) == (403, "bad-code")
    assert word(site.enrol(desk, code, practice=False)) == (403, "wrong-mode")
    site.now += datetime.timedelta(days=7, seconds=1)
    assert word(site.enrol(desk, code)) == (403, "bad-code")
    code = code_for(site)
    assert site.enrol(desk, f" {code.upper()} ").json()["kiosk"] == "phatthalung-1"
    assert word(site.enrol(desk, code)) == (403, "bad-code")
    with pytest.raises(Refusal, match="rekey"):
        code_for(site)
    with pytest.raises(Refusal, match="belongs to"):
        site.code("phatthalung-1", "trang")


def test_a_newer_code_cancels_the_older_ones_of_that_kiosk_alone(site: Site) -> None:
    """M4: the holder of a second code took the kiosk's place, and its history, after it had enrolled."""
    older, others, newer = code_for(site), code_for(site, "trang-1"), code_for(site)
    assert site.alarms() == [("phatthalung-1", "new-key")]
    assert word(site.enrol(Desk("phatthalung-1"), older)) == (403, "bad-code")
    assert site.enrol(Desk("phatthalung-1"), newer).status_code == 201
    assert site.enrol(Desk("trang-1"), others).status_code == 201


def test_no_code_stays_good_when_one_of_them_was_used(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    older = site.register.admission.rekey("phatthalung-1", site.now)
    newer = site.register.admission.rekey("phatthalung-1", site.now)
    with site.register.engine.begin() as db:  # as two receivers would leave it that gave out one each
        db.exec_driver_sql("UPDATE codes SET expires_at = '2024-03-08T03:00:00Z' WHERE used_at IS NULL")
    assert site.enrol(desk, newer).status_code == 201
    for code in (older, newer):
        assert word(site.enrol(Desk("phatthalung-1"), code)) == (403, "bad-code")
    desk.count()
    assert site.take(desk).acked == 1


def test_every_change_of_a_key_and_every_try_at_one_is_an_alarm(site: Site) -> None:
    """M4: none was raised, whatever became of a key."""
    desk, first = site.enrolled("phatthalung-1"), code_for(site, "trang-1")
    assert site.alarms() == []
    code = site.register.admission.rekey("phatthalung-1", site.now)
    desk.key = Ed25519PrivateKey.generate()
    site.enrol(desk, code)
    site.enrol(desk, code)
    details = [detail for (detail,) in site.rows("SELECT detail FROM alarms WHERE kind = 'new-key' ORDER BY id")]
    assert len(details) == 3
    assert "given out" in details[0]
    assert fingerprint(public_hex(desk.key)) in details[1]
    assert "tried" in details[2]
    assert first not in str(details)


def test_a_kiosk_of_another_office_is_told_so_and_its_code_stays_good(site: Site) -> None:
    code, desk = code_for(site), Desk("phatthalung-1")
    refused = site.enrol(desk, code, office="trang")
    assert word(refused) == (409, "other-office")
    assert "phatthalung" in refused.json()["title"]
    assert "trang" in refused.json()["title"]
    assert site.enrol(desk, code).status_code == 201


def test_a_key_that_did_not_sign_the_request_is_refused(site: Site) -> None:
    code, desk, other = code_for(site), Desk("phatthalung-1"), Desk("phatthalung-1")
    assert word(site.enrol(desk, code, public_key=public_hex(other.key))) == (422, "bad-signature")
    stolen = other.enrolment(code).signature
    assert word(site.enrol(desk, code, signature=stolen)) == (422, "bad-signature")
    assert site.enrol(desk, code).status_code == 201


@pytest.mark.parametrize("weak", WEAK)
def test_a_key_with_which_anybody_could_sign_is_refused(site: Site, weak: str) -> None:
    """M4: a signature of nothing but the neutral point verifies under such keys, for any message at all."""
    code, desk = code_for(site), Desk("phatthalung-1")
    anybodys = "01" + "00" * 63
    assert word(site.enrol(desk, code, public_key=weak, signature=anybodys)) == (422, "bad-signature")


def test_a_suspended_kiosk_is_refused_until_it_is_lifted(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk, desk.batch(1, 0))
    site.register.admission.suspend("phatthalung-1", True)
    assert word(site.post(desk)) == (403, "suspended")
    assert word(site.get(desk, f"{desk.path}?seq=0")) == (403, "suspended")
    site.register.admission.suspend("phatthalung-1", False)
    assert site.take(desk).acked == 1


def test_a_suspended_kiosk_stays_suspended_with_a_new_key(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    site.register.admission.suspend("phatthalung-1", True)
    assert site.enrol(desk, site.register.admission.rekey("phatthalung-1", site.now)).status_code == 201
    assert word(site.post(desk)) == (403, "suspended")


def test_a_new_key_takes_the_place_of_the_old_one_at_once(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    site.take(desk)
    code = site.register.admission.rekey("phatthalung-1", site.now)
    assert site.take(desk).acked == 0  # the old key is good until the new one is there
    old, desk.key = desk.key, Ed25519PrivateKey.generate()
    assert site.enrol(desk, code).status_code == 201
    desk.count()
    assert site.take(desk).acked == 1
    assert word(site.get(desk, f"{desk.path}?seq=0", key=old)) == (401, "unknown-kiosk")
    desk.key = old
    assert word(site.post(desk)) == (401, "unknown-kiosk")
    with pytest.raises(Refusal, match="nobody-1"):
        site.register.admission.rekey("nobody-1", site.now)


def test_a_stolen_key_that_a_receiver_remembers_is_refused_as_soon_as_there_is_a_new_one(site: Site) -> None:
    """Held by the transaction alone: the receiver checks a short report by the key that it saw last."""
    desk = site.enrolled("phatthalung-1")
    site.take(desk)
    code = site.register.admission.rekey("phatthalung-1", site.now)
    old, desk.key = desk.key, Ed25519PrivateKey.generate()
    assert site.enrol(desk, code).status_code == 201
    desk.key = old
    desk.count()
    assert word(site.post(desk)) == (401, "unknown-kiosk")
    assert site.rows("SELECT count(*) FROM entries") == [(0,)]


def test_a_register_that_is_another_keys_is_not_signed_for(site: Site) -> None:
    site.register.admission.sign_with(site.key)
    with pytest.raises(Refusal, match="another key"):
        site.register.admission.sign_with(Ed25519PrivateKey.generate())
