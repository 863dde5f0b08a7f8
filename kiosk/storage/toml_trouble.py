"""Why a TOML file cannot be read, as who has written it by hand would say it: by its line, with what to do."""

import re

import tomli

_CURLY = re.compile("[\u201c-\u201f\u2018-\u201b]")
_VALUE = re.compile(r"""\s*[\w."-]+\s*=\s*(.*)""")
_WORDS = re.compile(r"""\"[^"]*\"|#.*""")
_THAI_DIGIT = re.compile("[๐-๙]")


def trouble_at(error: tomli.TOMLDecodeError) -> tuple[str, str]:
    """What is wrong in the line where reading ended, and what to do."""
    line, number = error.doc.split("\n")[error.lineno - 1], error.lineno
    if marks := _CURLY.findall(line):
        what = f"line {number} has quotation marks of a word processor ({' '.join(dict.fromkeys(marks))})"
        return what, 'write straight ones, "'
    if _THAI_DIGIT.search(_WORDS.sub("", line)):
        return f"line {number} has Thai digits outside of words", "write figures and days in Arabic digits"
    value = _VALUE.match(line)
    if value and value[1][:1].isalpha() and not value[1].startswith(("true", "false")):
        return f"line {number} has words without quotation marks", 'put them between two "'
    return f"line {number}, column {error.colno} is not TOML ({error.msg})", "mend that place"
