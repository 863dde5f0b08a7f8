"""A further language is one file of words: what it lacks and what is wrong with it is named, and nothing else changes."""

import json
from pathlib import Path

import msgspec
import pytest

from kiosk.catalogue.load import load
from kiosk.health.check import CheckReport, check, in_words
from kiosk.storage.toml_file import Faulty
from kiosk.text.languages import ENGLISH, OFFICIAL, Language
from tests.support.sample import DAY
from tests.support.translations import CHINESE, content_in_chinese

ZH = Language("zh")


def checked(content: Path) -> CheckReport:
    return check(DAY, content=content)


def test_a_file_of_words_is_all_that_a_language_takes(tmp_path: Path) -> None:
    catalogue = load(content=content_in_chinese(tmp_path))
    assert catalogue.languages == [*OFFICIAL, ZH]
    assert catalogue.phrases("home.choose").of(ZH) == "请选择服务"
    assert catalogue.phrases("service.page", page=1, pages=3).of(ZH) == "第 1 页，共 3 页"
    assert catalogue.phrases("service.steps").of(ZH) == "Steps"


def test_without_one_there_are_the_two_official_languages() -> None:
    assert load().languages == [*OFFICIAL]
    assert b"untranslated" not in msgspec.json.encode(check(DAY))


def test_the_check_lists_what_is_not_translated_and_is_content(tmp_path: Path) -> None:
    report = checked(content_in_chinese(tmp_path))
    assert report.errors == []
    missing = [each.words for each in report.untranslated]
    assert "Steps" in missing
    assert not CHINESE.keys() & {*missing}
    assert f"{len(missing)} not translated" in in_words(report, ENGLISH)
    assert "  zh: Steps\n" in in_words(report, ENGLISH)
    assert {"language": "zh", "words": "Steps"} in json.loads(msgspec.json.encode(report))["untranslated"]


def test_words_of_the_offices_own_are_listed_too(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text('name = { th = "ตม.จว.ตัวอย่าง", en = "Example Immigration" }\n', "utf-8")
    report = check(DAY, office, content=content_in_chinese(tmp_path))
    assert "Example Immigration" in [each.words for each in report.untranslated]


def test_the_office_chooses_among_the_languages_that_have_words(tmp_path: Path) -> None:
    content = content_in_chinese(tmp_path)
    office = tmp_path / "office.toml"
    office.write_text("languages = []\n", "utf-8")
    assert load(office, content=content).languages == [*OFFICIAL]
    assert check(DAY, office, content=content).untranslated == []


def test_an_office_that_offers_a_language_without_words_is_told(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text('languages = ["my"]\n', "utf-8")
    with pytest.raises(Faulty, match=r"languages: there are no words in my; write content/languages/my\.toml"):
        load(office)


@pytest.mark.parametrize(
    ("text", "do"),
    [("第 {page} 页", "{page}, {pages}"), ("第 {page} 页，共 {count} 页", "{page}, {pages}"), ("{", "{page}, {pages}")],
)
def test_a_translation_that_could_not_be_filled_in_stops_the_start_and_not_the_counter(
    tmp_path: Path, text: str, do: str
) -> None:
    content = content_in_chinese(tmp_path, {"Page {page} of {pages}": text})
    with pytest.raises(
        Faulty, match=r'content/languages/zh\.toml: words\."Page .*has other gaps than the English; '
    ) as fault:
        load(content=content)
    assert do in str(fault.value)


def test_english_that_has_changed_wants_another_translation(tmp_path: Path) -> None:
    content = content_in_chinese(tmp_path, {"Please chose a service": "请选择服务"})
    (fault,) = checked(content).errors
    assert (fault.file, fault.key) == ("content/languages/zh.toml", 'words."Please chose a service"')
    assert (fault.what, fault.do) == ("belongs to nothing", "write `Please choose a service`")


def test_a_label_that_would_be_cut_is_named_in_its_language(tmp_path: Path) -> None:
    title = load().families[0].title.en
    (fault,) = checked(content_in_chinese(tmp_path, {title: "签" * 11})).errors
    assert fault.key.endswith(".zh")
    assert "takes 22 cells" in fault.what


def test_the_official_languages_are_written_in_the_content_itself(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"content/languages/en\.toml: en is in the content itself"):
        load(content=content_in_chinese(tmp_path, {}, language="en"))


def test_an_empty_word_is_named_with_its_key(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"content/languages/zh\.toml: words\.Fee: is empty"):
        load(content=content_in_chinese(tmp_path, {"Fee": " "}))
