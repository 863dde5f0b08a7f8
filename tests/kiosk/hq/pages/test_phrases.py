"""The words of the pages: none is missing, none is left over, both languages have the same gaps."""

import re
import string
from importlib.resources import files
from pathlib import Path
from typing import get_args

from kiosk.hq.alerts.conditions import ConditionKind
from kiosk.hq.pages.phrases import office_name, phrases
from kiosk.hq.pages.tabs import TABS
from kiosk.hq.register.take_batch import AlarmKind
from kiosk.hq.store.audit_log import AuditAction
from kiosk.text.bilingual import Bilingual

HQ = Path(str(files("kiosk.hq")))
FILES = [path for pattern in ("*.py", "*.html") for path in HQ.rglob(pattern)]
SOURCES = "\n".join(path.read_text() for path in FILES)
OF_PAGES = "\n".join(path.read_text() for path in FILES if HQ / "alerts" not in path.parents)
"""Without messages, which have words of their own besides."""
OUTRIGHT = re.compile(r"""(?:\bt|\bo|both|heading|phrases\(\)|_t|Refused\(\d+,)[( ]["']([a-z]+\.[a-z_]+)["']""")
PUT_TOGETHER = {
    "users",
    "column",
    "alarm_means",
    "alarm_todo",
    "bulletins",
    "bulletin_kind",
    "bulletin_todo",
    "reporting",
    "proof",
    "alarm",
    "action",
    "outcome",
    "short",
    "itap",
    "response",
    "halt",
    "kiosk_state",
    "kiosks",
    "event",
    "halt_do",
    "span",
    "report_day",
    "since",
    "readiness_means",
    "readiness_todo",
    "level",
    "audit_about",
    "kiosk_action",
    "kiosk_action_rule",
}


QUOTED = set(re.findall("[\"']([^\"']+)(?=[\"'])", SOURCES))


def quoted(word: str) -> bool:
    return not QUOTED.isdisjoint((word, f"{word}_words"))


def test_every_word_that_is_said_is_there() -> None:
    keys = set(OUTRIGHT.findall(OF_PAGES))
    assert len(keys) > 60
    assert keys <= set(phrases().words)


def test_every_word_is_said() -> None:
    for key in phrases().words:
        table, rest = key.split(".")
        parts = (rest.removesuffix("_title"),) if table in PUT_TOGETHER else ()
        if table == "condition":
            continue
        of_a_tab = table in TABS and rest in ("tab", "title", "rule")
        assert of_a_tab or quoted(key) or any(quoted(part) for part in parts), key


def test_every_tab_has_its_words() -> None:
    for name in TABS:
        assert {f"{name}.{part}" for part in ("tab", "title", "rule")} <= set(phrases().words)


def test_every_action_of_the_audit_log_has_its_words_and_no_other_has() -> None:
    told = {key.removeprefix("action.") for key in phrases().words if key.startswith("action.")}
    assert told == set(get_args(AuditAction))


def test_every_kind_of_alarm_has_its_words_and_no_other_has() -> None:
    """Else headquarters' page would show its officers a code."""
    for part in ("alarm", "alarm_means", "alarm_todo"):
        told = {key.removeprefix(f"{part}.") for key in phrases().words if key.startswith(f"{part}.")}
        assert told == set(get_args(AlarmKind))


def test_every_condition_that_somebody_is_told_of_has_its_words_and_no_other_has() -> None:
    told = {key.removeprefix("condition.") for key in phrases().words if key.startswith("condition.")}
    assert told == set(get_args(ConditionKind))


def test_both_languages_have_the_same_gaps() -> None:
    def gaps(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, phrase in phrases().words.items():
        assert gaps(phrase.th) == gaps(phrase.en), key
        assert re.search("[ก-๙]", phrase.th), key
        assert not re.search("[ก-๙]", phrase.en) or key == "site.language", key


def test_an_office_is_called_after_its_province_or_by_its_id() -> None:
    assert office_name("phatthalung") == Bilingual("ตม.จว.พัทลุง", "Phatthalung Immigration")
    assert office_name("airport-2") == Bilingual("airport-2", "airport-2")
