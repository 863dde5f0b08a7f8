"""Sheets of paper: they say what the counter says, fit their pages, and their codes are read from paper."""

import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image, ImageFilter

from kiosk.catalogue.address import Address
from kiosk.catalogue.fact_words import fee_words
from kiosk.catalogue.facts import Confirmed
from kiosk.export.paper.frame import Frame
from kiosk.export.paper.output import write_pngs
from kiosk.export.paper.placard import Pairs, Placard
from kiosk.export.paper.placards import placards
from kiosk.export.paper.typesetter import PICTURE_WIDTH, Typesetter
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import ENGLISH, OFFICIAL, THAI
from tests.support.commands import one_sentence, run
from tests.support.sample import DAY

SERVICE = "90-day-report"
CODE = zxingcpp.BarcodeFormat.QRCode


def text(value: object) -> str:
    """All words of what a template is given, put together again."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(text(each) for each in value.values())
    if isinstance(value, tuple):
        return "".join(value)
    return "\n".join(text(each) for each in value) if isinstance(value, list) else ""


def placard(kiosk: Kiosk, name: str) -> Placard:
    return placards(kiosk)[name](Frame(kiosk, Pairs([*OFFICIAL])))


def pages_of(file: Path) -> int:
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))


def grey_and_tilted(page: Image.Image) -> Image.Image:
    """As a phone sees it at an angle in bad light, at 150 dots an inch."""
    photograph = page.convert("L").point(lambda light: 60 + light * 130 // 255)
    return photograph.rotate(7, expand=True, fillcolor=190, resample=Image.Resampling.BICUBIC).filter(
        ImageFilter.GaussianBlur(0.8)
    )


def test_a_sign_says_every_paper_step_and_fact_of_its_service(kiosk: Kiosk) -> None:
    for service in kiosk.catalogue.services.values():
        printed = text(placard(kiosk, service.id).data)
        papers = [kiosk.catalogue.documents[paper.document] for paper in service.documents.figure or []]
        steps = kiosk.catalogue.steps[service.steps].figure or []
        statements = [fact.figure for fact in (service.window, service.late) if fact.figure]
        who = service.who.figure.sentences if service.who.figure else []
        for words in (service.title, *papers, *steps, *statements, *who):
            for language in OFFICIAL:
                assert words.of(language) in printed, (service.id, words)
        if isinstance(service.fee.figure, int):
            assert fee_words(service.fee, kiosk.catalogue.phrases).en in printed


def with_facts_confirmed(kiosk: Kiosk) -> Kiosk:
    """The kiosk of an office that has confirmed all of a service."""
    service = kiosk.catalogue.services[SERVICE]
    confirmed = Confirmed(on=DAY, role="approver")
    facts = {
        name: replace(getattr(service, name), confirmed=confirmed)
        for name in ("who", "documents", "fee", "time", "window", "late", "result")
    }
    steps = {service.steps: replace(kiosk.catalogue.steps[service.steps], confirmed=confirmed)}
    catalogue = replace(
        kiosk.catalogue,
        services={**kiosk.catalogue.services, SERVICE: replace(service, **facts)},
        steps={**kiosk.catalogue.steps, **steps},
    )
    return replace(kiosk, catalogue=catalogue)


def test_a_placard_says_whose_word_it_is(kiosk: Kiosk) -> None:
    say = kiosk.catalogue.phrases
    assert say("whose_word.general").en in text(placard(kiosk, SERVICE).data)
    words = text(placard(with_facts_confirmed(kiosk), SERVICE).data)
    assert say("whose_word.general").en not in words
    assert "1 March 2024" in words


def on_paper(sheet: Placard, folder: Path) -> Image.Image:
    """Its first page at 150 dots an inch."""
    pdf = folder / "sheet.pdf"
    pdf.write_bytes(Typesetter().pdf(sheet))
    subprocess.run(["pdftoppm", "-r", "150", "-singlefile", str(pdf), str(folder / "page")], check=True)
    return Image.open(folder / "page.ppm")


def read(picture: Image.Image, folder: Path) -> list[str]:
    """The codes that two readers see in it, both the same ones."""
    file = folder / "seen.ppm"  # which nobody has to compress and to expand again
    picture.save(file)
    command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(file)]
    zbar = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    zxing = [code.text for code in zxingcpp.read_barcodes(picture, formats=CODE)]
    assert sorted(zbar) == sorted(zxing)
    return sorted(zxing)


@pytest.mark.parametrize("name", [SERVICE, "survey", "complaints", "online"])
def test_every_code_is_read_from_paper_by_two_readers_even_grey_and_tilted(
    kiosk: Kiosk, tmp_path: Path, name: str
) -> None:
    page = on_paper(placard(kiosk, name), tmp_path)
    codes = read(page, tmp_path)
    assert read(grey_and_tilted(page), tmp_path) == codes
    reachable = {service.address.figure for service in kiosk.catalogue.channels.reachable.values()}
    assert {*codes} == reachable if name == "online" else len(codes) == 1
    assert all(code.startswith("https://") for code in codes)


def test_the_codes_of_a_whole_sheet_of_cards_are_read_by_two_readers_even_grey_and_tilted(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    page = on_paper(placard(with_facts_confirmed(kiosk), f"card-{SERVICE}"), tmp_path)
    address = kiosk.catalogue.channels.online["tm47"].address.figure
    assert read(page, tmp_path) == [address] * 8
    assert read(grey_and_tilted(page), tmp_path) == [address] * 8


def test_thai_is_found_and_copied_right_from_a_pdf(kiosk: Kiosk, tmp_path: Path) -> None:
    file = tmp_path / "sign.pdf"
    file.write_bytes(Typesetter().pdf(placard(kiosk, "extension-retirement")))
    copied = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    flat = "".join(copied.split())
    service = kiosk.catalogue.services["extension-retirement"]
    papers = [kiosk.catalogue.documents[paper.document].th for paper in service.documents.figure or []]
    for words in (service.title.th, *papers):
        assert "".join(words.split()) in flat


@pytest.mark.parametrize("name", ["hours", "duty", "closed", SERVICE, "complaints"])
def test_whose_word_it_is_stands_on_the_paper_itself(kiosk: Kiosk, tmp_path: Path, name: str) -> None:
    file = tmp_path / "placard.pdf"
    file.write_bytes(Typesetter().pdf(placard(kiosk, name)))
    copied = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert "notyetcheckedbythisoffice" in "".join(copied.split())


def test_a_very_long_name_of_an_office_stays_in_the_band_over_the_page(kiosk: Kiosk, tmp_path: Path) -> None:
    name = Bilingual("ตรวจคนเข้าเมืองจังหวัด" * 4, "Provincial Immigration Office and Special Service Unit, " * 2)
    office = replace(kiosk.catalogue.office, name=name)
    page = on_paper(placard(replace(kiosk, catalogue=replace(kiosk.catalogue, office=office)), "survey"), tmp_path)
    assert pages_of(tmp_path / "sheet.pdf") == 1
    beside = page.convert("L").crop((106, 149, 1134, 156))  # between the band, which ends at 25 mm, and the title
    assert beside.getextrema() == (255, 255)


def test_a_printer_that_cuts_five_millimetres_of_an_edge_cuts_nothing_of_a_sheet(kiosk: Kiosk) -> None:
    office = replace(kiosk.catalogue.office, website=Address(value="https://phatthalung.immigration.go.th/"))
    everywhere = replace(kiosk, catalogue=replace(kiosk.catalogue, office=office))
    dot = PICTURE_WIDTH / 210
    for name in ("extension-education", "survey", "complaints", "no-gift", "closed", "online"):
        for page in Typesetter().png(placard(everywhere, name)):
            sheet = Image.open(BytesIO(page)).convert("L")
            box = sheet.point(lambda light: 255 * (light < 250)).getbbox()
            assert box
            assert min(box[0], box[1], sheet.width - box[2], sheet.height - box[3]) > 5 * dot, name


def test_while_the_survey_has_only_the_front_page_of_itap_its_poster_says_which_agency_to_choose_there(
    kiosk: Kiosk,
) -> None:
    choose = kiosk.catalogue.phrases("survey_page.choose", office=kiosk.office.name)
    assert choose.en in text(placard(kiosk, "survey").data)
    office = replace(kiosk.catalogue.office, survey=Address(value="https://itap.nacc.go.th/eit/2567/93"))
    own = replace(kiosk, catalogue=replace(kiosk.catalogue, office=office))
    assert choose.en not in text(placard(own, "survey").data)


def test_a_door_sign_says_when_the_office_opens_again_with_the_unit_of_the_hour(kiosk: Kiosk) -> None:
    opens = text(placard(kiosk, "closed").data["opens"])
    assert "เปิด 08.30 น." in opens
    assert "Opens 08:30" in opens


def test_the_closed_survey_has_no_code_and_says_when_it_opens(kiosk: Kiosk) -> None:
    closed = placard(replace(kiosk, clock=lambda: kiosk.clock().replace(month=9)), "survey")
    assert closed.data["poster"] is None
    assert text(closed.data["awaited"]).strip()


def test_the_last_day_on_the_poster_is_the_one_that_holds_and_of_an_unsigned_year_only_expected(
    make_kiosk: Callable[..., Kiosk],
) -> None:
    def says(day: date) -> str:
        return text(placard(make_kiosk(day), "survey").data)

    assert "Monday 1 July 2024" in says(DAY)
    assert "Monday 1 July 2024 (B.E. 2567) (expected)" not in says(DAY)
    assert "31 July 2024" in says(date(2024, 7, 15))
    assert "Thursday 1 July 2027 (B.E. 2570) (expected)" in says(date(2027, 3, 1))


@pytest.mark.parametrize("name", [SERVICE, "residence-certificate", "extension-thai-family"])
def test_a_service_is_one_square_picture_for_a_phone_too(kiosk: Kiosk, tmp_path: Path, name: str) -> None:
    files = write_pngs([placard(kiosk, name)], Typesetter(), tmp_path, overwrite=False)
    (post,) = (file for file in files if "post" in file.name)
    with Image.open(post) as picture:
        assert picture.size == (PICTURE_WIDTH, PICTURE_WIDTH)
    words = text(placard(kiosk, name).data)
    assert kiosk.catalogue.services[name].short_title.th in words
    assert kiosk.office.short_name.th in words


def test_the_longest_list_of_a_manual_is_one_sheet_also_once_its_address_is_confirmed(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    channels = kiosk.catalogue.channels
    address = Address(value="https://www.immigration.go.th/manuals", confirmed=Confirmed(on=DAY, role="approver"))
    manuals = replace(channels.online["manuals"], address=address)
    told = replace(channels, online={**channels.online, "manuals": manuals})
    office = replace(kiosk, catalogue=replace(kiosk.catalogue, channels=told))
    page = on_paper(placard(office, "manual-extension-of-stay"), tmp_path)
    assert pages_of(tmp_path / "sheet.pdf") == 1
    assert read(grey_and_tilted(page), tmp_path) == [address.figure]


def test_a_sheet_of_practice_says_so(kiosk: Kiosk) -> None:
    assert "PRACTICE" in text(placard(kiosk, SERVICE).data)
    assert "PRACTICE" in text(placard(with_facts_confirmed(kiosk), f"card-{SERVICE}").data)
    assert "PRACTICE" not in text(placard(replace(kiosk, practice=False), SERVICE).data)


def test_one_language_alone_has_no_word_of_the_other(kiosk: Kiosk) -> None:
    alone = placards(kiosk)[SERVICE](Frame(kiosk, Pairs([ENGLISH])))
    thai = kiosk.catalogue.services[SERVICE].title.of(THAI)
    assert thai not in text({**alone.data, "name": ""})


def test_the_command_lists_writes_and_overwrites_nothing_unasked(tmp_path: Path) -> None:
    assert SERVICE in run(tmp_path, "print").stdout.split()
    file = tmp_path / "sign.pdf"
    assert run(tmp_path, "print", SERVICE, "--pdf", str(file)).returncode == 0
    assert file.read_bytes().startswith(b"%PDF-")
    assert str(file) in one_sentence(run(tmp_path, "print", SERVICE, "--pdf", str(file)), 1)
    assert "nowhere" in one_sentence(run(tmp_path, "print", "nowhere"), 2)
    assert "th+en" in one_sentence(run(tmp_path, "print", SERVICE, "--lang", "fr"), 2)


def test_without_the_typesetter_one_sentence_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.export.paper.typesetter.find_spec", lambda _name: None)
    assert ".[print]" in one_sentence(run(tmp_path, "print", SERVICE), 1)
