"""What a request brings: read to its end, unless that is too far, and taken for what it should be."""

from typing import TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request

from kiosk.hq.register.problems import HTTPProblem
from kiosk.protocol.payloads import MAX_BYTES, MAX_ENTRIES

T = TypeVar("T")


async def decoded(decoder: msgspec.json.Decoder[T], request: Request) -> T:
    """The body as what `decoder` makes of it. HTTPProblem if it is too large, or nothing of the kind."""
    return decoded_from(decoder, await body_of(request))


def decoded_from(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    """The same of a body that was read. HTTPProblem if it is nothing of the kind."""
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise HTTPProblem("malformed", 400, f"the request is not understood: {error}") from None


async def body_of(request: Request) -> bytes:
    """The body. HTTPProblem if it is too large, or has no end."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BYTES:
                raise HTTPProblem("too-large", 413, "too many bytes at once", max=MAX_ENTRIES // 2)
    except ClientDisconnect:
        raise HTTPProblem("malformed", 400, "the request has no end") from None
    return bytes(body)
