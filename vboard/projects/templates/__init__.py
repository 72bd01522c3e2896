"""Texts of build files; `{{name}}` stands for what a project fills in."""

from __future__ import annotations

import re
from pathlib import Path

_FOLDER = Path(__file__).parent
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def fill(template: str, **values: str) -> bytes:
    """A template's text with its places filled.

    Raises:
        KeyError: a place has no value.
    """
    text = (_FOLDER / template).read_text(encoding="utf-8")
    return _PLACE.sub(lambda place: values[place[1]], text).encode("utf-8")
