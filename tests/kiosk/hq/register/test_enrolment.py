"""Who may report: codes, suspension, new keys."""

import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import Refusal
from kiosk.protocol.signing import public_hex
from tests.support.scripted import Desk, Site, word


def test_a_code_is_good_once_and_for_seven_days(site: Site) -> None:
    code = site.register.admission.expect("phatthalung", "phatthalung-1", site.now)
    assert word(site.enrol(Desk("x"), "0000-0000-0000-0000")) == (403, "bad-code")
    assert word(site.enrol(Desk("x"), code, practice=False)) == (403, "wrong-mode")
    site.now += datetime.timedelta(days=7, seconds=1)
    assert word(site.enrol(Desk("x"), code)) == (403, "bad-code")
    code = site.register.admission.expect("phatthalung", "phatthalung-1", site.now)
    assert site.enrol(Desk("x"), f" {code.upper()} ").json()["kiosk"] == "phatthalung-1"
    assert word(site.enrol(Desk("x"), code)) == (403, "bad-code")
    with pytest.raises(Refusal, match="rekey"):
        site.register.admission.expect("phatthalung", "phatthalung-1", site.now)
    with pytest.raises(Refusal, match="belongs to"):
        site.register.admission.expect("trang", "phatthalung-1", site.now)


def test_a_suspended_kiosk_is_refused_until_it_is_lifted(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk, desk.batch(1, 0))
    site.register.admission.suspend("phatthalung-1", True)
    assert word(site.post(desk)) == (403, "suspended")
    assert word(site.get(desk, f"{desk.path}?seq=0")) == (403, "suspended")
    site.register.admission.suspend("phatthalung-1", False)
    assert site.take(desk).acked == 1


def test_a_new_key_takes_the_place_of_the_old_one_at_once(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    site.take(desk)
    code = site.register.admission.rekey("phatthalung-1", site.now)
    assert site.take(desk).acked == 0  # the old key is good until the new one is there
    old, desk.key = desk.key, Ed25519PrivateKey.generate()
    assert site.enrol(desk, code).status_code == 201
    desk.count()
    assert site.take(desk).acked == 1
    assert word(site.get(desk, f"{desk.path}?seq=0", key=old)) == (401, "bad-signature")
    desk.key = old
    assert word(site.post(desk)) == (422, "bad-signature")
    with pytest.raises(Refusal, match="nobody-1"):
        site.register.admission.rekey("nobody-1", site.now)


def test_a_register_that_is_another_keys_is_not_signed_for(site: Site) -> None:
    site.register.admission.sign_with(public_hex(site.key))
    site.register.admission.sign_with(public_hex(site.key))
    with pytest.raises(Refusal, match="another key"):
        site.register.admission.sign_with(public_hex(Ed25519PrivateKey.generate()))
