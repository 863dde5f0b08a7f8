"""The OpenAPI document of the protocol, made from its structs."""

from inspect import cleandoc
from typing import Any

import msgspec

from kiosk.protocol.bulletin import Bulletin
from kiosk.protocol.chain import DayCount, Entry
from kiosk.protocol.daily_root import Cosigned
from kiosk.protocol.hq_key import HqKeys
from kiosk.protocol.line import Line, LineElsewhere
from kiosk.protocol.payloads import (
    Batch,
    Bulletins,
    Enrolled,
    Enrolment,
    Head,
    HeldEntries,
    HeldEpochs,
    Problem,
    Receipt,
    Stream,
)

_KIOSK = {"name": "kiosk", "in": "path"}
_EPOCH = {"name": "epoch", "in": "path"}
_HANDED = {"name": "held", "in": "query", "required": False}
_SIGNED = [{"name": f"Kiosk-{name}", "in": "header"} for name in ("Date", "Nonce", "Signature")]
_STREAM: dict[Stream, tuple[type, type]] = {"ledger": (Entry, DayCount), "record": (Line, LineElsewhere)}
"""What each stream sends up, and what receipts for it tell of other kiosks."""

_REFERENCE = "#/components/schemas/{name}"
_REFUSED = {
    400: "The request is not understood.",
    401: "The kiosk is not known, or has not signed this.",
    403: "The kiosk is suspended or retired.",
    503: "The database does not answer now.",
}


def openapi() -> dict[str, Any]:
    """The document, version 3.1."""
    of_streams = [kind for pair in _STREAM.values() for kind in _structs(*pair)]
    structs = (Bulletin, Bulletins, Cosigned, Enrolled, Enrolment, Head, HqKeys, HeldEpochs, Problem, *of_streams)
    _, schemas = msgspec.json.schema_components(structs, ref_template=_REFERENCE)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Headquarters of the immigration counter kiosks", "version": "2"},
        "paths": _paths(),
        "components": {"schemas": _as_json_schema(schemas)},
    }


def _structs(entry: Any, elsewhere: Any) -> tuple[Any, Any, Any]:
    """What is posted of a stream, what is held of it, and its receipt."""
    return Batch[entry], HeldEntries[entry], Receipt[elsewhere]


def _stream_paths(stream: Stream) -> dict[str, Any]:
    """The calls of a stream."""
    batch, held, receipt = _structs(*_STREAM[stream])
    root, name = f"/v2/kiosks/{{kiosk}}/{stream}", stream.capitalize()
    taken = {
        404: "The epoch is not known: send again from its first entry, with its genesis.",
        409: "A gap or a fork; `acked` says how far the epoch is held.",
        413: "Too large: send at most `max` entries at once.",
        422: "The chain is wrong.",
        426: "The kiosk is too old.",
    }
    unknown = {404: "The epoch is not known."}
    return {
        root: {"get": _call(f"epochs{name}", "Which epochs are held.", {200: HeldEpochs}, {}, [_KIOSK, *_SIGNED])},
        root + "/{epoch}": {
            "get": _call(
                f"head{name}",
                "How far an epoch is held.",
                {200: Head},
                unknown,
                [_KIOSK, _EPOCH, _number("seq"), *_SIGNED],
            )
        },
        root + "/{epoch}/entries": {
            "get": _call(
                f"held{name}", "What is held of it.", {200: held}, unknown, [_KIOSK, _EPOCH, _number("after"), *_SIGNED]
            ),
            "post": _call(
                f"take{name}",
                "Take entries, or none.",
                {201: receipt, 200: receipt},
                taken,
                [_KIOSK, _EPOCH],
                batch,
            ),
        },
    }


def _paths() -> dict[str, Any]:
    """Every call, in the order in which a kiosk makes them."""
    streams = {path: call for stream in _STREAM for path, call in _stream_paths(stream).items()}
    return {**_membership_paths(), **streams, **_published_paths()}


def _membership_paths() -> dict[str, Any]:
    """The calls of who is not enrolled yet."""
    return {
        "/v2/enrol": {
            "post": _call(
                "enrol",
                "Take a kiosk's public key for a one-time code.",
                {201: Enrolled},
                {
                    403: "The code is wrong, used or too old.",
                    409: "The code is for another office than the kiosk's own.",
                    413: "Too large.",
                    422: "The request is not signed with the key that it brings, or anybody could sign with it.",
                },
                body=Enrolment,
                without=(401,),
            )
        },
        "/v2/keys": {
            "get": _call(
                "keys", "What headquarters states of its own keys.", {200: HqKeys}, {}, without=(400, 401, 403)
            )
        },
    }


def _published_paths() -> dict[str, Any]:
    """The calls about what headquarters publishes: bulletins, and the roots of its days."""
    return {
        "/v2/kiosks/{kiosk}/bulletins": {
            "get": _call(
                "bulletins",
                "The bulletins after the last one that the kiosk holds.",
                {200: Bulletins},
                {},
                [_KIOSK, _number("after"), _HANDED, *_SIGNED],
            ),
            "post": _call(
                "giveBack",
                "Take back a bulletin that headquarters has signed and lost.",
                {204: None},
                {413: "Too large.", 422: "It is not signed by this headquarters, or does not follow its last one."},
                [_KIOSK],
                Bulletin,
            ),
        },
        "/v2/kiosks/{kiosk}/roots/{day}": {
            "post": _call(
                "cosign",
                "Take a cosignature of the root of a day.",
                {204: None},
                {404: "There is no root of this day.", 413: "Too large."},
                [_KIOSK, {"name": "day", "in": "path"}, {"name": "Kiosk-Nonce", "in": "header", "required": False}],
                Cosigned,
            )
        },
    }


def _call(
    name: str,
    summary: str,
    answers: dict[int, type | None],
    refused: dict[int, str],
    parameters: list[dict[str, Any]] | None = None,
    body: type | None = None,
    without: tuple[int, ...] = (),
) -> dict[str, Any]:
    """One operation; it may be refused as every call may, and as `refused` says."""
    problems = {status: text for status, text in {**_REFUSED, **refused}.items() if status not in without}
    described: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "responses": {
            **{str(status): _answered(kind) for status, kind in answers.items()},
            **{
                str(status): _content(text, Problem, "application/problem+json")
                for status, text in sorted(problems.items())
            },
        },
    }
    if parameters:
        described["parameters"] = [{"required": True, "schema": {"type": "string"}, **each} for each in parameters]
    if body:
        described["requestBody"] = {"required": True, "content": _json(body)}
    return described


def _number(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 999_999_999}}


def _answered(kind: type | None) -> dict[str, Any]:
    return {"description": "As asked."} if kind is None else _content("As asked.", kind)


def _content(description: str, kind: type, media: str = "application/json") -> dict[str, Any]:
    return {"description": description, "content": _json(kind, media)}


def _json(kind: type, media: str = "application/json") -> dict[str, Any]:
    (reference,), _ = msgspec.json.schema_components((kind,), ref_template=_REFERENCE)
    return {media: {"schema": reference}}


def _as_json_schema(value: Any) -> Any:
    """Patterns as JSON Schema writes them: `\\A` and `\\Z` are Python's. Descriptions without the indentation of
    docstrings: not every version of msgspec takes it away."""
    if isinstance(value, dict):
        return {key: _as_json_schema(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_as_json_schema(inside) for inside in value]
    return cleandoc(value).replace(r"\A", "^").replace(r"\Z", "$") if isinstance(value, str) else value
