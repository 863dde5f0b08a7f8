"""The words of headquarters' pages, and the names of offices, in Thai and English."""

from functools import cache
from importlib.resources import files

from kiosk.hq.register.provinces import provinces
from kiosk.storage.toml_file import build, read_toml
from kiosk.text.bilingual import Bilingual, Phrases, same

_HERE = files("kiosk.hq.pages")


@cache
def phrases() -> Phrases:
    """Every phrase of words.toml by dotted key."""
    tables = build(read_toml(_HERE / "words.toml", "words.toml"), dict[str, dict[str, Bilingual]], "words.toml")
    return Phrases({f"{page}.{key}": phrase for page, table in tables.items() for key, phrase in table.items()})


@cache
def office_name(office: str) -> Bilingual:
    """ตม.จว.พัทลุง / Phatthalung Immigration; the id of an office that is not named after a province."""
    province = provinces().get(office)
    return phrases()("office.provincial", province=province) if province else same(office)


@cache
def place_name(office: str) -> Bilingual:
    """พัทลุง / Phatthalung, where every line is an office's."""
    return provinces().get(office) or same(office)


@cache
def alarm_name(kind: str) -> Bilingual:
    """What an alarm is about; its kind itself where a newer receiver on the same database has raised it."""
    return phrases().words.get(f"alarm.{kind}", same(kind))


@cache
def condition_name(kind: str) -> Bilingual:
    """What somebody is told of; its kind itself where a newer receiver on the same database has found it."""
    return phrases().words.get(f"condition.{kind}", same(kind))


@cache
def action_name(action: str) -> Bilingual:
    """What was done at headquarters; the action itself where a newer receiver on the same database has noted it."""
    return phrases().words.get(f"action.{action}", same(action))


@cache
def halt_words(why: str) -> tuple[Bilingual, Bilingual]:
    """Why a kiosk is halted, and what is to be done about it."""
    known = _halt(why)
    return phrases()(f"halt.{known}"), phrases()(f"halt_do.{known}")


@cache
def halt_steps(why: str) -> list[Bilingual]:
    """What is to be done about a halted kiosk, one thing after the other."""
    return phrases()(f"halt_do.{_halt(why)}").split(" · ")


def _halt(why: str) -> str:
    """The word of a halt; that of any other where a newer receiver on the same database has found it."""
    word = "differs" if why in ("gap", "fork", "unknown-epoch") else why
    return word if f"halt.{word}" in phrases().words else "other"
