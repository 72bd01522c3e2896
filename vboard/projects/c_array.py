"""Bytes as the initialiser of a C array. Standard library only: the firmware's build uses it too."""

from __future__ import annotations

import re
import unicodedata

BYTES_PER_LINE = 16
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# C17 6.4.1 and C23 6.4.1; C++20 [lex.key] with the alternative tokens of [lex.digraph].
_KEYWORDS_TEXT = """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t
    class co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue
    decltype default delete do double dynamic_cast else enum explicit export extern false float for friend
    goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private
    protected public register reinterpret_cast requires restrict return short signed sizeof static
    static_assert static_cast struct switch template this thread_local throw true try typedef typeid
    typename typeof typeof_unqual union unsigned using virtual void volatile wchar_t while xor xor_eq
"""
_KEYWORDS = frozenset(_KEYWORDS_TEXT.split())
_TAKEN_TEXT = """
    assert complex ctype errno fenv float inttypes iso646 limits locale main math setjmp signal stdalign
    stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar
    wctype
"""
_TAKEN = frozenset(_TAKEN_TEXT.split())
"""`NAME.h` would hide a header of the C library (C17 7.1.2)."""
_DECLARED = re.compile(
    r"u?int((_least|_fast)?(8|16|32|64)|ptr|max)_t|(size|ptrdiff|max_align|wint)_t|NULL|EOF"
    r"|abort|abs|exit|free|malloc|memcpy|memset|printf|stderr|stdin|stdout|std|tflite|linux|unix"
)
"""What headers that nearly every program includes declare, and macros of compilers."""
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]", re.IGNORECASE)


def initialiser(data: bytes) -> list[str]:
    """Lines of `0x00,` between the braces, 16 bytes each."""
    return [
        "".join(f"0x{byte:02x}," for byte in data[first : first + BYTES_PER_LINE])
        for first in range(0, len(data), BYTES_PER_LINE)
    ]


def why_no_name(name: str) -> str:
    """Why `name` cannot be that of a variable in C and C++; empty when it can."""
    if not _IDENTIFIER.fullmatch(name):
        return "expected letters, digits and _, no digit first"
    if name in _KEYWORDS:
        return "is a keyword of C or C++"
    if name in _TAKEN:
        return "is main(), or the name of a header of the C library"
    if "__" in name or re.match(r"_[A-Z]", name):
        return "is reserved for the compiler (two underscores, or one before a capital)"
    if _DECLARED.fullmatch(name):
        return "is taken by the C library, the runtime or a compiler"
    if _DEVICE.fullmatch(name):
        return "is a device on Windows, where no file can have this name"
    return ""


def name_from(stem: str) -> str:
    """A name for a model's array, from its file's: `Person detect-v2` -> `Person_detect_v2_model`."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")
    if name.lower().endswith("model"):
        return name if not name[0].isdigit() else f"model_{name}"
    return f"{name}_model" if name and not name[0].isdigit() else f"model_{name}".rstrip("_")
