"""The nights: how far the newest is confirmed stands first, and each root is shown short and given whole."""

from collections.abc import Callable
from datetime import date

import httpx

from kiosk.hq.accounts.policy import EVERYTHING
from kiosk.hq.pages.render import render
from kiosk.hq.pages.views import Views
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.tables import cosignatures, kiosks, leaves, roots
from kiosk.machine.kiosk import Kiosk
from tests.kiosk.hq.pages.conftest import log_in, opened
from tests.support.headquarters import Headquarters

HASH = "9f2c41d877a0e513" + "0" * 48


def drawn(views: Views) -> str:
    template, values = views.tab("roots", EVERYTHING, language="en")
    return render(template, "en", page="roots", to="", user=None, token="", **values)


def test_a_root_is_had_from_its_page_with_what_kiosks_have_signed_of_it(
    officer: httpx.Client, guarded: Headquarters
) -> None:
    log_in(officer)
    night = {"day": date(2024, 2, 29), "first": 0, "size": 7, "hash": HASH, "note": "the root\n", "kiosks": 2}
    with opened(guarded.folder) as headquarters, headquarters.register.engine.begin() as db:
        db.execute(roots.insert().values(**night, made_at="2024-02-29T19:00:00Z"))
        signed = {"kiosk": "buriram-1", "line": "its signature\n", "taken_at": "2024-03-01T02:00:00Z"}
        db.execute(cosignatures.insert().values(size=7, **signed))
    assert 'href="/roots/2024-02-29.txt"' in officer.get("/roots").text
    answer = officer.get("/roots/2024-02-29.txt")
    assert answer.text == "the root\nits signature\n", "as `kiosk hq root` writes it"
    assert answer.headers["content-disposition"] == 'attachment; filename="root-2024-02-29.txt"'
    for none in ("2024-03-01", "soon"):
        assert officer.get(f"/roots/{none}.txt").status_code == 404
    officer.cookies.clear()
    assert officer.get("/roots/2024-02-29.txt").status_code == 303, "not for strangers"


def test_the_newest_night_is_told_by_how_many_kiosks_have_confirmed_it(make_kiosk: Callable[..., Kiosk]) -> None:
    machine = make_kiosk()
    engine = connect(sqlite_url(machine.path("hq.db")), practice=True)
    views = Views(engine, machine)
    assert "No root yet" in drawn(views)
    night = {"day": date(2024, 2, 29), "first": 0, "size": 7, "hash": HASH, "note": "", "kiosks": 2}
    with engine.begin() as db:
        for number, name in enumerate(("trang-1", "trang-2")):
            db.execute(kiosks.insert().values(kiosk=name, office="trang", suspended=False))
            db.execute(leaves.insert().values(number=number, kiosk=name, leaf=""))
        db.execute(roots.insert().values(**night, made_at="2024-02-29T19:00:00Z"))
        db.execute(cosignatures.insert().values(size=7, kiosk="trang-1", line="", taken_at="2024-03-01T02:00:00Z"))
    page = drawn(views)
    assert "The root of 29 Feb 2024 is confirmed by 1 of 2 kiosks" in page
    assert f'<code title="{HASH}">9f2c41d877a0e513…</code>' in page
    assert "<code>9f2c</code> <code>41d8</code>" in page, "as it is read aloud"
    assert page.count('href="/roots/2024-02-29.txt"') >= 2
    assert "trang-1: has confirmed it" in page
    assert "trang-2: not yet" in page
    _, seen = views.kiosk("trang-1", EVERYTHING)
    assert [(words.en, number) for _, words, number in seen["days_counted"]] == [
        ("reported", 1),
        ("nothing heard", 31),
        ("closed day", 13),
    ]
    engine.dispose()
