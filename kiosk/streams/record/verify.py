"""A record read from end to end: what was changed, removed, reordered or inserted, by name."""

from collections.abc import Collection, Iterator

import msgspec

from kiosk.protocol.line import LineElsewhere
from kiosk.protocol.payloads import Receipt
from kiosk.protocol.signing import receipt_bytes, verifies
from kiosk.streams.chain.chain_check import chain_problems, mark_problems
from kiosk.streams.chain.coverage import Signer, confirmed_heads, receipt_problems
from kiosk.streams.record.record import Record
from kiosk.text.characters import sanitized


def problems(record: Record, signers: Collection[Signer] | None = None) -> Iterator[str]:
    """One sentence for every break in the record; nothing if it is whole. `signers` are those whose receipts are
    believed; None, as for a copy, leaves signatures alone."""
    yield from chain_problems(record.chain, confirmed_heads(record.receipts))
    yield from receipt_problems(record, signers)
    yield from _elsewhere_problems(record, signers)
    yield from _unreadable_problems(record)
    yield from record.schema_differences()
    if record.heads.differ():
        yield "The heads of the record, from which pages are read, are not those of its lines."
    yield from mark_problems(record.mark)


def _unreadable_problems(record: Record) -> Iterator[str]:
    """Lines that say what none of their kind can say hold nothing, whoever wrote them."""
    try:
        unreadable = record.unreadable()
    except ValueError:
        return  # a day that is none is named where it stands
    for line in unreadable:
        yield f"Line {line.id}, of {line.day} about {sanitized(line.what)}, says what none can say: it is passed over."


def _elsewhere_problems(record: Record, signers: Collection[Signer] | None) -> Iterator[str]:
    """Lines of the office's other kiosks must be those that headquarters has told in receipts that it signed."""
    told = set[LineElsewhere]()
    try:
        here = set(record.elsewhere.lines())
        for receipt in record.elsewhere.told():
            if signers is not None and not _is_signed(receipt, signers):
                yield f"What was told of other kiosks at {receipt.server_time} is not signed by a headquarters."
            else:
                told.update(receipt.elsewhere)
    except (msgspec.DecodeError, ValueError):
        yield "The lines of the office's other kiosks, or their receipts, cannot be read: they were changed."
        return
    for each in here - told:
        yield f"{_name(each)} is not as headquarters told it: it was changed."
    for each in told - here:
        if each.line.id not in {known.line.id for known in here}:
            yield f"{_name(each)} is missing: headquarters told it."


def _is_signed(receipt: Receipt[LineElsewhere], signers: Collection[Signer]) -> bool:
    keys = [signer.public_key for signer in signers if signer.kiosk == receipt.kiosk]
    return receipt.stream == "record" and any(verifies(key, receipt.signature, receipt_bytes(receipt)) for key in keys)


def _name(each: LineElsewhere) -> str:
    return f"Line {each.line.seq} of epoch {each.epoch} of {each.kiosk}"
