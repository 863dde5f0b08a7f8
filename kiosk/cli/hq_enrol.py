"""Enrolment at headquarters: one-time codes, for one kiosk or a list of them, and the letters that carry them."""

import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.hq import hq, opened
from kiosk.cli.options import database_option
from kiosk.cli.root import command, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text.dates import thai_day
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Misuse, Refusal

if TYPE_CHECKING:
    from kiosk.export.paper.enrolment_letter import EnrolmentLetter
    from kiosk.hq.register.enrolment_list import ListFaults
    from kiosk.hq.server import Headquarters

_letters = click.option(
    "--letters",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where a letter for each goes; of a list: beside it.",
)
_public_url = click.option("--public-url", metavar="URL", help="The address from outside, for the letters.")


@command(hq, "enrol")
@database_option
@click.option("--csv", "sheet", type=click.Path(path_type=Path, dir_okay=False), help="A list of office,kiosk rows.")
@_letters
@_public_url
@click.argument("office_id", metavar="[OFFICE]", required=False)
@click.argument("kiosk_id", metavar="[KIOSK]", required=False)
def hq_enrol(
    settings: Settings,
    database: str | None,
    sheet: Path | None,
    letters: Path | None,
    public_url: str | None,
    office_id: str | None,
    kiosk_id: str | None,
) -> int:
    """Expect KIOSK of OFFICE, and print its one-time code, alone on the last line; or all of a list, with a letter
    each. A second run of a list makes new codes for those alone that are not enrolled yet."""
    headquarters = opened(settings, database)
    if sheet is not None and office_id is None:
        return _enrol_list(headquarters, sheet, letters or sheet.parent / "letters", public_url)
    if sheet is not None or office_id is None or kiosk_id is None:
        raise Misuse("enrolment_list.either")
    url = _address(headquarters, public_url) if letters else ""
    code = headquarters.expect(office_id, kiosk_id)
    try:
        _write_one(headquarters, office_id, kiosk_id, code, url, letters)
    finally:  # it is good, whatever became of its letter
        click.echo(told("hq.may_enrol", kiosk=kiosk_id, office=office_id))
        click.echo(code)
    return 0


@command(hq, "rekey")
@database_option
@_letters
@_public_url
@click.argument("kiosk_id", metavar="KIOSK")
def hq_rekey(
    settings: Settings, database: str | None, letters: Path | None, public_url: str | None, kiosk_id: str
) -> int:
    """Print a one-time code, alone on the last line, for a new key or another machine in the place of KIOSK."""
    headquarters = opened(settings, database)
    url = _address(headquarters, public_url) if letters else ""
    code = headquarters.rekey(kiosk_id)
    good = headquarters.register.codes.good(headquarters.now())
    office_id = next(each.office for each in good if each.kiosk == kiosk_id)
    try:
        _write_one(headquarters, office_id, kiosk_id, code, url, letters)
    finally:
        click.echo(told("hq.rekey", kiosk=kiosk_id))
        click.echo(code)
    return 0


@command(hq, "codes")
@database_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--cancel", metavar="CODE|KIOSK", help="Let this code, or the one of this kiosk, be good no more.")
def hq_codes(settings: Settings, database: str | None, as_json: bool, cancel: str | None) -> int:
    """Say for which kiosks a code is out, and until when. The codes themselves are kept nowhere."""
    headquarters = opened(settings, database, writes=cancel is not None)
    if cancel is not None:
        kiosk = headquarters.register.codes.cancel(cancel, headquarters.now())
        headquarters.note("code-cancelled", kiosk)
        click.echo(told("hq.cancelled", kiosk=kiosk))
        return 0
    good = headquarters.register.codes.good(headquarters.now())
    if as_json:
        print_json({"codes": good})
        return 0
    for code in good:
        key = "hq.code_replaces" if code.replaces else "hq.code"
        click.echo(told(key, kiosk=code.kiosk, office=code.office, day=thai_day(code.expires)))
    if not good:
        click.echo(told("hq.no_code"))
    return 0


def _enrol_list(headquarters: "Headquarters", sheet: Path, folder: Path, public_url: str | None) -> int:
    from kiosk.hq.register.enrolment_list import ListFaults, rows_of

    url = _address(headquarters, public_url)
    try:
        rows = rows_of(_text(sheet))
        codes = headquarters.expect_all(rows)
    except ListFaults as found:
        raise _refused(found, sheet) from None
    letters = [
        _letter(headquarters, row.office, row.kiosk, codes[row.kiosk], url) for row in rows if row.kiosk in codes
    ]
    _write(headquarters, letters, folder)
    enrolled = len(rows) - len(letters)
    click.echo(told("hq.listed", count=len(rows), letters=len(letters), path=folder.absolute(), enrolled=enrolled))
    return 0


def _text(sheet: Path) -> str:
    try:
        return sheet.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("enrolment_list.not_text", path=sheet) from None
    except OSError as error:
        raise Refusal("file.unreadable", path=sheet, error=error) from None


def _refused(wrong: "ListFaults", sheet: Path) -> Refusal:
    """Every fault, said by its line; the refusal is the last one."""
    for line, fault in sorted(wrong.faults.items()):
        click.echo(told("hq.line", line=line, fault=fault.of(of_machine())), err=True)
    return Refusal("enrolment_list.faults", path=sheet, count=len(wrong.faults))


def _address(headquarters: "Headquarters", public_url: str | None) -> str:
    """Where kiosks reach headquarters: as a letter says it, so must a kiosk take it. Misuse if nobody has said."""
    from kiosk.machine.membership import checked_url

    url = public_url or headquarters.machine.office.headquarters
    if url is None:
        raise Misuse("enrolment_list.no_address")
    return checked_url(url)


def _letter(headquarters: "Headquarters", office: str, kiosk: str, code: str, url: str) -> "EnrolmentLetter":
    from kiosk.export.paper.enrolment_letter import EnrolmentLetter
    from kiosk.hq.pages.phrases import office_name
    from kiosk.hq.register.enrolment import CODE_LIFETIME

    today: datetime.date = headquarters.machine.today
    return EnrolmentLetter(kiosk, office, office_name(office), code, url, today + CODE_LIFETIME, today)


def _write_one(headquarters: "Headquarters", office: str, kiosk: str, code: str, url: str, folder: Path | None) -> None:
    """The letter for one kiosk, if a folder is named for it."""
    if folder is not None:
        [path] = _write(headquarters, [_letter(headquarters, office, kiosk, code, url)], folder)
        click.echo(told("hq.letter", path=path))


def _write(headquarters: "Headquarters", letters: list["EnrolmentLetter"], folder: Path) -> list[Path]:
    """A PDF each where typst is installed, else a page for a browser; over letters whose codes are good no more."""
    from kiosk.export.paper.output import write_files
    from kiosk.export.paper.typesetter import Typesetter

    say = headquarters.machine.catalogue.phrases
    if find_spec("typst") is None:
        return write_files({folder / f"{each.kiosk}.html": each.html(say) for each in letters}, overwrite=True)
    setter = Typesetter()
    return write_files(
        {folder / f"{each.kiosk}.pdf": setter.pdf(each.placard(say)) for each in letters}, overwrite=True
    )
