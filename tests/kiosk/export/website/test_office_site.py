"""The office's site: it says what the counter says, leads nowhere astray, and needs nothing from outside."""

import errno
import json
import re
import socket
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest
from msgspec.structs import replace

from kiosk.export.paper.typesetter import Typesetter
from kiosk.export.website.folder import FolderChanges, write_site
from kiosk.export.website.office_site import OfficeSite
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import same
from kiosk.text.languages import ENGLISH, HOME, OFFICIAL
from kiosk.text.refusal import Refusal
from tests.support.bulletins import handed_down
from tests.support.commands import one_sentence, run

VOID = {"meta", "link", "input", "wbr", "br", "img", "path"}
MOST = 50_000
"""Bytes of a page on a small phone's line."""


class Page(HTMLParser):
    """A page as a browser reads it: its words, its links, what it would fetch, and that each element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.scripts: list[str] = []
        self.ids: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [given["href"] or ""] if tag == "a" else []
        self.fetched += [given["href"] or ""] if tag == "link" and given.get("rel") == "stylesheet" else []
        self.fetched += [given["src"] or ""] if "src" in given else []
        self.ids += [given["id"] or ""] if "id" in given else []
        assert not [name for name in given if name.startswith("on")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.scripts if self._open and self._open[-1] == "script" else self.words).append(data)

    @property
    def text(self) -> str:
        return "".join("".join(self.words).split())


def flat(text: str) -> str:
    return "".join(text.split())


def publish(site: OfficeSite, folder: Path) -> FolderChanges:
    return write_site(folder, site.digest, site.files)


@pytest.fixture
def files(kiosk: Kiosk) -> dict[str, bytes]:
    made = OfficeSite(kiosk).files()
    return {name: content for name, content in made.items() if isinstance(content, bytes)}


def test_every_page_is_whole_small_and_leads_only_to_what_is_there(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        assert len(content) <= MOST, name
        page = Page(content.decode())
        here = PurePosixPath("/", name).parent
        for link in [*page.links, *page.fetched]:
            if link.startswith(("https://", "http://", "tel:", "#")):
                assert link not in page.fetched, f"{name} would fetch {link}"
                continue
            assert str(here / link).replace("/en/../", "/").lstrip("/") in files, f"{name} leads to {link}"
        assert [json.loads(script)["@type"] for script in page.scripts] in ([], ["GovernmentService"])
        assert "content" in page.ids
        assert len(page.ids) == len({*page.ids})


def test_each_service_says_on_the_web_what_the_counter_says(kiosk: Kiosk, files: dict[str, bytes]) -> None:
    for service in kiosk.catalogue.services.values():
        for language in OFFICIAL:
            name = f"{service.id}.html" if language == HOME else f"{language}/{service.id}.html"
            shown = Page(files[name].decode()).text
            papers = [kiosk.catalogue.documents[paper.document] for paper in service.documents.figure or []]
            steps = kiosk.catalogue.steps[service.steps].figure or []
            facts = (service.window, service.late, service.result)
            statements = [fact.figure for fact in facts if fact.figure]
            who = service.who.figure.sentences if service.who.figure else []
            for words in (service.title, *papers, *steps, *statements, *who):
                assert flat(words.of(language)) in shown, (name, words)


def test_nothing_of_the_offices_own_work_is_published(kiosk: Kiosk, files: dict[str, bytes]) -> None:
    """Neither minima nor the calendar nor who is on duty: they are no facts for visitors."""
    year = kiosk.assessment
    groups = [group.title for group in year.work_groups if group.id != kiosk.office.counter_of]
    own = [*groups, *(row.title for row in year.calendar), kiosk.duty, kiosk.catalogue.phrases("staff.total")]
    for name, content in files.items():
        text = flat(re.sub("<[^>]+>", "", content.decode("utf-8-sig")))
        for words in own:
            assert flat(words.of(HOME)) not in text, (name, words)


def test_open_data_holds_every_fact_with_source_and_state(kiosk: Kiosk, files: dict[str, bytes]) -> None:
    rows = {row["id"]: row for row in json.loads(files["facts.json"])["facts"]}
    fee = rows["extension-retirement.fee"]
    assert (fee["value_en"], fee["state"]) == ("THB 1,900", "national")
    assert fee["source"]
    assert "Ministerial Regulation 27" in fee["law"]
    assert rows["change-of-visa.fee"]["state"] == "published"
    assert rows["office.website"]["value_en"] == ""
    assert len(files["facts.csv"].decode("utf-8-sig").strip().splitlines()) >= len(rows)


def test_the_page_of_open_data_counts_its_facts_by_what_they_rest_on(files: dict[str, bytes]) -> None:
    shown, facts = Page(files["en/open-data.html"].decode()).text, json.loads(files["facts.json"])["facts"]
    assert f"Factsinall{len(facts)}" in shown
    for state, words in (("national", "The same in the whole country"), ("unknown", "Not given yet")):
        assert flat(words) + str(sum(fact["state"] == state for fact in facts)) in shown


def test_home_leads_to_the_no_gift_policy_and_whom_to_call(kiosk: Kiosk, files: dict[str, bytes]) -> None:
    home = Page(files["en/index.html"].decode())
    assert {"no-gift.html", "survey.html", "tel:1205"} <= {*home.links}
    assert flat(kiosk.catalogue.phrases("service.receipt").en) in home.text


def test_every_page_of_practice_says_so_and_none_of_the_real_office(kiosk: Kiosk, files: dict[str, bytes]) -> None:
    real = OfficeSite(replace(kiosk, practice=False))
    for name, content in real.files().items():
        if name.endswith(".html"):
            assert isinstance(content, bytes)
            assert ("PRACTICE" in files[name].decode(), "PRACTICE" in content.decode()) == (True, False), name
    assert real.digest != OfficeSite(kiosk).digest


def test_only_what_changed_is_written_and_what_went_is_removed(kiosk: Kiosk, tmp_path: Path) -> None:
    folder, site = tmp_path / "www", OfficeSite(kiosk)
    count = len(site.files())
    assert publish(site, folder).written == count
    (folder / "own.txt").write_text("of the web server")
    again = publish(site, folder)
    assert (again.written, again.kept) == (0, count)
    (folder / "hours.html").write_text("somebody else's words")
    assert publish(site, folder).written == 1
    assert "somebody" not in (folder / "hours.html").read_text()
    services = {name: service for name, service in kiosk.catalogue.services.items() if name != "lost-passport"}
    fewer = replace(kiosk, catalogue=replace(kiosk.catalogue, services=services))
    assert publish(OfficeSite(fewer), folder).removed == len(OFFICIAL)
    assert not (folder / "lost-passport.html").exists()
    assert (folder / "own.txt").exists()


def test_the_sign_of_each_service_lies_beside_its_page_and_is_set_again_only_when_it_says_something_else(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    folder, service = tmp_path / "www", kiosk.catalogue.services["lost-passport"]
    few = replace(kiosk, catalogue=replace(kiosk.catalogue, services={service.id: service}))
    assert publish(OfficeSite(few, Typesetter()), folder).written > 1
    assert (folder / "lost-passport.pdf").read_bytes().startswith(b"%PDF-")
    assert 'href="../lost-passport.pdf"' in (folder / ENGLISH / "lost-passport.html").read_text()
    assert publish(OfficeSite(few, Typesetter()), folder).written == 0
    renamed = replace(service, title=service.title + same(" *"))
    other = replace(few, catalogue=replace(few.catalogue, services={service.id: renamed}))
    before = (folder / "lost-passport.pdf").read_bytes()
    publish(OfficeSite(other, Typesetter()), folder)
    assert (folder / "lost-passport.pdf").read_bytes() != before


def test_a_list_that_somebody_wrote_removes_nothing_outside(kiosk: Kiosk, tmp_path: Path) -> None:
    outside = tmp_path / "keep.txt"
    outside.write_text("kept")
    write_site(tmp_path / "www", "", lambda: {"index.html": b""})
    (tmp_path / "www" / ".kiosk-site").write_text("../keep.txt\nindex.html\n")
    write_site(tmp_path / "www", "", lambda: {"index.html": b""})
    assert outside.exists()


@pytest.mark.parametrize(
    "listed", [b"\0" * 64, b"\xff\xfe\xe0", b"\n\n", b"a" * 5000 + b" x\n", b"en x\n", b"index.html/x y\n"]
)
def test_a_list_that_is_damaged_keeps_no_site_from_being_written(tmp_path: Path, listed: bytes) -> None:
    """Found as: a list full of zeros ended in a traceback, and one that named a folder was refused ever after."""
    (tmp_path / "en").mkdir()
    (tmp_path / "index.html").write_bytes(b"old")
    (tmp_path / ".kiosk-site").write_bytes(listed)
    assert write_site(tmp_path, "1", lambda: {"index.html": b"new"}).written == 1
    assert write_site(tmp_path, "1", dict).kept == 1


def test_the_site_is_made_anew_for_a_notice_of_headquarters(kiosk: Kiosk) -> None:
    """Found as: an office that headquarters had given a notice could publish nothing any more."""
    words = {"th": "ระบบปิดชั่วคราว", "en": "The system is down"}
    stands = {"name": "x", "audience": "visitors", "words": words, "from": "2024-03-01", "until": "2024-04-01"}
    before = OfficeSite(kiosk).digest
    assert OfficeSite(handed_down(kiosk, "notice", stands)).digest != before


def test_no_link_leads_a_page_out_of_the_folder(tmp_path: Path) -> None:
    """Found as: whoever may write into the folder let a page be written over any file of who publishes."""
    folder, outside = tmp_path / "www", tmp_path / "outside"
    write_site(folder, "1", lambda: {"index.html": b"old", "en/index.html": b"old"})
    outside.mkdir()
    (outside / "keep.txt").write_text("kept")
    for name in (".index.html.new", ".kiosk-site.new"):
        (folder / name).symlink_to(outside / "keep.txt")
    write_site(folder, "2", lambda: {"index.html": b"new", "en/index.html": b"old"})
    assert ((folder / "index.html").read_text(), (outside / "keep.txt").read_text()) == ("new", "kept")
    assert (folder / "index.html").stat().st_mode & 0o777 == 0o644, "for everybody to read"
    (folder / "en").rename(tmp_path / "gone")
    (folder / "en").symlink_to(outside)
    with pytest.raises(Refusal):
        write_site(folder, "3", lambda: {"index.html": b"new", "en/index.html": b"new"})
    assert [path.name for path in outside.iterdir()] == ["keep.txt"]


def test_a_folder_of_somebody_else_is_refused_whole(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "index.html").write_text("theirs")
    assert str(theirs) in one_sentence(run(tmp_path, "publish", str(theirs)), 1)
    assert (theirs / "index.html").read_text() == "theirs"
    with pytest.raises(Refusal):
        write_site(theirs / "index.html", "", dict)


def test_what_stands_in_the_place_of_the_list_is_no_list_if_it_is_no_plain_file(tmp_path: Path) -> None:
    """Found as: a pipe, or a link to a device, was read for ever."""
    (tmp_path / "theirs").write_text("index.html\n")

    def put_socket(path: Path) -> None:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))

    for number, put in enumerate((put_socket, lambda path: path.symlink_to(tmp_path / "theirs"), Path.mkdir)):
        folder = tmp_path / str(number)
        folder.mkdir()
        put(folder / ".kiosk-site")  # type: ignore[operator]
        with pytest.raises(Refusal, match="not of this site"):
            write_site(folder, "", dict)


def test_the_survey_is_offered_only_while_it_is_open(kiosk: Kiosk) -> None:
    address = kiosk.office.survey.figure or ""
    assert address in OfficeSite(kiosk).files()["survey.html"].decode()
    later = replace(kiosk, clock=lambda: kiosk.clock().replace(month=9))
    assert address not in OfficeSite(later).files()["survey.html"].decode()


def test_while_the_survey_has_only_the_front_page_of_itap_its_page_says_which_agency_to_choose_there(
    kiosk: Kiosk, files: dict[str, bytes]
) -> None:
    words = Page(files["en/survey.html"].decode()).text
    assert flat(kiosk.catalogue.phrases("survey_page.choose", office=kiosk.office.name).en) in words
    assert "servedwhetheryouanswerornot" in words


def test_on_a_full_disk_one_sentence_says_so_and_the_pages_of_before_stand_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found as: what was half written stayed in the folder for everybody to fetch."""
    write_site(tmp_path, "1", lambda: {"index.html": b"old"})
    before = {path.name for path in tmp_path.iterdir()}
    monkeypatch.setattr(
        "os.replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device"))
    )
    with pytest.raises(Refusal, match="its disk is full"):
        write_site(tmp_path, "2", lambda: {"index.html": b"new"})
    assert {path.name for path in tmp_path.iterdir()} == before
    assert (tmp_path / "index.html").read_bytes() == b"old"
