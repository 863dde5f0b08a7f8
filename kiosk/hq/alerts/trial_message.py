"""A trial: one message to an address, whoever is to be told of what."""

from collections.abc import Iterable

from kiosk.hq.alerts.addresses import FILE, Addresses
from kiosk.hq.alerts.message import Message
from kiosk.hq.alerts.sending import send
from kiosk.hq.alerts.words import alert_words as say
from kiosk.progress.status_marks import StatusMark
from kiosk.storage.toml_file import Fault, closest
from kiosk.text.refusal import Refusal


def send_trial(name: str, addresses: Addresses, faults: Iterable[Fault]) -> None:
    """Send it. Refusal if it cannot be, or there is no such address."""
    address = addresses.address.get(name)
    if address is None:
        for fault in faults:
            raise Refusal(str(fault))
        what = closest(name, addresses.address, f"add [address.{name}] to it")
        raise Refusal(f"{FILE} has no address {name}; {what}.")
    try:
        send(trial_message(name), address, addresses.smtp)
    except Refusal as refusal:
        raise Refusal(f"No message reaches {name} ({refusal}); mend that in {FILE} or at the service.") from None


def trial_message(name: str) -> Message:
    """What shows that an address gets messages."""
    title = say()("test.about", address=name)
    return Message(StatusMark("●", "ok"), say()("test.name") + f": {name}", title, [say()("test.means")], [])
