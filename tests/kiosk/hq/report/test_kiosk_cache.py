"""What is cached of kiosks is what the register has of them, whatever has changed it."""

from collections.abc import Callable

import sqlalchemy as sa

from kiosk.hq.report.kiosk_cache import HeldKiosk, KioskCache
from kiosk.hq.store.tables import kiosks
from kiosk.hq.store.transactions import reading
from kiosk.protocol.chain import Genesis
from tests.support.scripted import Desk, Site


def held(site: Site, cache: KioskCache) -> dict[str, list[HeldKiosk]]:
    with reading(site.register.engine) as db:
        return dict(cache.by_office(db))


def thief_of(site: Site, victim: Desk) -> Desk:
    """Another kiosk that brings the victim's entries first, as a copy of its ledger."""
    thief = site.enrolled("trang-1", "trang")
    thief.genesis = Genesis(victim.genesis.ledger, "11111111-1111-4111-8111-111111111111")
    for entry in victim.entries:
        thief.add(entry)
    site.take(thief)
    return thief


def test_every_way_in_which_a_kiosk_becomes_another_is_seen_at_once(site: Site) -> None:
    cache, fleet, admission = KioskCache(), site.register.fleet, site.register.admission
    victim = site.enrolled("phatthalung-1")
    site.take(victim)
    victim.count(), victim.count()
    desk = site.enrolled("songkhla-1", "songkhla")
    desk.count()
    site.register.offices.add(["krabi"])
    changes: list[tuple[str, Callable[[], object]]] = [
        ("expected", lambda: site.code("satun-1", "satun")),
        ("enrolled", lambda: thief_of(site, victim)),
        ("what another had copied is its own", lambda: site.take(victim)),
        ("a first report", lambda: site.take(desk)),
        ("an entry", lambda: (desk.count(), site.take(desk))),
        ("nothing but a report", lambda: site.take(desk)),
        ("refused", lambda: site.post(desk, desk.batch(3, previous="0" * 64))),
        ("named", lambda: fleet.rename("songkhla-1", "counter 3")),
        ("moved", lambda: fleet.move("songkhla-1", "trang", site.now)),
        ("suspended", lambda: admission.suspend("songkhla-1", True)),
        ("a new key", lambda: admission.rekey("songkhla-1", site.now)),
        ("retired", lambda: fleet.retire("songkhla-1", True, site.now)),
        ("its office merged", lambda: site.register.offices.merge("trang", "krabi", site.now)),
        ("counted anew", lambda: site.register.recount(site.now)),
    ]
    for what, change in changes:
        before = held(site, cache)
        change()
        now = held(site, cache)
        assert now == held(site, KioskCache()), what
        for office, its in now.items():
            if its == before.get(office):
                assert its is before[office], f"{what}: nothing of {office} is read again"
    assert [(office, [each.row.kiosk for each in its]) for office, its in sorted(now.items())] == [
        ("krabi", ["songkhla-1", "trang-1"]),
        ("phatthalung", ["phatthalung-1"]),
        ("satun", ["satun-1"]),
    ]


def test_a_kiosk_that_loses_copied_entries_to_their_owner_has_been_recounted(site: Site) -> None:
    """Its tallies have become less without a call of its own."""
    victim, cache = site.enrolled("phatthalung-1"), KioskCache()
    site.take(victim)
    victim.count(), victim.count()
    thief_of(site, victim)
    (before,) = held(site, cache)["trang"]
    site.take(victim)
    assert site.tally("trang-1") == {}
    (after,) = held(site, cache)["trang"]
    assert after.entries == before.entries._replace(recounts=1)


def test_more_kiosks_than_are_asked_for_by_name_are_all_read(site: Site) -> None:
    cache = KioskCache()
    rows = [{"kiosk": f"trang-{n}", "office": "trang", "suspended": False} for n in range(1_200)]
    with site.register.engine.begin() as db:
        db.execute(kiosks.insert(), rows)
    assert len(held(site, cache)["trang"]) == 1_200
    with site.register.engine.begin() as db:
        db.execute(sa.update(kiosks).values(label="counter"))
    assert {each.row.label for each in held(site, cache)["trang"]} == {"counter"}
