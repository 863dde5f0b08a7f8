"""A kiosk that knocks and is refused is halted, with its reason; it is not silent."""

import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.catalogue.catalogue import Catalogue
from kiosk.hq.receiver.app import Receiver
from kiosk.hq.report.report import KioskReport
from kiosk.hq.report.standings import Standings
from tests.support.sample import DAY, HEALTH
from tests.support.scripted import Desk, Site, word

HOUR = datetime.timedelta(hours=1)


def state(site: Site, catalogue: Catalogue) -> KioskReport:
    [standing] = Standings(site.register.engine).at(catalogue.year_of(DAY), site.now, DAY)
    [kiosk] = standing.report.kiosks
    return kiosk


def events(site: Site) -> list[tuple[str, str | None, str | None]]:
    return [tuple(row) for row in site.rows("SELECT kind, was, became FROM kiosk_events ORDER BY id")]  # type: ignore[misc]


def reporting(site: Site) -> Desk:
    """A kiosk that has reported once."""
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk)
    return desk


def test_a_kiosk_that_is_refused_again_and_again_is_halted_until_something_is_taken(
    site: Site, catalogue: Catalogue
) -> None:
    """Found as: a kiosk refused every hour was "silent" after seven days, and nobody knew why."""
    desk = reporting(site)
    right, desk.key = desk.key, Ed25519PrivateKey.generate()
    for hour in range(24 * 8):
        site.now += HOUR
        if hour < 4 or hour > 24 * 8 - 3:
            assert word(site.post(desk)) == (401, "unknown-kiosk")
        if hour < 1:
            assert (state(site, catalogue).state, state(site, catalogue).halt) == ("reporting", None)
    assert (state(site, catalogue).state, state(site, catalogue).halt) == ("halted", "bad-signature")
    desk.key = right
    site.take(desk)
    assert (state(site, catalogue).state, state(site, catalogue).halt) == ("reporting", None)
    assert events(site) == [
        ("version", None, HEALTH.version),
        ("halted", None, "bad-signature"),
        ("halted", None, "bad-signature"),
        ("back", "bad-signature", None),
    ]


def test_a_refusal_now_and_then_between_reports_is_no_halt(site: Site, catalogue: Catalogue) -> None:
    """A stranger can call in the name of a kiosk, and a gap is told and mended in the same run."""
    desk = reporting(site)
    for _ in range(3):
        site.now += HOUR / 2
        assert word(site.post(Desk("phatthalung-1"))) == (401, "unknown-kiosk")
        site.now += HOUR / 4
        desk.count()
        site.take(desk)
    assert state(site, catalogue).state == "reporting"
    assert [kind for kind, *_ in events(site)] == ["version"]


def test_a_kiosk_that_is_refused_and_then_calls_no_more_is_silent(site: Site, catalogue: Catalogue) -> None:
    desk = reporting(site)
    desk.key = Ed25519PrivateKey.generate()
    for _ in range(3):
        site.now += HOUR
        site.post(desk)
    assert state(site, catalogue).state == "halted"
    site.now += 8 * 24 * HOUR
    assert state(site, catalogue).state == "silent"


def test_every_reason_is_told_and_a_flood_costs_one_write_a_minute(site: Site, catalogue: Catalogue) -> None:
    desk = reporting(site)
    old = desk.batch(health=msgspec.structs.replace(HEALTH, version="1.5.0"))
    site.receiver = Receiver(site.register, site.key, lambda: site.now, oldest=(2, 0))
    site.__dict__.pop("app")
    for _ in range(3):
        site.now += HOUR
        assert word(site.post(desk, old)) == (426, "too-old")
        last = site.rows("SELECT refused_at FROM kiosks")
        site.now += datetime.timedelta(seconds=30)
        assert word(site.ask("POST", desk.path + "/entries", content=b"x")) == (400, "malformed")
        assert word(site.ask("POST", desk.path.replace("phatthalung-1", "nobody-1") + "/entries", content=b"x"))
        assert site.rows("SELECT refused_at FROM kiosks") == last
    assert state(site, catalogue).halt == "too-old"
    for _ in range(2):
        site.now += HOUR
        site.ask("POST", "/v1/kiosks/phatthalung-1/anything")
    assert state(site, catalogue).halt == "too-old"


def test_a_suspended_kiosk_is_halted_at_once(site: Site, catalogue: Catalogue) -> None:
    reporting(site)
    site.register.admission.suspend("phatthalung-1", True)
    assert (state(site, catalogue).state, state(site, catalogue).halt) == ("halted", "suspended")


def test_what_a_kiosk_says_of_itself_is_in_its_report(site: Site, catalogue: Catalogue) -> None:
    """Found as: version, free disk, starts and waiting facts were stored and shown nowhere."""
    desk = reporting(site)
    desk.count()
    site.take(desk, desk.batch(health=msgspec.structs.replace(HEALTH, version="1.9.0", disk_free=812)))
    told = state(site, catalogue)
    assert (told.version, told.disk_free, told.starts, told.awaiting) == (
        "1.9.0",
        812,
        HEALTH.starts,
        HEALTH.awaiting,
    )
    assert events(site)[-1] == ("version", HEALTH.version, "1.9.0")
