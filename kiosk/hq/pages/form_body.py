"""What a form brings: its fields as text, whether the browser sent them as an address is written or in parts."""

import re
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

LONGEST = 4096
"""Bytes of a form, unless it is one that takes a file."""

_MOST = 500
"""Parts of a body that are looked at: a form has a field for each office at most."""

_BOUNDARY = re.compile(r'boundary="?([^";]+)')
_NAME = re.compile(r'(?i)^content-disposition: *form-data; *name="([^"]*)"', re.MULTILINE)


async def form_body(request: Request, longest: int) -> bytes | None:
    """The body of a form; None if it is longer than that, or has no end."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > longest:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


def form_fields(content_type: str, body: bytes) -> dict[str, str]:
    """The fields by name, the values of a name that comes several times each in a line; a file is its text."""
    fields: dict[str, str] = {}
    for name, value in _parts(content_type, body):
        fields[name] = f"{fields[name]}\n{value}" if name in fields else value
    return fields


def _parts(content_type: str, body: bytes) -> list[tuple[str, str]]:
    """The fields in their order; of a body in parts (RFC 7578) those that have a name, as browsers write it."""
    if not content_type.startswith("multipart/form-data"):
        return parse_qsl(body.decode("utf-8", "replace"))
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        return []
    fields = []
    for part in (b"\r\n" + body).split(f"\r\n--{boundary[1]}".encode("latin-1"), _MOST)[1:]:
        head, _, value = part.partition(b"\r\n\r\n")
        if name := _NAME.search(head.decode("utf-8", "replace")):
            fields.append((name[1], value.decode("utf-8", "replace")))
    return fields
