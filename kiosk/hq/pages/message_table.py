"""What holds, and who has been told of it; above it, whom messages do not reach."""

from kiosk.hq.pages.cells import LinkCell
from kiosk.hq.pages.phrases import alarm_name, condition_name, halt_words, phrases, place_name
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Answer, Facet, Fold, Row, Table, moment_at
from kiosk.hq.report.open_alerts import OpenAlert, open_alerts, undelivered
from kiosk.text.bilingual import Bilingual, same

_TOLD = ("told_office", "told_region", "told_bureau")


def message_table(snapshot: Snapshot) -> Table:
    """A row for each condition that whoever looks may see, what has lasted longest first."""
    is_whole = snapshot.access.offices is None
    rows = [
        _row(alert)
        for alert in open_alerts(snapshot.engine)
        if (snapshot.access.sees(alert.office) if alert.office else is_whole)
    ]
    failing = [each.address for each in undelivered(snapshot.engine)] if is_whole else []
    say = phrases()
    return Table(
        "messages",
        say("messages.title"),
        [
            "name_link",
            "kiosk",
            "kind_words",
            "detail_words",
            "holds_since",
            "told_office",
            "told_region",
            "told_bureau",
        ],
        rows,
        answer=Answer(
            say("messages.answer", count=len(rows)) if rows else say("messages.nothing"),
            say("messages.undelivered", names=", ".join(failing)) if failing else None,
        ),
        chips=[Facet("kind", {row["kind"]: row["kind_words"] for row in rows})],
        fold=Fold("name_link", "kind_words", "kiosk", "holds_since"),
    )


def _row(alert: OpenAlert) -> Row:
    told = {each.level: moment_at(each.at) for each in alert.told}
    return {
        "id": alert.number,
        "office": alert.office or None,
        "name_link": _name(alert.office),
        "kiosk": alert.kiosk or None,
        "kind": alert.kind,
        "kind_words": condition_name(alert.kind),
        "detail": alert.detail or None,
        "detail_words": detail_words(alert),
        "holds_since": moment_at(alert.since),
        "told_office": told.get("office"),
        "told_region": told.get("region"),
        "told_bureau": told.get("bureau"),
    }


def _name(office: str) -> LinkCell | Bilingual:
    """The office, or headquarters itself."""
    return LinkCell(place_name(office), f"/offices/{office}") if office else phrases()("messages.headquarters")


def detail_words(alert: OpenAlert) -> Bilingual:
    """The words of a reason; a figure as it is."""
    if alert.kind == "alarm":
        return alarm_name(alert.detail)
    return halt_words(alert.detail)[0] if alert.kind == "halted" else same(alert.detail)
