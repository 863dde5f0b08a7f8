"""Headquarters gets another key, and its kiosks follow with the next sync: nobody has to go there."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from kiosk.hq.receiver.app import Receiver
from kiosk.hq.roots.verify import root_problems
from kiosk.hq.store.audit_log import Actor
from kiosk.hq.store.verify import problems as register_problems
from kiosk.machine.membership import Membership, keep_membership, membership
from kiosk.protocol.signing import public_hex
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from kiosk.text.refusal import Refusal
from tests.support.sample import KNOWN
from tests.support.scripted import Site
from tests.support.served import Counter, Nights, served, synced

RECOVERY = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
ROOT = Actor("root")


def member_of(counter: Counter) -> Membership:
    member = membership(counter.kiosk)
    assert member is not None
    return member


def begin(nights: Nights) -> None:
    nights.site.register.own_key.begin(nights.site.key, public_hex(RECOVERY), nights.site.now)


@contextmanager
def changed(nights: Nights, *counters: Counter, is_lost: bool = False) -> Iterator[None]:
    """The same headquarters with a new key, at another port; by the recovery key where the one before is lost."""
    before, own, new = nights.site, nights.site.register.own_key, Ed25519PrivateKey.generate()
    if is_lost:
        own.recover(RECOVERY, new, ROOT, before.now)
    else:
        own.rotate(before.key, new, ROOT, before.now)
    nights.site = Site(before.register, new, before.now)
    nights.site.receiver = Receiver(before.register, new, lambda: nights.site.now)
    with served(nights.site) as url:
        nights.url = url
        for counter in counters:
            keep_membership(counter.kiosk, replace(member_of(counter), url=url))
        yield


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_kiosk_follows_and_what_was_signed_before_still_verifies(
    nights: Nights, three: list[Counter], is_lost: bool
) -> None:
    begin(nights)
    synced(three)
    nights.pass_night()
    synced(three)
    first = nights.site.key
    with changed(nights, *three, is_lost=is_lost):
        for _ in range(2):
            assert synced(three) == ["", "", ""]
        nights.pass_night()
        assert synced(three) == ["", "", ""], "the root goes on from the one before, under the new key"
        new = nights.counter("trang-4")
        synced([new])
        for counter in (*three, new):
            member = member_of(counter)
            assert member.hq_keys == [public_hex(first), public_hex(nights.site.key)]
            assert list(problems(counter.ledger, member.signers)) == []
            noted = [str(note.value) for note in counter.ledger.notes()]
            assert (noted.count("hq-key"), counter.notes) == (0 if counter is new else 1, [])
            assert counter.standing.fault is None
        key, engine = public_hex(nights.site.key), nights.site.register.engine
        assert list(register_problems(engine, KNOWN, key)) == []
        assert list(root_problems(engine, key)) == []
        new.ledger.close()


def test_a_kiosk_of_before_learns_the_recovery_key_and_one_without_any_goes_on(nights: Nights, one: Counter) -> None:
    assert member_of(one).keys == []
    begin(nights)
    synced([one])
    assert [key.recovery_key for key in member_of(one).keys] == [public_hex(RECOVERY)]
    with changed(nights, one, is_lost=True):
        assert synced([one]) == [""]


def test_a_kiosk_that_never_heard_of_statements_follows_from_the_key_it_knows(nights: Nights, one: Counter) -> None:
    begin(nights)
    with changed(nights), changed(nights, one):
        assert synced([one]) == [""]
        assert len(member_of(one).hq_keys) == 3


def test_a_code_that_was_given_out_before_the_change_is_good_after_it(nights: Nights) -> None:
    begin(nights)
    kiosk = nights.make_kiosk(name="trang-1")
    code = nights.site.code("trang-1", kiosk.office.id)
    with changed(nights), Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        nights.enrol(kiosk, ledger, code)
        assert len(member_of(Counter(kiosk, ledger)).hq_keys) == 2


def test_a_code_vouches_for_no_key_that_nothing_leads_to(nights: Nights) -> None:
    """Somebody else's headquarters that shows the statements of the right one."""
    begin(nights)
    kiosk = nights.make_kiosk(name="trang-1")
    code = nights.site.code("trang-1", kiosk.office.id)
    nights.site.receiver.key = Ed25519PrivateKey.generate()
    with nights.site.register.engine.begin() as db:
        db.exec_driver_sql(f"UPDATE register SET public_key = '{public_hex(nights.site.receiver.key)}'")
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger, pytest.raises(Refusal, match="not the headquarters"):
        nights.enrol(kiosk, ledger, code)
    assert membership(kiosk) is None


def test_an_older_key_that_answers_still_is_believed_no_more(nights: Nights, one: Counter) -> None:
    begin(nights)
    old, key = nights.url, nights.site.key
    with changed(nights, one):
        synced([one])
        keep_membership(one.kiosk, replace(member_of(one), url=old))
        with nights.site.register.engine.begin() as db:
            db.exec_driver_sql(f"UPDATE register SET public_key = '{public_hex(key)}'")
        one.ledger.count("inspection", one.kiosk.today)
        outcome, sentence = one.sync()
    assert not outcome.confirmed
    assert "not signed so" in sentence
