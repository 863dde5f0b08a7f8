"""The bulletins as a table: what each is about, to whom and from when, and how many kiosks hold it."""

from kiosk.hq.bulletins.reach import Reach, reaches
from kiosk.hq.pages.bulletin_words import kind_words, subject, to_words
from kiosk.hq.pages.cells import Code, LinkCell, MarkCell
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Answer, Facet, Fold, Row, Table, moment_at
from kiosk.progress.status_marks import StatusMark
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date, thai_day


def bulletin_page(snapshot: Snapshot) -> Table:
    """A row for each bulletin that is for an office which is seen."""
    return bulletin_table(snapshot, reaches(snapshot.engine, snapshot.access.sees))


def bulletin_table(snapshot: Snapshot, published: list[Reach]) -> Table:
    """A row for each bulletin, the newest first."""
    rows = [_row(reach) for reach in published]
    kinds = {row["kind"]: row["kind_words"] for row in rows}
    shown = ["number", "subject_link", "kind_words", "to_words", "starts", "signed", "held_words", "hash_words"]
    return Table(
        "bulletins",
        phrases()("bulletins.title"),
        ["number", "kind", "subject", "to", "starts", "signed_at", "who", "held", "kiosks_expected", "hash"],
        rows,
        shown,
        answer=_answer(published, snapshot),
        chips=[Facet("kind", kinds)] if len(kinds) > 1 else (),
        fold=Fold("subject_link", "starts", "held_words", "kind_words"),
    )


def held_mark(held: int, of: int) -> MarkCell:
    """How many of the kiosks hold it."""
    mark = StatusMark("○", "soft") if not held else StatusMark("✔", "ok") if held == of else StatusMark("◇", "warn")
    key = "none_has_it" if not held else "has_it" if held == of else "some_have_it"
    return MarkCell(mark, phrases()(f"bulletins.{key}"), f"{held}/{of}", held / max(of, 1))


def _row(reach: Reach) -> Row:
    bulletin, at, who, _ = reach.published
    about = subject(bulletin)
    return {
        "number": bulletin.number,
        "kind": bulletin.kind,
        "kind_words": kind_words(bulletin.kind),
        "subject": about,
        "subject_link": LinkCell(about, f"/bulletins/{bulletin.number}"),
        "offices": reach.to,
        "to": to_words(reach.to),
        "to_words": to_words(reach.to),
        "starts": bulletin.starts,
        "signed_at": moment_at(at),
        "signed": thai_day(at),
        "who": who,
        "held": len(reach.held),
        "kiosks_expected": reach.of,
        "held_words": held_mark(len(reach.held), reach.of),
        "hash": bulletin.hash,
        "hash_words": Code(bulletin.hash),
    }


def _answer(published: list[Reach], snapshot: Snapshot) -> Answer:
    say = phrases()
    if not published:
        return Answer(say("bulletins.none"))
    return Answer(held_words(published[0], snapshot), say("bulletins.context"))


def held_words(reach: Reach, snapshot: Snapshot) -> Bilingual:
    """By how many kiosks it is held, and whether its day has come."""
    bulletin = reach.published.bulletin
    key = "will_hold" if bulletin.starts > snapshot.today else "holds"
    held, of, day = len(reach.held), reach.of, medium_date(bulletin.starts)
    return phrases()(f"bulletins.{key}", number=bulletin.number, held=held, of=of, day=day)
