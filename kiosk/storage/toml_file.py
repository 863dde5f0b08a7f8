"""TOML files read into strict structs; every fault of a file is found at once and named by file and key."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from kiosk.storage.toml_values import in_common_era, is_plain, troubles
from kiosk.text.bilingual import Bilingual, is_bilingual, joined
from kiosk.text.languages import LOGS
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import FAULTS
from kiosk.text.templates import by_template

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

T = TypeVar("T")

_END = Bilingual("", ".")


class Location(NamedTuple):
    """A file as faults call it, and a key in it."""

    file: str
    key: str


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing wrong with a file: where, what, and what to do, in English; `line` is that of the key, from 1."""

    file: str
    key: str
    what: str
    do: str
    line: int | None = None

    def __str__(self) -> str:
        return self.words.of(LOGS)

    @property
    def words(self) -> Bilingual:
        """All of it in a sentence."""
        line = "" if self.line is None else f"line {self.line}"
        where = [part for part in (self.file, line, self.key) if part]
        parts = [by_template(FAULTS, part) for part in (*where, self.what)]
        return joined(parts, ": ") + Bilingual(" ", "; ") + by_template(FAULTS, self.do) + _END


class Faulty(Refusal):
    """Files that cannot be used as they are, with everything that is wrong in them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))

    @property
    def words(self) -> Bilingual:
        """A sentence each."""
        return joined([fault.words for fault in self.faults], "\n")


def read_toml(path: "Traversable", name: str) -> dict[str, Any]:
    """The tables of a TOML file that faults call `name`. Faulty as `readable` and `parsed_toml` are."""
    return parsed_toml(readable(path, name), name)


def readable(path: "Traversable", name: str) -> bytes:
    """The bytes of a file that faults call `name`. Faulty if it is not to be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        fault = Fault(name, "", f"cannot be read ({error.strerror})", "check that the file is there and readable")
        raise Faulty([fault]) from None


def parsed_toml(data: bytes, name: str) -> dict[str, Any]:
    """The tables of TOML that faults call `name`, its days in the Common Era.

    A byte order mark is no part of it. Faulty if it is not UTF-8 or not TOML, or where a day cannot be meant or words
    hold what nobody sees.
    """
    import tomli

    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
        tables = tomli.loads(text)
    except UnicodeDecodeError as error:
        fault = Fault(name, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8")
    except tomli.TOMLDecodeError as error:
        from kiosk.storage.toml_trouble import trouble_at

        fault = Fault(name, "", *trouble_at(error))
    except (ValueError, RecursionError) as error:  # a figure or a list that no office has is neither to tomli
        fault = Fault(name, "", f"not TOML: {error}", "mend that place")
    else:
        return tables if is_plain(text) else _as_meant(tables, name)
    raise Faulty([fault])


def _as_meant(tables: dict[str, Any], name: str) -> dict[str, Any]:
    if faults := [Fault(name, *trouble) for trouble in troubles(tables)]:
        raise Faulty(faults)
    return in_common_era(tables)  # type: ignore[no-any-return]


def build(data: object, kind: type[T], file: str, key: str = "") -> T:
    """`data`, which stands under `key` in its file, as a `kind`. Faulty with every fault, not the first only."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError:  # it names one fault; all of them take a longer look
        raise Faulty(list(_faults(data, kind, file, key))) from None


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid over `under`: tables key by key, anything else replaced.

    Words in two languages and the value of a fact are replaced as one: half of them would be another office's.
    """
    both = dict(under)
    for key, value in over.items():
        below = both.get(key)
        whole = key == "value" or not isinstance(value, Mapping) or is_bilingual(value)
        both[key] = merged(below, value) if isinstance(below, Mapping) and not whole else value
    return both


def closest(name: str, names: Iterable[str], otherwise: str) -> str:
    """What to do about a name that is not one of `names`: take the one that was meant, or `otherwise`."""
    meant = close_name(name, names)
    return f"write `{meant}`" if meant else otherwise


def close_name(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that was meant, if one is close."""
    return next(iter(get_close_matches(name, list(names), 1)), None)


def _faults(data: object, kind: Any, file: str, key: str) -> Iterator[Fault]:
    kind = _branch(data, kind)
    plain, inside = _plain(kind), list[Fault]()
    if isinstance(plain, type) and issubclass(plain, msgspec.Struct) and isinstance(data, dict):
        inside = list(_struct_faults(data, plain, file, key))
    elif get_origin(plain) is list and isinstance(data, list):
        (item,) = get_args(plain)
        for position, value in enumerate(data, 1):
            inside += _faults(value, item, file, f"{key}[{position}]")
    elif get_origin(plain) is dict and isinstance(data, dict):
        for name, value in data.items():
            inside += _faults(value, get_args(plain)[1], file, _joined(key, name))
    if inside:
        yield from inside
        return
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        if isinstance(data, str) and not data.strip():
            yield Fault(file, key, "is empty", "write the words")
        else:
            yield Fault(file, key, str(error).split(" - at `")[0].lower(), "mend the value")


def _struct_faults(data: dict[str, Any], kind: type[msgspec.Struct], file: str, key: str) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in [name for name in data if name not in fields]:
        instead = closest(name, fields, f"use one of {', '.join(fields)}")
        yield Fault(file, _joined(key, name), "not a key that is known here", instead)
    for name, field in fields.items():
        if name in data:
            yield from _faults(data[name], field.type, file, _joined(key, name))
        elif field.required:
            yield Fault(file, _joined(key, name), "is missing", "add it")


def _branch(data: object, kind: Any) -> Any:
    """The member of a union that is meant by the shape of `data`; other types as they are."""
    plain = _plain(kind)
    if not get_args(plain) or get_origin(plain) in (list, dict):
        return kind
    for member in get_args(plain):
        shape = _plain(member)
        if isinstance(data, list) and get_origin(shape) is list:
            return member
        if isinstance(data, dict) and isinstance(shape, type) and issubclass(shape, msgspec.Struct):
            return member
    return kind


def _plain(kind: Any) -> Any:
    """A type without what annotations say about it."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _joined(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
