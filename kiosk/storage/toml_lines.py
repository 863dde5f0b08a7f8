"""The line of a TOML file in which a key stands, so that who has written it by hand finds the place."""

import re

_STEP = re.compile(r"(?P<name>[A-Z]+[0-9]+(?:\.[0-9]+)?|[^.\[\]]+)(?:\[(?P<number>[0-9]+)\])?\.?")
"""A step of a key: a name, such as M8.1 or start, with its number in a list of tables, from 1."""


_ITEM = re.compile(r"[^{]*?(?:=\s*\[\s*|^\s*)\{")


def line_of(text: str, key: str) -> int | None:
    """The line, from 1, of the last step of a key that stands in the text; None where not even the first does."""
    lines, at = text.split("\n"), None
    for step in _STEP.finditer(key):
        number = int(step["number"] or 1)
        line = _next(lines, at or 0, step["name"], number)
        if line is None and number > 1:
            line = _item(lines, _next(lines, at or 0, step["name"], 1), number)
        if line is None:
            break
        at = line
    return None if at is None else at + 1


def _item(lines: list[str], start: int | None, number: int) -> int | None:
    """The line of an item, from 1, of the list that begins in a line and has one inline table a line."""
    if start is None:
        return None
    items = [at for at, line in enumerate(lines[start:], start) if _ITEM.match(line)]
    return items[number - 1] if number <= len(items) else start


def _next(lines: list[str], start: int, name: str, number: int) -> int | None:
    """The line of that name from a line on: the head of a table, the id of one, or a key of the table there."""
    head = re.compile(rf'\[+(?:[\w-]+\.)*"?{re.escape(name)}"?[\].]')
    own = re.compile(rf'(?:.*[{{,]\s*|\s*)"?{re.escape(name)}"?[\s.]*=')
    is_past = False
    for at, line in enumerate(lines[start:], start):
        is_past = is_past or (at > start and line.startswith("["))
        if head.match(line) or f'id = "{name}"' in line or (own.match(line) and not is_past):
            number -= 1
            if not number:
                return at
    return None
