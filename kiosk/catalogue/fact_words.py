"""Facts as they are said to a visitor: fees, times, counts of papers, in both languages."""

from itertools import groupby

from kiosk.catalogue.facts import Commitment, Duration, Fee, FeeOption, RequiredDocument, RequiredDocuments
from kiosk.catalogue.notices import BudgetFigures
from kiosk.catalogue.services import Document
from kiosk.text.bilingual import Bilingual, Phrases, joined, same
from kiosk.text.dates import medium_date


def fee_words(fee: Fee, say: Phrases) -> Bilingual:
    """What a service costs, each of several fees with what it is for; or that this is not known."""
    if fee.is_none:
        return say("service.no_fee")
    match fee.figure:
        case None:
            return say("service.not_stated")
        case int(baht):
            return baht_words(baht, say)
        case list(options):
            fees = [say("service.one_fee", kind=kind, amount=joined(each)) for kind, each in fees_by_kind(options, say)]
            return say("service.fees", fees=joined(fees, " · "))


def fees_by_kind(options: list[FeeOption], say: Phrases) -> list[tuple[Bilingual, list[Bilingual]]]:
    """What each of several fees is for, with its figure; of two for the same thing it is the one or the other."""
    return [
        (kind, [same(first), *(say("service.or_fee", amount=other) for other in others)])
        for kind, alike in groupby(options, lambda option: option.label)
        for first, *others in [[f"{option.baht:,}" for option in alike]]
    ]


def baht_words(baht: int, say: Phrases) -> Bilingual:
    """An amount of money."""
    return say("service.baht", amount=f"{baht:,}")


def time_words(time: Commitment, say: Phrases) -> Bilingual:
    """How long a service takes, or that this is not known; of several times the first and the last."""
    if time.is_none:
        return say("service.no_time")
    match time.figure:
        case None:
            return say("service.not_stated")
        case Duration() as duration:
            return duration_words(duration, say)
        case [first, *_, last] if (unit := _unit(last)) == _unit(first):
            return same(f"{getattr(first, unit)}–") + duration_words(last, say)
        case options:
            return duration_words(options[0], say) + " – " + duration_words(options[-1], say)


def time_details(time: Commitment, say: Phrases) -> Bilingual | None:
    """The promised time, or each of several, and from when it counts. None while it is not known."""
    match time.figure:
        case None:
            return None
        case Duration() as duration:
            times = [duration_words(duration, say)]
        case options:
            times = [option.label + ": " + duration_words(option, say) for option in options]
    return joined([*times, clock_words(time, say)], " · ")


def duration_words(duration: Duration, say: Phrases) -> Bilingual:
    """A length of time in its unit."""
    unit = _unit(duration)
    return say(f"service.{unit}", count=getattr(duration, unit))


def _unit(duration: Duration) -> str:
    return next(unit for unit in ("minutes", "working_days", "days") if getattr(duration, unit) is not None)


def clock_words(time: Commitment, say: Phrases) -> Bilingual:
    """From when a commitment counts, what makes it longer, and who has set it: not the office, unless it says so."""
    start = say("service.documents_complete" if time.starts == "documents-complete" else "service.application_received")
    setters = {"office": "service.set_by_office", "law": "service.set_by_law"}
    setter = [] if time.state == "published" and time.set_by == "office" else [say(setters[time.set_by])]
    longer = [say("service.longer_if", reason=time.longer_if)] if time.longer_if else []
    return joined([start, *setter, *longer], " · ")


def documents_words(documents: RequiredDocuments, say: Phrases) -> Bilingual:
    """How many papers a service asks for, or that this is not known."""
    if documents.is_none:
        return say("service.no_documents")
    items = documents.figure
    if items is None:
        return say("service.not_stated")
    return say("service.items", count=len(items))


def document_words(item: RequiredDocument, document: Document, say: Phrases) -> Bilingual:
    """A paper, how many of it, and when it is asked for."""
    words = document + " · " + count_words(item, document, say)
    return words + " (" + item.condition + ")" if item.condition else words


def count_words(item: RequiredDocument, document: Document, say: Phrases) -> Bilingual:
    """How many of a paper: in its own unit, or originals and copies."""
    if document.unit is not None:
        return document.unit.fill(count=item.original + item.copies)
    counts = [say("service.originals", count=item.original)] if item.original else []
    counts += [say("service.copies", count=item.copies)] if item.copies else []
    return joined(counts, " + ")


def budget_words(figures: BudgetFigures, say: Phrases) -> Bilingual:
    """What was allocated and used, and the day that is of."""
    return say(
        "notice.budget_used",
        allocated=f"{figures.allocated:,}",
        used=f"{figures.used:,}",
        percent=round(100 * figures.used / max(figures.allocated, 1)),
        day=medium_date(figures.as_of),
    )
