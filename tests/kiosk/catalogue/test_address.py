"""Addresses: what a QR code may lead to is read alike by this kiosk and by every browser."""

from pathlib import Path

import ada_url
import pytest

from kiosk.catalogue.address import Address, is_address
from kiosk.catalogue.catalogue import Catalogue
from kiosk.machine.membership import checked_url
from kiosk.text.refusal import Refusal
from tests.support.commands import one_sentence, run

TAKEN = [
    "https://itap.nacc.go.th/",
    "https://itap.nacc.go.th",
    "https://ITAP.NACC.GO.TH/",
    "https://itap.nacc.go.th:443/index.php?x=1&y[]=2#top",
    "https://www.immigration.go.th/%E0%B8%81?a=b",
    "https://xn--12c1fe0br.go.th/",
    "https://a.go.th//b//@c",
    "https://a-b--c.go.th/~x/(y);z=1,2!*'$+.:",
    f"https://{'a' * 63}.go.th/",
]
REFUSED = [
    "https://evil.com\\.go.th/",
    "https://evil.example\\@itap.nacc.go.th/",
    "https://itap.nacc.go.th\\evil",
    "https://user:pw@x.go.th/",
    "https://user:pw@x.go.th:22/",
    "https://itap.nacc.go.th@evil.com/",
    "https://x.go.th:8443/",
    "https://x.go.th:/",
    "https://evil.com／.go.th/",
    "https://ｘ．go.th/",
    "https://x。go.th/",
    "https://ไทย.go.th/",
    "https://.go.th/",
    "https://.go.th",
    "https://x..go.th/",
    "https://x.go.th./",
    "https://-x.go.th/",
    "https://x-.go.th/",
    "https://x_y.go.th/",
    f"https://{'a' * 70}.go.th/",
    f"https://{'a.' * 130}go.th/",
    "https://[::1]/",
    "https://[bad",
    "https://[.go.th/",
    "https://127.0.0.1/",
    "https://0x7f.1/",
    "https:itap.nacc.go.th/",
    "https:///itap.nacc.go.th/",
    "https:\\\\itap.nacc.go.th/",
    "http://itap.nacc.go.th/",
    "javascript:alert(1)//.go.th",
    "//itap.nacc.go.th/",
    "https://itap.nacc.go.th/\n",
    "https://ev\til.com/.go.th",
    "https://evil.com%2f.go.th/",
    "https://itap.nacc.go.th/a b",
    "https://itap.nacc.go.th/\u202eb",
    "https://itap.nacc.go.th/หน้า",
    "https://itap.nacc.go.th/100%",
    "https://itap.nacc.go.th/\x00",
    "",
]
"""What parsers disagree about, what hides the host, and what no public site needs."""

ELSEWHERE = [
    "https://evil.com/",
    "https://evilgo.th/",
    "https://x.go.th.evil.com/",
    "https://thaiextension.vfsevisa.com.evil.com/",
    "https://evil-thaiextension.vfsevisa.com/",
    "https://go.th/",
]
"""Addresses, but of hosts that nobody has allowed."""

WITHOUT_TLS = [
    "http://hq.example.go.th",
    "HTTP://hq.example.go.th",
    "http://10.0.0.5:8470",
    "http://0.0.0.0:8470",
    "http://0:8470",
    "http://127.1:8470",
    "http://127.0.1:8470",
    "http://127.0.0.2:8470",
    "http://127.0.0.1.:8470",
    "http://127.0.0.01:8470",
    "http://0127.0.0.1:8470",
    "http://0x7f.0.0.1:8470",
    "http://0x7f000001:8470",
    "http://2130706433:8470",
    "http://017700000001:8470",
    "http://127.0.0.1.evil.com",
    "http://127.0.0.1@evil.com",
    "http://127.0.0.1:8470@evil.com",
    "http://127.0.0.1\\@evil.com",
    "http://127.0.0.1\\.evil.com",
    "http://127.0.0.1%2eevil.com",
    "http://127.0.0.1#@evil.com",
    "http://127.0.0.1?@evil.com",
    "http://127。0。0。1:8470",
    "http://１２７.0.0.1:8470",
    "http://localhost.evil.com",
    "http://localhost.:8470",
    "http://localhost@evil.com",
    "http://ｌocalhost:8470",
    "http://[::1].evil.com",
    "http://[::ffff:127.0.0.1]:8470",
    "http://[0:0:0:0:0:0:0:1]:8470",
    "http://[::1%25eth0]:8470",
    "http://[::]:8470",
    "http:127.0.0.1:8470",
    "http:///127.0.0.1:8470",
    "http://127.0.0.1:8470\n",
    " http://127.0.0.1:8470",
]
"""Spellings that some parser reads as another machine, or as this one by other letters than the three that are taken."""


@pytest.mark.parametrize("url", TAKEN)
def test_an_address_is_taken_and_its_host_is_the_browsers(catalogue: Catalogue, url: str) -> None:
    address = Address(value=url)
    assert ada_url.URL(url).hostname == address.host.lower()
    assert catalogue.channels.allows(address)


@pytest.mark.parametrize("url", REFUSED)
def test_what_browsers_may_read_otherwise_is_no_address(url: str) -> None:
    assert not is_address(url)
    with pytest.raises(ValueError, match="an address is https://"):
        Address(value=url)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_hosts_are_compared_by_whole_labels(catalogue: Catalogue, url: str) -> None:
    assert not catalogue.channels.allows(Address(value=url))


@pytest.mark.parametrize("middle", [chr(number) for number in range(0x20, 0x7F)])
def test_no_character_within_a_host_leads_a_browser_elsewhere(catalogue: Catalogue, middle: str) -> None:
    for url in (f"https://evil.com{middle}.go.th/", f"https://evil.com{middle}x.go.th/"):
        if is_address(url) and catalogue.channels.allows(Address(value=url)):
            assert str(ada_url.URL(url).hostname).endswith(".go.th")


@pytest.mark.parametrize("url", ["https://evil.com\\.go.th/", "https://evil.com／.go.th/", "https://[.go.th/"])
def test_an_address_that_is_none_is_refused_when_it_is_confirmed(tmp_path: Path, url: str) -> None:
    sentence = one_sentence(run(tmp_path, "confirm", "office.survey", "--value", url, "--role", "approver"), 1)
    assert "write an address as https://" in sentence


@pytest.mark.parametrize("url", ["https://evil.com／.go.th/", "https://[.go.th/", "https://x.go.th:99999/"])
def test_an_address_that_is_none_in_a_file_is_named(tmp_path: Path, url: str) -> None:
    office = tmp_path / "office.toml"
    office.write_text(f'survey = {{ value = "{url}", source = "office" }}\n', "utf-8")
    done = run(tmp_path, "check", "--office", str(office))
    assert done.returncode == 1
    assert f"{office}: line 1: survey: an address is https:// and a host" in done.stdout


@pytest.mark.parametrize(
    "url",
    [
        *("https://[bad", "https://x\r.go.th", "https://.go.th", f"https://{'a' * 70}.go.th", "https://a..go.th"),
        *("https://user@hq.go.th", "https://hq.go.th\\@evil.com", "https://hq.go.th:0", "https://hq.go.th:65536"),
        *(
            "http://hq.go.th",
            "http://127.0.0.1.evil.com",
            "ftp://hq.go.th",
            "https://hq.go.th/\nx",
            "https://hq.go.th?x",
        ),
    ],
)
def test_what_is_no_address_of_headquarters_gets_one_sentence(tmp_path: Path, url: str) -> None:
    assert "is not an address of headquarters" in one_sentence(run(tmp_path, "enrol", url, "CODE"), 1)


@pytest.mark.parametrize("url", WITHOUT_TLS)
def test_without_tls_no_spelling_leads_off_this_machine(url: str) -> None:
    with pytest.raises(Refusal, match="not an address of headquarters"):
        checked_url(url)


@pytest.mark.parametrize(
    "url",
    [
        *("https://hq.example.go.th", "https://hq:8443", "https://10.0.0.5/kiosk", "https://[fd00::5]:8443"),
        *("http://127.0.0.1:8470", "http://localhost:8470", "http://[::1]:8470"),
    ],
)
def test_headquarters_may_have_a_port_a_path_and_a_bare_number(url: str) -> None:
    assert checked_url(url + "/") == url


def test_no_address_of_headquarters_is_a_refusal() -> None:
    with pytest.raises(Refusal):
        checked_url(None)
