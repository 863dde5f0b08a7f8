"""Help and misuse in the language of the machine."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kiosk.cli.help import localized
from kiosk.cli.root import cli
from tests.support.commands import one_sentence, run


def texts(command: click.Command, context: click.Context) -> Iterator[str]:
    """What a command and those in it say of themselves."""
    yield from filter(None, [command.help, *(getattr(option, "help", None) for option in command.params)])
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if (inner := command.get_command(context, name)) is not None:
                yield from texts(inner, context)


def test_every_command_and_option_has_its_help_in_thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_LANGUAGE", "th")
    english = {text for text in texts(cli, click.Context(cli)) if localized(text) == text}
    assert english == set(), "write them into [help] of content/commands.toml"


def test_help_and_refusals_are_thai_on_a_thai_machine_and_english_on_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Take this day for today." in run(tmp_path, "count", "--help").stdout
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    told = run(tmp_path, "count", "--help").stdout
    assert "ให้ถือว่าวันนี้เป็นวันนั้น" in told
    assert "Take this" not in told
    assert "ไม่ใช่วันที่" in one_sentence(run(tmp_path, "counts", day="soon"), 2)
    assert "ไม่มีลักษณะงานชื่อ nobody" in one_sentence(run(tmp_path, "count", "nobody"), 2)


def test_a_value_that_is_none_of_those_offered_is_refused_in_thai_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    assert "'A6' ไม่อยู่ในค่าที่เลือกได้" in one_sentence(run(tmp_path, "print", "survey", "--size", "A6"), 2)
    (tmp_path / "file").touch()
    assert "ใช้ไม่ได้ เพราะเป็นไฟล์" in one_sentence(run(tmp_path, "publish", str(tmp_path / "file")), 2)


def test_what_commands_have_done_is_told_in_thai_on_a_thai_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    table = run(tmp_path, "counts").stdout
    for words in ("ณ 1 มี.ค. 2567", "เหลือ 79 วันทำการ", "ขั้นต่ำ", "ช้ากว่าแผน", "รวมทุกงาน"):
        assert words in table
    assert "บัญชีครบถ้วน" in run(tmp_path, "ledger", "verify").stdout
    confirmed = run(tmp_path, "confirm", "extension-tourism.fee", "--role", "approver").stdout
    assert "ยืนยันแล้วเมื่อ 1 มี.ค. 2567 โดย ผู้มีอำนาจอนุญาต" in confirmed
    assert "มีข้อมูล" in run(tmp_path, "facts", "export", str(tmp_path / "facts.xlsx")).stdout
    assert "ร่างอยู่ใน" in run(tmp_path, "assessment", "new", "2571", "--from", "2567").stdout


def test_headquarters_commands_answer_in_thai_too_and_its_report_says_that_a_year_is_expected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    run(tmp_path, "hq", "office", "add", "phatthalung")
    assert "ลงทะเบียนได้หนึ่งครั้ง" in run(tmp_path, "hq", "enrol", "phatthalung", "phatthalung-1").stdout
    assert "ไม่รู้จักตู้ trang-1" in one_sentence(run(tmp_path, "hq", "rekey", "trang-1"), 1)
    stated, expected = (run(tmp_path, "hq", "report", day=day).stdout for day in ("2024-03-01", "2026-11-26"))
    assert "การประเมิน 2567 ณ 1 มี.ค. 2567" in stated
    assert "ไม่เคยรายงาน" in stated
    assert "ร่าง" not in stated
    assert "การประเมิน 2570 ณ 26 พ.ย. 2569\nคาดว่าจากแผนก่อน ยังไม่ลงนาม: ร่าง" in expected


def test_a_group_without_a_command_is_its_help_and_names_each_in_whole_clauses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    asked, without = run(tmp_path, "hq", "--help").stdout, run(tmp_path, "hq")
    assert "verify     คำนวณลูกโซ่ ตัวชี้ และยอดของทะเบียนใหม่ทั้งหมด ตรวจทุกลายเซ็น" in asked
    assert without.stdout + without.stderr == asked


def test_the_register_and_its_audit_log_are_told_in_thai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    added = run(tmp_path, "hq", "office", "add", "trang", "--counts-from", "visitor").stdout
    assert added == "trang: ระดับ ยังไม่ระบุ นับจากผู้มารับบริการ\n"
    assert run(tmp_path, "hq", "office", "list").stdout.endswith(added.removeprefix("trang: "))
    [line] = run(tmp_path, "hq", "audit").stdout.splitlines()
    assert line.startswith("1 มี.ค. 2567 "), "the day in Thailand, as the pages write it"
    assert line.endswith(f"คำสั่งที่เครื่องส่วนกลาง  แก้ทะเบียนหน่วยงาน  {added.strip()}")
    run(tmp_path, "hq", "office", "add", "satun", "--region", "south")
    run(tmp_path, "hq", "enrol", "trang", "trang-1")
    run(tmp_path, "hq", "codes", "--cancel", "trang-1")
    cancelled, _code, region, terms, _ = run(tmp_path, "hq", "audit").stdout.splitlines()
    assert cancelled.endswith("ยกเลิกรหัสลงทะเบียนตู้  trang-1")
    assert region.endswith("แก้ทะเบียนหน่วยงาน  satun: south")
    assert terms.endswith("satun: ระดับ ยังไม่ระบุ นับจากเจ้าหน้าที่")
    assert run(tmp_path, "hq", "verify").stdout == "ทะเบียนครบถ้วน 0 ตู้ 0 รายการ: 0 รายการอยู่ใต้ลายเซ็นของตู้\n"


def test_a_command_or_option_that_was_meant_is_named_in_thai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    assert "หมายถึง 'verify' หรือไม่" in one_sentence(run(tmp_path, "hq", "verfy"), 2)
    assert "หมายถึง '--month' หรือไม่" in one_sentence(run(tmp_path, "export", "--mont", "2567-03"), 2)
