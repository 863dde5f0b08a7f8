"""A third language, made up for a test: a copy of the content with a few words in it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import msgspec

from kiosk.catalogue.content_files import CONTENT

CHINESE = {
    "Please choose a service": "请选择服务",
    "EIT survey": "问卷调查",
    "Survey": "问卷",
    "Fee": "费用",
    "Page {page} of {pages}": "第 {page} 页，共 {pages} 页",
}


def content_in_chinese(folder: Path, words: Mapping[str, str] = CHINESE, *, language: str = "zh") -> Path:
    """The shipped content in `folder`, with a file of words beside it."""
    content = Path(shutil.copytree(str(CONTENT), folder / "content"))
    (content / "languages").mkdir()
    (content / f"languages/{language}.toml").write_bytes(msgspec.toml.encode({"name": "中文", "words": dict(words)}))
    return content
