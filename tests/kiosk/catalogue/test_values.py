"""`kiosk check`: a key that is wrong, a value that cannot be meant, words that are not whole."""

import pytest

from tests.support.planted import SERVICE, YEAR, Plant, is_named

PLANTED = {
    "a missing language": (SERVICE, ', en = "TM.47" }', " }", "form.en", "is missing; add it"),
    "an empty language": (SERVICE, 'en = "TM.47" }', 'en = " " }', "form.en", "is empty; write the words"),
    "a misspelt key": (SERVICE, "family =", "familly =", "familly", "write `family`"),
    "a wrong type": (SERVICE, "order = 1", 'order = "1"', "order", "expected `int`, got `str`"),
    "a key given twice": (SERVICE, "order = 1", "order = 1\norder = 2", "", "not TOML"),
    "broken TOML": ("office.toml", 'id = "', "id = ", "", "words without quotation marks"),
    "a source of nobody": ("sources.toml", "publisher =", "publsher =", "office.publsher", "write `publisher`"),
    "a calendar row run backwards": (YEAR, "end = 2024-06-14", "end = 2024-04-14", "calendar.C8", "run backwards"),
    "a window run backwards": (YEAR, "deadline = 2024-07-01", "deadline = 2024-08-01", "eit", "run backwards"),
    "a fiscal year of two years": (YEAR, "start = 2023-10-01,", "start = 2022-10-01,", "fiscal_year", "not one year"),
    "a window of the year before": (
        YEAR,
        "start = 2024-01-01\ndeadline",
        "start = 2023-01-01\ndeadline",
        "eit.start",
        "2023-01-01 is not in the fiscal year",
    ),
    "a calendar row of the year before": (
        YEAR,
        "start = 2024-05-01",
        "start = 2023-05-01",
        "calendar.C8.start",
        "not in the fiscal year",
    ),
    "a measure of the year after": (YEAR, "due = 2024-03-20", "due = 2025-03-20", "measure.M2.1.due", "fiscal year"),
    "a measure that is never due": (
        YEAR,
        "indicator = 1\ndue = 2024-03-30\n",
        "indicator = 1\n",
        "measure.M1.2.due",
        "missing",
    ),
    "the printed year 25567": (YEAR, "year = 2567", "year = 25567", "year", "25567 cannot be meant"),
    "a year of another file": (YEAR, "year = 2567", "year = 2568", "fiscal_year.end", "is not the year 2568"),
    "a year of neither era in a date": (YEAR, "due = 2024-03-20", "due = 3110-03-20", "measure[7].due", "2567-03-01"),
    "a letter that nobody sees": (SERVICE, 'en = "TM.47"', 'en = "TM\u202e.47"', "form.en", "holds U+202E"),
    "the printed year in words": (
        "laws.toml",
        "พ.ศ. 2522",
        "พ.ศ.25522",
        "immigration-act.th",
        "the year 25522 cannot be meant",
    ),
    "a quota of nothing": (
        YEAR,
        "general-staff = 10",
        "general-staff = 0",
        "quotas.superintendent.general-staff",
        ">= 1",
    ),
    "a phrase with a slot in one language": (
        "phrases.toml",
        "แตะเอกสารที่ท่านมี เลือกแล้ว {ticked}",
        "ทำ",
        "service.ticked.th",
        "{ticked}",
    ),
    "a plural without a form": (
        "phrases.toml",
        "{count:minute|minutes}",
        "{count:minutes}",
        "service.minutes.en",
        "write them in this order: one, other",
    ),
    "a unit without a form": (
        "documents.toml",
        "{count:photo|photos}",
        "{count:photos}",
        "photo.unit.en",
        "one, other",
    ),
    "digits of two scripts in one number": (
        SERVICE,
        "2,000 บาท",
        "2,๐๐๐ บาท",
        "late.value.th",
        "mixes Thai and Arabic",
    ),
    "a SARA AM in pieces": ("documents.toml", "สำเนา", "ส\u0e4d\u0e32เนา", "line 4", "write it as one letter"),
    "a document without a count": (
        SERVICE,
        '"passport", original = 1',
        '"passport"',
        "documents.value[1]",
        "needs a count",
    ),
    "an empty list of documents": (SERVICE, "value = [\n", "value = []\nunder = [\n", "documents.under", "not a key"),
    "an empty list of fees": (SERVICE, 'value = "none"', "value = []", "fee.value", "length >= 1"),
    "families under another name": ("families.toml", "[[family]]", "[[famly]]", "famly", "write `family`"),
    "a number that cannot be called": (
        "channels.toml",
        'value = "1155"',
        'value = "1155 (24h)"',
        "hotline.tourist-police.number",
        "a telephone number is written with digits",
    ),
    "sentences of nobody": ("speak.toml", "officer = [", "oficer = [", "oficer", "write `officer`"),
    "a commitment without a start": (SERVICE, 'starts = "documents-complete"\n', "", "time.starts", "is missing"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_value_that_cannot_be_meant_is_named_with_its_file_and_key(plant: Plant, name: str) -> None:
    is_named(plant, *PLANTED[name])
