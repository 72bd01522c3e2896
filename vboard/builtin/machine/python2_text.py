"""Rewrites the statements of Python 2 as those of Python 3, in the text of a script.

Strings and comments are taken out first and put back last, so that nothing in them changes; lines stay where
they are, so that errors name the user's. Source: The Python Language Reference 2.7, sections 2.4, 6 and 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vboard.builtin.machine.python2_names import EXCEPTION, LONG, SCOPE

TUPLE = "__tuple_"
"""Begins the name of a parameter that was a tuple; its text follows in hexadecimal digits."""

_LITERAL = re.compile(
    r"""(?P<string>[uUbBrR]{0,2}(?:\"{3}(?:\\[\s\S]|[^\\])*?\"{3}|'{3}(?:\\[\s\S]|[^\\])*?'{3}"""
    r"""|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'))"""
    r"|(?P<comment>\#[^\n]*)"
)
_OPEN, _CLOSE, _COMMENT, _LINES = "\ue000", "\ue001", "\ue002", "\ue003"
"""Private characters stand for strings, comments and continued lines."""
_HIDDEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_STATEMENT = re.compile(
    r"(?P<before>^[ \t]*|[:;][ \t]*)(?P<word>print|exec|raise)\b(?![ \t]*=)", re.MULTILINE
)
_EXCEPT = re.compile(r"^[ \t]*except\b", re.MULTILINE)
_PARAMETERS = re.compile(r"\bdef[ \t]+\w+[ \t]*\(|\blambda\b")
_PRINT_FUNCTION = re.compile(r"^from[ \t]+__future__[ \t]+import\b[^\n]*\bprint_function\b", re.MULTILINE)
_SIMPLE = (
    (re.compile(r"<>"), "!="),
    (re.compile(r"(?<![\w.])0([0-7]+)(?=[lL]?(?![\w.]))"), r"0o\1"),
    (re.compile(r"(?<![\w.])(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+)[lL]\b"), rf"{LONG}(\1)"),
    (re.compile(r"\b(async|await|nonlocal)\b"), r"\1_"),
    (re.compile(r"`([^`\n]+)`"), r"repr(\1)"),
)


def modernised(source: str) -> str:
    """Return `source` with the statements of Python 2 as those of Python 3."""
    if any(letter in source for letter in (_OPEN, _CLOSE, _COMMENT, _LINES)):
        return source
    text, taken = _hide(source)
    text = _INDENT.sub(lambda match: match[0].expandtabs(8), text)
    text = _with_statements(text, is_print_function=_PRINT_FUNCTION.search(text) is not None)
    text = _with_excepts(text)
    text = _with_plain_parameters(text)
    text = _with_closed_lists(text)
    for pattern, replacement in _SIMPLE:
        text = pattern.sub(replacement, text)
    text = text.replace(_COMMENT, "").replace(_LINES, "\\\n")
    return _HIDDEN.sub(lambda match: taken[int(match[1])], text)


def _hide(source: str) -> tuple[str, list[str]]:
    """The source with strings, comments and continuations taken out, and the strings and comments."""
    taken: list[str] = []

    def take(match: re.Match[str]) -> str:
        taken.append(re.sub("^[uU](?=[rR])", "", match[0]))
        return f"{_COMMENT if match['comment'] else ''}{_OPEN}{len(taken) - 1}{_CLOSE}"

    return _LITERAL.sub(take, source).replace("\\\n", _LINES), taken


def _end(text: str, start: int, stops: str) -> int:
    """Where the first of `stops` is outside brackets, or the bracket around `start` closes."""
    depth = 0
    for at in range(start, len(text)):
        letter = text[at]
        if letter in stops and depth == 0:
            return at
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            if depth == 0:
                return at
            depth -= 1
    return len(text)


def _parts(text: str) -> list[str]:
    """Text between the commas outside brackets; a last comma leaves an empty part."""
    parts, at = [], 0
    while True:
        end = _end(text, at, ",")
        if end < len(text) and text[end] != ",":  # a bracket that nothing opened: no list
            return [text]
        parts.append(text[at:end].strip(f" \t{_LINES}"))
        if end >= len(text):
            return parts
        at = end + 1


def _print(rest: str) -> str:
    options = ""
    if rest.startswith(">>"):
        target, *items = _parts(rest[2:])
        rest, options = rest[2 + _end(rest[2:], 0, ",") + 1 :].strip(), f", file={target}"
        if not items:
            rest = ""
    if rest.endswith(","):
        rest, options = rest[:-1], f', end=" "{options}'
    return f"print({rest}{options if rest else options.removeprefix(', ')})"


def _in(rest: str) -> tuple[str, str]:
    """Text before and after the first `in` outside brackets."""
    for match in re.finditer(r"(?<!\w)in(?!\w)", rest):
        if _end(rest[: match.start()], 0, "") == match.start() and _is_balanced(rest[: match.start()]):
            return rest[: match.start()].rstrip(f" \t{_LINES}"), rest[match.end() :].strip(f" \t{_LINES}")
    return rest, ""


def _is_balanced(text: str) -> bool:
    return sum(text.count(letter) for letter in "([{") == sum(text.count(letter) for letter in ")]}")


def _exec(rest: str) -> str:
    code, scopes = _in(rest)
    if not scopes:
        return (
            f"exec{rest}" if rest.startswith("(") and _end(rest, 1, "") == len(rest) - 1 else f"exec({rest})"
        )
    own, *local = _parts(scopes)
    return f"exec({', '.join((code, f'{SCOPE}({own})', *local))})"


def _raise(rest: str) -> str:
    return f"raise {EXCEPTION}({rest})" if len(_parts(rest)) > 1 else f"raise {rest}".rstrip()


_REWRITES: dict[str, Callable[[str], str]] = {"print": _print, "exec": _exec, "raise": _raise}


def _with_statements(text: str, is_print_function: bool) -> str:
    """Each `print`, `exec` and `raise` as Python 3 has it."""
    done, at = "", 0
    while match := _STATEMENT.search(text, at):
        end = _end(text, match.end(), f";\n{_COMMENT}")
        statement = text[match.end() : end]
        rest = statement.strip(f" \t{_LINES}")
        spaces = statement[len(statement.rstrip()) :] if rest else ""
        if match["word"] == "print" and is_print_function:
            done, at = done + text[at : match.end()], match.end()
            continue
        # A continued line between the word and the rest stays, for the lines' numbers.
        lines = _LINES * (statement[: len(statement) - len(statement.lstrip(f" \t{_LINES}"))].count(_LINES))
        done += f"{text[at : match.start()]}{match['before']}{lines}{_REWRITES[match['word']](rest)}{spaces}"
        at = end
    return done + text[at:]


def _with_excepts(text: str) -> str:
    """`except kind, name:` as `except kind as name:`."""
    done, at = "", 0
    while match := _EXCEPT.search(text, at):
        end = _end(text, match.end(), ":\n")
        parts = _parts(text[match.end() : end])
        header = text[at:end]
        if len(parts) == 2 and parts[1].isidentifier():
            header = f"{text[at : match.end()]} {parts[0]} as {parts[1]}"
        done, at = done + header, end
    return done + text[at:]


def _with_plain_parameters(text: str) -> str:
    """Parameters that are tuples as names that hold the tuples' text."""
    done, at = "", 0
    while match := _PARAMETERS.search(text, at):
        start, is_lambda = match.end(), match[0] == "lambda"
        end = _end(text, start, ":" if is_lambda else "")
        done += text[at:start] + "".join(_parameters(text[start:end]))
        at = end
    return done + text[at:]


def _parameters(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = _end(text, at, ",")
        part = text[at : end + 1]
        tuple_ = re.match(r"(\s*)(\([^=]*\))(\s*(?:=|,|$))", part)
        if tuple_ is None:
            yield part
        else:
            name = TUPLE + " ".join(tuple_[2].split()).encode().hex()
            yield f"{tuple_[1] or ' '}{name}{part[tuple_.end(2) :]}"
        at = end + 1


_WORDS = re.compile(r"[()\[\]{},]|(?<![\w.])(?:for|in|if|lambda)(?!\w)")


def _with_closed_lists(text: str) -> str:
    """Brackets around what a list runs through without any: `[x for x in 1, 2]` (section 5.2.4)."""
    if "for" not in text or "[" not in text:
        return text
    opened = [""]
    for part in re.split(r"([\[\]])", text):
        if part == "[":
            opened.append("")
        elif part == "]" and len(opened) > 1:
            content = opened.pop()
            opened[-1] += f"[{_closed(content)}]"
        else:
            opened[-1] += part
    return "[".join(opened)


def _closed(content: str) -> str:
    """What is between the brackets of a list."""
    depth, start, has_comma, closings = 0, None, False, []
    is_target = False
    for match in _WORDS.finditer(content):
        word = match[0]
        if word in "([{":
            depth += 1
        elif word in ")]}":
            depth -= 1
        elif depth == 0 and word in ("for", "if"):
            if start is not None and has_comma:
                closings.append((start, match.start()))
            start, is_target = None, word == "for"
        elif depth == 0 and word == "in" and is_target:
            start, has_comma, is_target = match.end(), False, False
        elif depth == 0 and word == ",":
            has_comma = True
    if start is not None and has_comma:
        closings.append((start, len(content)))
    for begin, end in reversed(closings):
        content = f"{content[:begin]} ({content[begin:end].strip(' ')}) {content[end:]}"
    return content
