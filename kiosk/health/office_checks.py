"""Checks of the office: its files, PIN, place at headquarters, year and facts."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.catalogue.own_quotas import own_quotas
from kiosk.editing.unconfirmed import unconfirmed
from kiosk.editing.year_differences import is_asked_again
from kiosk.health.diagnosis import Diagnosis, failing, good, unknown, warning
from kiosk.health.file_faults import file_faults
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import membership
from kiosk.progress.disclosure import FINDINGS
from kiosk.security.pin import Pin
from kiosk.storage.toml_file import Faulty
from kiosk.text.bilingual import joined
from kiosk.text.dates import fiscal_year

_MADE_BY = {
    "hq.toml": "kiosk enrol",
    "pin.toml": "kiosk pin reset",
    "backup.toml": "kiosk backup DIR",
    FINDINGS: "kiosk disclosure check",
}
"""The files that a command makes, and nobody writes."""

_TOLD = 2
"""Faults of files that are told in full."""


def identity(kiosk: Kiosk) -> Iterator[Diagnosis]:
    """Which machine this is, and where its data lies."""
    yield good("kiosk.is", kiosk=kiosk.office.kiosk, office=kiosk.office.short_name)
    yield good("folder.is", path=kiosk.folder)


def files(kiosk: Kiosk) -> Iterator[Diagnosis]:
    """What is wrong with the office's files, and where its minima are its own."""
    faults = [*kiosk.faults, *file_faults(kiosk.folder)]
    for fault in faults[:_TOLD]:
        told = fault.words.map(lambda text: text.replace(f"{kiosk.folder}/", ""))
        command = _MADE_BY.get(Path(fault.file).name)
        yield failing("files.own_fault", fault=told, command=command) if command else failing("files.fault", fault=told)
    if len(faults) > _TOLD:
        yield failing("files.more", count=len(faults) - _TOLD)
    own = own_quotas(kiosk.office_file, kiosk.folder)
    if own:
        yield warning("files.own_quotas", minima=joined([quota.words for quota in own], "  "))
    if not (faults or own):
        yield good("files.right")


def pin(kiosk: Kiosk) -> Diagnosis:
    """Whether the counter is locked."""
    return good("pin.set") if Pin(kiosk.folder / "pin.toml").is_set else failing("pin.missing")


def enrolment(kiosk: Kiosk) -> Iterator[Diagnosis]:
    """Whether headquarters knows this machine, and by the name that it has here."""
    try:
        member = membership(kiosk)
    except Faulty:
        return  # its file is named among the office's
    office = kiosk.office
    if member is None:
        yield (failing if office.headquarters else warning)("enrolment.none")
    elif (member.kiosk, member.office) != (office.kiosk, office.id):
        named = {"kiosk": member.kiosk, "office": member.office}
        yield failing("enrolment.differs", **named, own_kiosk=office.kiosk, own_office=office.id)
    else:
        yield good("enrolment.agrees", kiosk=member.kiosk, office=member.office)
        if not member.keys:
            yield unknown("hq_key.unstated")


def year(kiosk: Kiosk) -> Diagnosis:
    """Whether somebody has signed the fiscal year that holds."""
    assessment = kiosk.assessment
    told = fiscal_year(assessment.year)
    if assessment.is_expected:
        return warning("year.expected", year=told)
    if is_asked_again(kiosk, assessment):
        return warning("year.differs", year=told)
    if assessment.signed is None and assessment.bulletin is not None:
        return good("year.by_bulletin", year=told, number=assessment.bulletin)
    return good("year.signed", year=told)


def facts(kiosk: Kiosk) -> Diagnosis:
    """How many facts wait for the office's word."""
    count = len(unconfirmed(kiosk.catalogue, kiosk.today))
    return warning("facts.awaiting", count=count) if count else good("facts.none")
