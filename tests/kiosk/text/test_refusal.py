"""Refusals: each is one sentence in both official languages, said in the language of the person who asked."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from kiosk.cli.root import told
from kiosk.text.languages import ENGLISH, THAI, of_machine
from kiosk.text.refusal import Misuse, Refusal, reason
from kiosk.text.sentences import COMMANDS, FAULTS, HEALTH, REFUSALS, MissingSentence, sentences
from kiosk.text.templates import by_template

ROOT = Path(__file__).parents[3]
CODE = [path for room in ("kiosk", "screens") for path in (ROOT / room).rglob("*.py") if "hq" not in path.parts[-3:-1]]
OWN = [path for path in CODE if not path.name.startswith("hq")]
"""The code of the kiosk itself; headquarters' own commands answer in English."""


@cache
def trees() -> dict[Path, ast.Module]:
    """That code, parsed."""
    return {path: ast.parse(path.read_text("utf-8")) for path in OWN}


@cache
def kinds() -> set[str]:
    """What is raised to refuse something, by its name."""
    classes = [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    of_a_refusal = [
        node.name for node in classes if {getattr(base, "id", "") for base in node.bases} & {"Refusal", "NotCounted"}
    ]
    return {*of_a_refusal} | {"Refusal", "Misuse", "Postponed"} - {"Faulty", "Impossible", "NotCounted"}


def refused() -> Iterator[tuple[str, str]]:
    """Where something is refused, and the words or the key of it, as far as they stand in the code."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds():
                first = node.args[1 if node.func.id == "Halted" else 0] if node.args else None  # type: ignore[attr-defined]
                if isinstance(first, ast.Constant | ast.JoinedStr):
                    literal = ast.unparse(first) if isinstance(first, ast.JoinedStr) else str(first.value)
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", literal


def test_every_refusal_of_the_kiosk_has_its_sentence_in_both_languages() -> None:
    keys, refusals = sentences(REFUSALS).keys(), dict(refused())
    assert len(refusals) > 50
    known = {at for at, key in refusals.items() if key in keys or re.fullmatch(r"f'[a-z_]+\.\{.*\}'", key)}
    assert refusals.keys() - known == set(), "write the sentence into content/refusals.toml, and give its key"


def said_of_files() -> Iterator[str]:
    """What is said to be wrong with a file, or to be done about it, with an x for what differs."""
    for tree in trees().values():
        for node in ast.walk(tree):
            expressions: list[ast.expr] = []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
                expressions = node.args[1:]
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("what", "do"):
                expressions = [node.value]
            for each in expressions:
                if isinstance(each, ast.Constant | ast.JoinedStr):
                    parts = each.values if isinstance(each, ast.JoinedStr) else [each]
                    yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)


def test_what_is_wrong_with_a_file_is_said_in_both_languages() -> None:
    texts = {text for text in said_of_files() if " " in text}
    assert len(texts) > 80
    assert {text for text in texts if by_template(FAULTS, text).is_same} == set(), "write them into content/faults.toml"


@pytest.mark.parametrize("file", [REFUSALS, COMMANDS])
def test_no_sentence_is_left_that_nothing_says(file: str) -> None:
    files = [path for room in ("kiosk", "screens") for path in (ROOT / room).rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in files).replace("'", '"')
    unsaid = {key for key in sentences(file) if f'"{key}"' not in text and f'f"{key.partition(".")[0]}.{{' not in text}
    looked_up = {"kind", "system", "help", "click", "audit"}  # by their English words
    assert {key for key in unsaid if key.partition(".")[0] not in looked_up} == set()


def test_a_sentence_holds_the_same_values_in_both_languages() -> None:
    for file in (REFUSALS, COMMANDS, HEALTH):
        for key, words in sentences(file).items():
            values = [set(re.findall(r"\{(\w+)[^:\w]", text)) for text in (words.th, words.en)]
            assert values[0] == values[1], key


def test_a_refusal_is_said_in_the_language_of_the_person_and_logged_in_english() -> None:
    refusal = Refusal("export.not_begun", month="2567-05", newest="2567-04")
    assert refusal.words.of(THAI) == "2567-05 ยังไม่เริ่ม เดือนล่าสุดคือ 2567-04"
    assert str(refusal) == refusal.words.of(ENGLISH) == "2567-05 has not begun; the newest month is 2567-04."
    assert (Refusal("pin.runs").exit_code, Misuse("pin.runs").exit_code) == (1, 2)


@pytest.mark.parametrize("say", [told, Refusal])
def test_a_key_without_a_sentence_is_an_error_in_whatever_test_comes_upon_it(say: Callable[[str], object]) -> None:
    """It was said as it stands, `bulletin.year_for_some`, and the test of the command passed."""
    with pytest.raises(MissingSentence, match=r"lacks bulletin\.no_such_sentence"):
        str(say("bulletin.no_such_sentence"))


def test_words_that_are_no_key_are_said_as_they_stand() -> None:
    assert str(Refusal("kiosk.toml: not a table")) == "kiosk.toml: not a table"


def test_why_the_system_refused_is_said_in_thai_too() -> None:
    full = OSError(28, "No space left on device", "/data/ledger.db")
    assert reason(full).pair() == ("เนื้อที่ดิสก์เต็ม: /data/ledger.db", "No space left on device: /data/ledger.db")
    assert Refusal("file.unwritable", path="a.xlsx", error=full).words.th.startswith("เขียน a.xlsx ไม่ได้ (เนื้อที่ดิสก์เต็ม)")
    assert reason(ValueError("stray")).is_same


def test_the_machine_answers_in_the_language_that_it_is_set_to(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KIOSK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert of_machine() == ENGLISH
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    assert of_machine() == THAI
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert of_machine() == ENGLISH
    monkeypatch.setenv("KIOSK_LANGUAGE", "th")
    assert of_machine() == THAI
