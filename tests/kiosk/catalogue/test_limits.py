"""`kiosk check`: what a page, a code, a key or headquarters could not take."""

import pytest

from tests.support.planted import YEAR, Plant, is_named

PLANTED = {
    "a host that is not allowed": (
        "channels.toml",
        "https://tdac.immigration.go.th/",
        "https://tdac.immigration.go.th.example.com/",
        "online.tdac.address.value",
        "may not be led to",
    ),
    "an address without TLS": (
        "office.toml",
        "https://itap.nacc.go.th/",
        "http://itap.nacc.go.th/",
        "survey",
        "an address is https://",
    ),
    "more work groups than keys": (
        YEAR,
        "[closed]\n",
        "\n".join(
            f'[[work_group]]\nid = "{name}"\ntitle = {{ th = "ก", en = "a" }}\nshort_title = {{ th = "ก", en = "a" }}\n'
            for name in ("training", "legal")
        )
        + "[closed]\n",
        "work_group",
        "the counts have keys and rows for 5; put two of them into one",
    ),
    "a group that headquarters would refuse": (
        YEAR,
        'id = "inspection"',
        'id = "งานตรวจ"',
        "work_group.งานตรวจ.id",
        "headquarters takes no name like งานตรวจ",
    ),
    "a group with the name of the total": (YEAR, 'id = "inspection"', 'id = "total"', "work_group.total.id", "whole"),
    "a class that headquarters would refuse": (
        "office.toml",
        '"superintendent"',
        '"Superintendent"',
        "class",
        "headquarters takes no name like Superintendent",
    ),
    "a kiosk whose files would be written elsewhere": (
        "office.toml",
        '"phatthalung-1"',
        '"../../escaped"',
        "kiosk",
        "headquarters takes no name like ../../escaped",
    ),
    "a kiosk with a name that is no file's": (
        "office.toml",
        '"phatthalung-1"',
        '"หน้า 1/2"',
        "kiosk",
        "headquarters takes no name like หน้า 1/2",
    ),
    "an office with a name of its own kind": (
        "office.toml",
        'id = "phatthalung"',
        'id = "Phatthalung"',
        "id",
        "no hyphen",
    ),
    "a label too long": (
        "families.toml",
        "การตรวจลงตรา",
        "การตรวจลงตราและการเปลี่ยนประเภท",
        "family.visa.title.th",
        "a narrow home tile has 17; shorten it",
    ),
    "a QR code too large": (
        "office.toml",
        "https://itap.nacc.go.th/",
        "https://itap.nacc.go.th/and/a/long/way/to/the/survey/of/this/office",
        "survey",
        "give a shorter address",
    ),
    "the staff's survey in place of the visitors'": (
        "office.toml",
        "https://itap.nacc.go.th/",
        "https://itas.nacc.go.th/go/iit/u4gpi2",
        "survey",
        "give the one for visitors",
    ),
    "a fifth family": (
        "office.toml",
        '"permits"]',
        '"permits", "fifth"]',
        "families",
        "offers 5 families, and the first page has keys for 4",
    ),
    "no family": ("office.toml", '["visa", "notifications", "extension-of-stay", "permits"]', "[]", "families", ">= 1"),
    "a hotline on no page": (
        "channels.toml",
        'pages = ["officer"]',
        "pages = []",
        "hotline.tourist-police.pages",
        ">= 1",
    ),
    "a page that shows no hotlines": (
        "channels.toml",
        'pages = ["officer"]',
        'pages = ["home"]',
        "hotline.tourist-police.pages[1]",
        "'home'",
    ),
    "a fifth hotline on a page": (
        "channels.toml",
        'pages = ["officer"]',
        'pages = ["officer", "transparency"]',
        "hotline.tourist-police.pages",
        "one more than the 4 hotlines",
    ),
    "a seventh sentence": (
        "speak.toml",
        "visitor = [",
        'visitor = [\n    { th = "ก", en = "a" },',
        "visitor",
        "length <= 6",
    ),
    "a sentence whose letters are not drawn": (
        "speak.toml",
        "กรุณาออกใบเสร็จรับเงิน",
        "กรุณาออกใบเสร็จฮะ",
        "visitor[3]",
        "has letters that are not drawn: ฮ; run",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_has_no_room_where_it_is_to_stand_is_named_with_its_file_and_key(plant: Plant, name: str) -> None:
    is_named(plant, *PLANTED[name])
