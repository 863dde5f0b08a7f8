"""A letter of enrolment fits one page, in both languages, and its code is read from it and taken."""

import datetime
import io
import subprocess
from pathlib import Path

import zxingcpp
from msgspec import structs
from PIL import Image

from kiosk.export.paper.enrolment_letter import EnrolmentLetter
from kiosk.export.paper.typesetter import Typesetter
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.one_time_code import new_code
from kiosk.text.bilingual import Bilingual
from tests.kiosk.export.paper.test_placards import pages_of

CODE = new_code("00" * 32)
LONGEST = EnrolmentLetter(
    "phra-nakhon-si-ayutthaya-12",
    "phra-nakhon-si-ayutthaya",
    Bilingual("ตม.จว.พระนครศรีอยุธยา", "Phra Nakhon Si Ayutthaya Immigration"),
    CODE,
    "https://headquarters.immigration.example.go.th:8443/kiosks",
    datetime.date(2024, 5, 22),
    datetime.date(2024, 5, 15),
)
SAID = ("ลงทะเบียนตู้บริการ", "Enrol the kiosk", "22 พ.ค. 2567", "22 May 2024", LONGEST.url, "kiosk sync", LONGEST.kiosk)


def test_a_letter_is_one_sheet_and_its_code_is_read_from_it(kiosk: Kiosk, tmp_path: Path) -> None:
    say, setter = kiosk.catalogue.phrases, Typesetter()
    placard = LONGEST.placard(say)
    file = tmp_path / "letter.pdf"
    file.write_bytes(setter.pdf(placard))
    assert pages_of(file) == 1
    told = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    for words in ("Enrol the kiosk", LONGEST.url, "kiosk sync", LONGEST.kiosk, CODE[:20], CODE[-14:]):
        assert "".join(words.split()) in "".join(told.split())
    [page] = setter.png(placard)
    assert [each.text for each in zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))] == [CODE]


def test_the_longest_ids_and_address_stay_within_the_margins_of_one_page(kiosk: Kiosk) -> None:
    host = ".".join(["h" * 63] * 4)[:253]
    letter = structs.replace(LONGEST, kiosk="k" * 63, office="o" * 63, url=f"https://{host}:8443/kiosks")
    [page] = Typesetter().png(letter.placard(kiosk.catalogue.phrases))
    image = Image.open(io.BytesIO(page)).convert("L")
    below_the_band, margin = image.height // 8, int(image.width * 18 / 210) - 2
    right = image.crop((image.width - margin, below_the_band, image.width, image.height))
    assert right.getextrema() == (255, 255)


def test_a_letter_for_a_browser_says_the_same(kiosk: Kiosk) -> None:
    page = LONGEST.html(kiosk.catalogue.phrases).decode()
    assert all(words in page for words in (*SAID, CODE[:20], CODE[-14:]))
    assert page.count("<svg") == 1
    assert "<script" not in page
