"""What is taken home of a service: the office's page, else the list, else its way online."""

from pathlib import Path

import pytest
import zxingcpp
from msgspec import structs

from kiosk.catalogue.address import Address
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import Confirmed
from kiosk.catalogue.load import load
from kiosk.catalogue.take_away import list_text, take_aways
from kiosk.health.check import check
from kiosk.text.languages import OFFICIAL
from kiosk.text.qr import THIRDS, fits
from tests.support.codes import picture
from tests.support.sample import DAY

PAGE = "https://phatthalung.immigration.go.th/90"
CONFIRMED = Confirmed(DAY, "approver")


def office_with(folder: Path, site: str) -> Path:
    file = folder / "office.toml"
    file.write_text(f"[site]\n{site}\n", "utf-8")
    return file


def test_the_offices_own_page_of_a_service_comes_first(tmp_path: Path) -> None:
    catalogue = load(office_with(tmp_path, f'90-day-report = "{PAGE}"'))
    first = take_aways(catalogue.services["90-day-report"], catalogue, OFFICIAL[0])[0]
    assert (first.kind, first.text, first.host) == ("site", PAGE, "phatthalung.immigration.go.th")
    assert take_aways(catalogue.services["new-passport"], catalogue, OFFICIAL[0])[0].kind == "list"


@pytest.mark.parametrize(
    ("site", "what"),
    [
        ('90-day-raport = "https://a.go.th/"', "there is no service 90-day-raport"),
        ('90-day-report = "http://a.go.th/"', "may not be led to"),
        ('90-day-report = "https://example.com/"', "may not be led to"),
        (f'90-day-report = "https://a.go.th/{"x" * 90}"', "its QR code takes"),
    ],
)
def test_a_page_that_no_code_may_lead_to_is_named_by_the_check(tmp_path: Path, site: str, what: str) -> None:
    (fault,) = check(DAY, office_with(tmp_path, site)).errors
    assert what in fault.what
    assert fault.key.startswith("site.90-day-r")


def test_the_list_says_the_papers_with_their_numbers_the_fee_and_whose_word_it_is(catalogue: Catalogue) -> None:
    text = list_text(catalogue.services["extension-retirement"], catalogue, OFFICIAL[1])
    assert text.startswith("Retirement TM.7\n- Form TM.7, signed\n")
    assert "if you use a bank deposit:\n- Bank letter\n- Bank book: original + copy\n" in text
    assert "THB 1,900" in text
    assert text.endswith("\nGeneral information: please ask first")


def test_a_list_is_the_offices_word_only_where_it_has_confirmed_the_fee_too(catalogue: Catalogue) -> None:
    service = catalogue.services["change-of-visa"]
    listed = structs.replace(service, documents=structs.replace(service.documents, confirmed=CONFIRMED))
    whole = structs.replace(listed, fee=structs.replace(service.fee, confirmed=CONFIRMED))
    foot = [list_text(each, catalogue, OFFICIAL[1]).splitlines()[-1] for each in (service, listed, whole)]
    assert foot == ["General information: please ask first"] * 2 + ["Information from Phatthalung Immigration"]


def test_a_service_without_a_list_leads_to_its_way_online_or_nowhere(catalogue: Catalogue) -> None:
    kinds = {
        name: [each.kind for each in take_aways(catalogue.services[name], catalogue, OFFICIAL[1])]
        for name in ("extension-former-thai", "residence-certificate")
    }
    assert "list" not in kinds["extension-former-thai"]
    assert kinds["residence-certificate"] == []


def test_a_code_beside_a_list_says_that_it_leads_to_the_way_online(catalogue: Catalogue) -> None:
    """A change of visa led to a page about retirement, where its list had been read: from afar, to another front page."""
    for service in catalogue.services.values():
        online = catalogue.channels.online.get(service.online or "")
        led = [each for each in take_aways(service, catalogue, OFFICIAL[0]) if each.kind == "online"]
        assert [each.text for each in led] == [address for address in [online and online.address.figure] if address]
        assert all(online and online.title.en in each.words.en for each in led)
    change = take_aways(catalogue.services["change-of-visa"], catalogue, OFFICIAL[0])
    assert [each.kind for each in change] == ["list"], "where its code does not fit, the page is photographed"


def test_no_code_leads_to_a_page_that_is_not_official(catalogue: Catalogue) -> None:
    for service in catalogue.services.values():
        for each in take_aways(service, catalogue, OFFICIAL[0]):
            assert each.kind == "list" or catalogue.channels.allows(Address(value=each.text))


@pytest.mark.parametrize("language", OFFICIAL)
def test_every_list_that_fits_is_read_back_word_for_word(catalogue: Catalogue, language: str) -> None:
    """In the cells of the roomiest layout, at half of their size."""
    for service in catalogue.services.values():
        for each in take_aways(service, catalogue, language):  # type: ignore[arg-type]
            if fits(each.text, 61, 21, THIRDS):
                (code,) = zxingcpp.read_barcodes(picture(each.text, THIRDS, 7))
                assert code.text == each.text
