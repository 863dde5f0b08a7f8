"""A draft bulletin on the pages: every fault by its line, the difference before the signature, and who may sign what."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import httpx
import pyotp
import pytest
from starlette.applications import Starlette

from kiosk.hq.bulletins.bulletin_board import BulletinBoard
from kiosk.hq.bulletins.draft import draft_of
from kiosk.hq.bulletins.verify import bulletin_problems
from kiosk.hq.pages.login import Authentication
from kiosk.hq.pages.site import Site
from kiosk.hq.pages.views import Views
from kiosk.hq.receiver.exposure import Exposure
from kiosk.hq.server import Headquarters
from kiosk.hq.store.audit_log import Actor
from tests.kiosk.hq.pages.conftest import PASSWORD, Place, three_offices
from tests.support.sample import DAY
from tests.support.served import served
from tests.support.year_files import year_tables

CLOSED = """kind = "closed-days"

[[closed]]
on = 2024-06-19
name = { th = "วันอบรม", en = "Training day" }
"""
VERSION = 'kind = "version"\nwanted = "1.4.2"\n'
NOTICE = """kind = "notice"
name = "training"
audience = "visitors"
words = { th = "ปิดวันที่ 19 มิถุนายน", en = "Closed on 19 June" }
from = 2024-06-12
until = 2024-06-19
"""
HOSTILE = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}'


@pytest.fixture(scope="module")
def hq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Headquarters]:
    """Three offices of one kiosk each, two of them in the South, and an administrator of all and of the South."""
    with three_offices(tmp_path_factory.mktemp("hq"), alone="amnat-charoen") as hq:
        yield hq


@pytest.fixture(scope="module")
def pages(hq: Headquarters) -> Iterator[Place]:
    engine = hq.register.engine
    authentication = Authentication(engine, hq.key(), hq.now, Exposure())
    site = Site(authentication, Views(engine, hq.machine), hq.key())
    app = SimpleNamespace(app=Starlette(routes=site.routes()))
    with served(app) as url, httpx.Client(base_url=url, timeout=30) as client:  # type: ignore[arg-type]
        yield Place(site, client, engine)


def post(
    pages: Place, text: str, to: list[str], step: str = "", day: str = "2024-06-01", **more: Any
) -> httpx.Response:
    data = {**pages.form, "text": text, "day": day, "to": to, **more}
    return pages.client.post(f"/bulletins/draft{step}?lang=en", data=data)


def sign(pages: Place, shown: httpx.Response, text: str, to: list[str], **more: Any) -> httpx.Response:
    """Press the button of a difference that was shown."""
    [after] = re.findall(r'name="after" value="([0-9a-f]{64})"', shown.text)
    return post(pages, text, to, "/sign", after=after, **{"password": PASSWORD, **more})


def newest(pages: Place) -> tuple[int, str, list[str] | None, str]:
    told = BulletinBoard(pages.engine).all()[-1]
    return told.bulletin.number, told.bulletin.kind, told.bulletin.offices, told.who


def test_an_administrator_sees_the_difference_and_signs_it(hq: Headquarters, pages: Place) -> None:
    pages.enter("all")
    assert 'href="/bulletins/draft"' in pages.client.get("/bulletins").text
    shown = post(pages, CLOSED, ["region:South"])
    assert shown.status_code == 200
    for words in ("1 thing changes at 2 offices", "closed.2024-06-19", "วันอบรม · Training day", "2 offices, 2 kiosks"):
        assert words in shown.text, words
    number = len(BulletinBoard(pages.engine).all())
    wrong = sign(pages, shown, CLOSED, ["region:South"], password="guessed")
    assert (wrong.status_code, "the password or the code is wrong" in wrong.text) == (422, True)
    assert len(BulletinBoard(pages.engine).all()) == number
    signed = sign(pages, shown, CLOSED, ["region:South"])
    assert signed.headers["location"] == f"/bulletins/{number + 1}"
    assert newest(pages) == (number + 1, "closed-days", ["ang-thong", "bangkok"], "all")
    assert [*bulletin_problems(pages.engine)] == []
    assert [(line.who, line.origin, line.action) for line in hq.audit_log()[:1]] == [("all", "127.0.0.1", "bulletin")]


def test_every_fault_is_shown_by_its_line_and_what_was_typed_stays(pages: Place) -> None:
    pages.enter("all")
    text = CLOSED.replace("Training day", "") + 'colour = "red"\n'
    answer = post(pages, text, [], day="4 March")
    assert answer.status_code == 422
    for fault in (
        "4 things to mend first",
        "The day it holds from",
        "choose at least one office",
        "line 5: closed[1].name.en: is empty",
        "line 6: closed[1].colour: not a key that is known here",
        'value="4 March"',
        "colour = &#34;red&#34;",
    ):
        assert fault in answer.text, fault
    thai = pages.client.post("/bulletins/draft?lang=th", data={**pages.form, "text": text, "to": "all", "day": "x"})
    assert "บรรทัด 5: closed[1].name.en: ว่างเปล่า" in thai.text
    for text, fault in (
        ("wanted = '1'", "kind: is missing"),
        ("[[[", "is not TOML"),
        ("\ufffd", "characters that were lost"),
        ("", "kind: is missing"),
    ):
        assert fault in post(pages, text, ["all"]).text, text


def test_a_file_stands_in_for_the_text_and_a_year_is_one(pages: Place) -> None:
    import msgspec

    pages.enter("all")
    later = {**year_tables(), "eit": {**year_tables()["eit"], "deadline": DAY.replace(month=7, day=5)}}
    form = {**pages.form, "text": "nonsense", "day": "2567-06-01", "to": "all"}
    sent = {"file": ("ปี 2567.toml", b"\xef\xbb\xbf" + msgspec.toml.encode(later), "application/toml")}
    shown = pages.client.post("/bulletins/draft?lang=en", data=form, files=sent)
    assert "2567.eit.deadline" in shown.text
    assert "2024-07-05" in shown.text
    assert "1 thing changes at all offices" in shown.text
    thai_windows = {"file": ("a.toml", NOTICE.encode("cp874"), "text/plain")}
    refused = pages.client.post("/bulletins/draft?lang=en", data=form, files=thai_windows)
    assert "save the file as UTF-8" in refused.text


def test_hostile_text_is_shown_as_text(pages: Place) -> None:
    pages.enter("all")
    pasted = post(pages, HOSTILE, [HOSTILE], day=HOSTILE)
    named = post(pages, CLOSED.replace("Training day", "Day <b>x</b>'" + "&quot;"), ["all"])
    for answer in (pasted, named, pages.client.get("/bulletins/draft", params={"kind": "../" + HOSTILE})):
        assert answer.status_code in (200, 422)
        assert "<script" not in answer.text
        assert "<img" not in answer.text
        assert "Day <b>" not in answer.text
        assert "49" not in re.findall(r"onerror=alert\(1\)&gt;(.{12})", answer.text)
    assert post(pages, "x" * (1 << 20), ["all"]).status_code == 413


def test_a_draft_that_was_overtaken_is_shown_again_and_not_signed(hq: Headquarters, pages: Place) -> None:
    pages.enter("all")
    shown = post(pages, VERSION, ["all"])
    hq.publish([draft_of(VERSION.replace("1.4.2", "1.5.0").encode(), "", DAY, None)])
    number = newest(pages)[0]
    stale = sign(pages, shown, VERSION, ["all"])
    assert stale.status_code == 409
    assert "another bulletin was published meanwhile" in stale.text
    assert "1.5.0" in stale.text, "the difference is another now"
    assert newest(pages)[0] == number
    assert sign(pages, stale, VERSION, ["all"]).status_code == 303
    assert newest(pages)[:2] == (number + 1, "version")


def test_who_looks_after_some_offices_publishes_days_and_notices_to_those_alone(pages: Place) -> None:
    pages.enter("south")
    form = pages.client.get("/bulletins/draft?lang=en").text
    assert "office:amnat-charoen" not in form
    assert 'value="all"' not in form
    for text, to, refusal in (
        (VERSION, ["region:South"], "Only an administrator of all offices publishes this kind: version"),
        (CLOSED, ["all"], "choose all offices or some"),
        (CLOSED, ["office:amnat-charoen"], "no amnat-charoen in your scope"),
        (CLOSED, ["region:North"], "no North in your scope"),
    ):
        for step in ("", "/sign"):
            answer = post(pages, text, to, step, password=PASSWORD, after="0" * 64)
            assert (answer.status_code, refusal in answer.text) == (422, True), refusal
    shown = post(pages, NOTICE, ["office:bangkok"])
    assert "As a kiosk will show it to visitors" in shown.text
    assert "Closed on 19 June" in shown.text
    assert sign(pages, shown, NOTICE, ["office:bangkok"]).status_code == 303
    assert newest(pages)[1:] == ("notice", ["bangkok"], "south")


def test_who_is_no_administrator_is_refused_and_sees_no_way_there(pages: Place) -> None:
    pages.enter("officer")
    assert "/bulletins/draft" not in pages.client.get("/bulletins").text
    assert pages.client.get("/bulletins/draft").status_code == 403
    for step in ("", "/change", "/sign"):
        assert post(pages, CLOSED, ["all"], step).status_code == 403
    pages.enter("all")
    pages.form = {"token": "made up"}
    assert post(pages, CLOSED, ["all"], "/sign", password=PASSWORD).status_code == 403


def test_a_second_factor_is_asked_for_and_its_code_works_once(hq: Headquarters, pages: Place) -> None:
    secret = pyotp.random_base32()
    hq.users.set_second_factor("all", secret, Actor("all"), hq.now())
    try:
        pages.enter("all")
        shown = post(pages, NOTICE, ["all"])
        assert 'name="code"' in shown.text
        code = pyotp.TOTP(secret).at(hq.now())
        number = newest(pages)[0]
        assert sign(pages, shown, NOTICE, ["all"]).status_code == 422, "without a code"
        assert sign(pages, shown, NOTICE, ["all"], code=code).status_code == 303
        again = post(pages, NOTICE, ["all"])
        assert "These offices hold all of it already" in again.text
        assert sign(pages, again, NOTICE, ["all"], code=code).status_code == 422, "used before"
        assert newest(pages)[0] == number + 1
    finally:
        hq.users.set_second_factor("all", None, Actor("all"), hq.now())


def test_a_receiver_whose_key_was_replaced_signs_nothing(hq: Headquarters, pages: Place) -> None:
    pages.enter("all")
    shown, number = post(pages, CLOSED, ["all"]), newest(pages)[0]
    bound = hq.register.admission.public_key()
    with pages.engine.begin() as db:
        db.exec_driver_sql(f"UPDATE register SET public_key = '{'0' * 64}'")
    try:
        refused = sign(pages, shown, CLOSED, ["all"])
        assert (refused.status_code, "key was changed meanwhile" in refused.text) == (503, True)
    finally:
        with pages.engine.begin() as db:
            db.exec_driver_sql(f"UPDATE register SET public_key = '{bound}'")
    assert newest(pages)[0] == number


@pytest.mark.parametrize("kind", ["closed-days", "notice", "facts", "version"])
def test_a_model_of_each_kind_lacks_its_words_alone(pages: Place, kind: str) -> None:
    """So that none is signed as it stands, and what it has is right."""
    pages.enter("all")
    form = pages.client.get(f"/bulletins/draft?kind={kind}&lang=en").text
    assert f"kind = &#34;{kind}&#34;" in form
    assert str(DAY) in form
    [text] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", form, re.DOTALL)
    answer = post(pages, text.replace("&#34;", '"'), ["all"])
    assert answer.status_code == 422
    faults = re.findall(r"(?m)^<li>([^<]+)", answer.text)
    assert faults
    lacking = ("is empty", "mend the value", "belongs to nothing")
    assert [fault for fault in faults if not any(words in fault for words in lacking)] == []
    changed = post(pages, text, ["office:bangkok"], "/change")
    assert re.search(r'value="office:bangkok" checked', changed.text)
