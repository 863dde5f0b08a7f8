"""One headquarters: its register, its signing key and its clock, as the command line opens them."""

import datetime
import getpass
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.accounts.invitations import Invitations
from kiosk.hq.accounts.password_rules import guessed_words
from kiosk.hq.accounts.users import Users
from kiosk.hq.accounts.users_file import import_users
from kiosk.hq.backup import write_backup
from kiosk.hq.bulletins.bulletin_board import BulletinBoard
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.bulletins.own_years import with_own_years, years_of
from kiosk.hq.key_files import KeyFiles
from kiosk.hq.register.enrolment_list import NAME, ListRow
from kiosk.hq.register.register import Register
from kiosk.hq.report.queries import notes
from kiosk.hq.report.report import Report
from kiosk.hq.report.standings import Standings, as_report
from kiosk.hq.roots.daily_roots import DailyRoots
from kiosk.hq.store.audit_log import Actor, AuditAction, newest, note
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.own_keys import OwnKeys
from kiosk.hq.store.transactions import reading, writing
from kiosk.hq.store.verify import Audit
from kiosk.hq.whole_audit import whole_audit
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.bulletin import Bulletin
from kiosk.protocol.signed_note import is_signed, split_note, tree_head_of, verifier_key
from kiosk.protocol.signing import public_hex
from kiosk.security.signing_key import load_key
from kiosk.storage.private_file import write_private
from kiosk.text.languages import LOGS, of_machine
from kiosk.text.refusal import Misuse, Refusal
from kiosk.text.sentences import COMMANDS, sentence

if TYPE_CHECKING:
    from kiosk.hq.receiver.exposure import Exposure
    from kiosk.security.seal import Seal


@dataclass(frozen=True)
class Headquarters:
    """What every `kiosk hq` command works on. `machine` is where its files lie and what day it is there."""

    machine: Kiosk
    register: Register

    @classmethod
    def opened(cls, machine: Kiosk, url: str | None) -> "Headquarters":
        """HQ with its register at `url`, or in the data folder. Refusal if it cannot be used."""
        engine = connect(url or sqlite_url(machine.path("hq.db")), machine.practice)
        machine = with_own_years(machine, engine)
        headquarters = cls(machine, Register(engine, machine.practice, *years_of(machine, engine)))
        import_users(machine.path("users.toml"), engine, at_command_line(), headquarters.now())
        headquarters.register.recount(headquarters.now())
        return headquarters

    def key(self) -> Ed25519PrivateKey:
        """The key that signs receipts, made at the first call. Refusal if the register's receipts have another."""
        return self.key_files.key(self.now())

    @property
    def key_files(self) -> KeyFiles:
        """Headquarters' key as it lies in the data folder."""
        return KeyFiles(self.machine.path("hq-key.pem"), self.register)

    def _public_key(self) -> str:
        """The public half (hex) of the key that signs receipts; a machine without its file has the register's word."""
        bound = self.register.admission.public_key()
        return public_hex(self.key()) if bound is None or self.key_files.own.exists() else bound

    def now(self) -> datetime.datetime:
        """The present moment, UTC."""
        return self.machine.clock().astimezone(datetime.UTC)

    def serve(self, host: str, port: int, exposure: "Exposure", metrics_key: str | None = None) -> None:
        """Receive until stopped by a signal. Refusal if the port is taken, or the key of the metrics is short."""
        from kiosk.hq.http_server import application, serve
        from kiosk.hq.metrics.endpoint import check_key
        from kiosk.hq.receiver.json_log import JsonLog

        metrics_key = check_key(metrics_key)
        if not exposure.is_open and not self.users.all():
            print(sentence(COMMANDS, "hq.closed_pages").of(of_machine()), file=sys.stderr, flush=True)
        key = self.key()
        log = JsonLog()
        if (recovery := self.key_files.recovery).exists():
            words = sentence(COMMANDS, "hq.recovery_key", path=recovery)
            log.write("recovery-key", {"level": "warning", "message": words.of(LOGS)})
            if sys.stderr.isatty():
                print(words.of(of_machine()), file=sys.stderr, flush=True)
        app = application(self.register, key, self.now, self.machine, exposure, log, metrics_key)
        serve(app, host, port, log)

    @property
    def users(self) -> Users:
        """The users of the pages."""
        return Users(self.register.engine)

    @property
    def invitations(self) -> Invitations:
        """The one-time links by which users set a password."""
        return Invitations(self.register.engine)

    @property
    def guessed_words(self) -> list[str]:
        """What a guesser of passwords would try first: the office, by its id and names."""
        return guessed_words(self.machine)

    def note(self, action: AuditAction, detail: str) -> None:
        """Put what was done at the command line into the audit log."""
        with writing(self.register.engine) as db:
            note(db, self.now(), at_command_line(), action, detail)

    def audit_log(self) -> list[sa.Row[Any]]:
        """Every line of the audit log, the newest first."""
        with reading(self.register.engine) as db:
            return newest(db)

    def expect(self, office: str, kiosk: str) -> str:
        """The one-time code for a kiosk that is to enrol. Misuse for a name that cannot be one."""
        check_names(office, kiosk)
        self._public_key()
        code = self.register.admission.expect(office, kiosk, self.now())
        self.note("code", f"{kiosk} of {office}")
        return code

    def expect_all(self, rows: Sequence[ListRow]) -> dict[str, str]:
        """The codes of those kiosks of a list that are not enrolled, by kiosk. ListFaults if it cannot be taken."""
        self._public_key()
        made = self.register.admission.expect_all(rows, self.now())
        for row in rows:
            if row.kiosk in made:
                self.note("code", f"{row.kiosk} of {row.office}")
        return made

    def rekey(self, kiosk: str) -> str:
        """The one-time code for the machine that takes a kiosk's place."""
        self._public_key()
        code = self.register.admission.rekey(kiosk, self.now())
        self.note("rekey", kiosk)
        return code

    def suspend(self, kiosk: str, suspended: bool) -> None:
        """Take nothing more from a kiosk, or take it again."""
        self.register.admission.suspend(kiosk, suspended)
        self.note("suspended" if suspended else "suspension-lifted", kiosk)

    def audit(self) -> Audit:
        """The whole register read: what is wrong with it, and what rests on what."""
        return whole_audit(self.register.engine, self.register.known, self._own_key())

    def _own_key(self) -> str | None:
        """The public half (hex) of the key in this folder; None on a machine that has none."""
        return public_hex(load_key(self.key_files.own)) if self.key_files.own.exists() else None

    def publish_root(self, day: datetime.date | None, file: Path) -> tuple[datetime.date, str]:
        """Write the root of a day, or the newest, with its cosignatures; gives its day, and the key that verifies it.

        What is due is made first. Refusal if there is no such root.
        """
        key = self.key()
        roots = DailyRoots(self.register.engine, key)
        roots.make(self.now())
        of_day, note = roots.published(day)
        write_private(file, note.encode())
        return of_day, self._verifier_of(note, public_hex(key))

    def _verifier_of(self, note: str, public_key: str) -> str:
        """The key that verifies a root, which may be one from before a change."""
        text, lines = split_note(note)
        origin = tree_head_of(text).origin
        with reading(self.register.engine) as db:
            keys = OwnKeys(db, public_key).all
        return next(verifier_key(origin, key) for key in keys if is_signed(text, lines, origin, key))

    @property
    def bulletins(self) -> BulletinBoard:
        """The bulletins that were handed out."""
        return BulletinBoard(self.register.engine)

    def publish(self, drafts: Iterable[Draft]) -> list[Bulletin]:
        """Sign drafts as the next bulletins, and hand them out."""
        return self.bulletins.publish(drafts, self.key(), at_command_line(), self.now())

    def backup(self, target: Path, seal: "Seal | None" = None) -> None:
        """Copy the register to the new file `target`, with its key if there is a `seal`, and read the copy from end to
        end. Refusal on PostgreSQL."""
        url = self.register.engine.url
        if url.get_backend_name() != "sqlite":
            raise Refusal("hq.postgresql_backup", path=target, database=url.database)
        write_backup(Path(str(url.database)), target, self.machine, seal)

    def workbook(self) -> bytes:
        """Everything that the pages show, as an XLSX file."""
        from kiosk.hq.pages.views import Views

        return Views(self.register.engine, self.machine).workbook()

    def kiosks(self) -> list[dict[str, Any]]:
        """Every expected kiosk as the page of kiosks has it, for a machine."""
        from kiosk.hq.pages.views import Views

        rows: list[dict[str, Any]] = Views(self.register.engine, self.machine).rows("kiosks")
        return rows

    def report(self) -> Report:
        """The report of this moment."""
        today = self.machine.today
        assessment = self.machine.catalogue.year_of(today)
        standings = Standings(self.register.engine).at(assessment, self.now(), today)
        with reading(self.register.engine) as db:
            noted = notes(db, assessment.fiscal_year.start)
        return as_report(assessment, today, standings, noted)


def check_names(*names: str) -> None:
    """Misuse for an id of an office or kiosk that cannot be one."""
    for name in names:
        if not NAME.fullmatch(name):
            raise Misuse("hq.no_name", name=name)


def at_command_line() -> Actor:
    """Whoever runs this command, by the name of the system's user."""
    try:
        return Actor(getpass.getuser())
    except (KeyError, OSError):  # a user without a name, as in some containers
        return Actor("–")
