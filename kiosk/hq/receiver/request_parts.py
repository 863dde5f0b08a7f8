"""What a request says in its path, query and headers: checked before anything is asked of the register."""

import datetime
import re

import msgspec
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request

from kiosk.hq.receiver.request_log import note
from kiosk.hq.register.batch_check import moment_of
from kiosk.hq.register.problems import HTTPProblem, unknown_kiosk
from kiosk.hq.store.stream_tables import STREAMS, StreamTables
from kiosk.protocol.payloads import Moment

_KIOSK = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_EPOCH = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NONCE = re.compile(r"[0-9a-f]{32}")


class StreamName(Convertor[str]):
    """The streams of the protocol in a path."""

    regex = "|".join(STREAMS)

    def convert(self, value: str) -> str:
        """The name as it stands there."""
        return value

    to_string = convert


register_url_convertor("stream", StreamName())


def kiosk_of(request: Request) -> str:
    """The name of the kiosk in the path. HTTPProblem if there can be none such."""
    kiosk: str = request.path_params["kiosk"]
    if not _KIOSK.fullmatch(kiosk):
        raise unknown_kiosk()
    note(request.scope, kiosk=kiosk)
    return kiosk


def stream_of(request: Request) -> StreamTables:
    """The stream in the path."""
    return STREAMS[request.path_params["stream"]]


def epoch_of(request: Request) -> str:
    """The name of the epoch in the path. HTTPProblem if it is none."""
    epoch: str = request.path_params["epoch"]
    if not _EPOCH.fullmatch(epoch):
        raise HTTPProblem("malformed", 400, "that is not the name of an epoch")
    note(request.scope, epoch=epoch)
    return epoch


def day_of(request: Request) -> datetime.date:
    """The day in the path. HTTPProblem if it is none."""
    try:
        return datetime.date.fromisoformat(request.path_params["day"])
    except ValueError:
        raise HTTPProblem("malformed", 400, "that is not a day") from None


def date_of(request: Request) -> str:
    """When a GET was signed. A wrong clock is never refused; what is no moment at all is."""
    try:
        date: str = msgspec.convert(request.headers.get("kiosk-date", ""), Moment)
    except msgspec.ValidationError:
        raise HTTPProblem("malformed", 400, "Kiosk-Date is not a moment") from None
    moment_of(date)
    return date


def nonce_of(request: Request) -> str:
    """The nonce over which the answer is signed. HTTPProblem if it is none."""
    nonce = request.headers.get("kiosk-nonce", "")
    if not _NONCE.fullmatch(nonce):
        raise HTTPProblem("malformed", 400, "Kiosk-Nonce is not 32 hexadecimal digits")
    return nonce


def number_of(request: Request, name: str) -> int:
    """A number of the query. HTTPProblem if it is none."""
    number = request.query_params.get(name, "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise HTTPProblem("malformed", 400, f"{name} is not a number")
    return int(number)
