"""Reads declarations of C# types from source text, as far as the table of known types needs them.

This is no compiler: it removes comments, strings and attributes' bodies, follows braces, and matches the
few forms in which the peripheral models of Renode declare classes, constructors and properties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BLANK = re.compile(
    r'//[^\n]*|/\*.*?\*/|@"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\])\'|^\s*#[^\n]*',
    re.DOTALL | re.MULTILINE,
)
_DECLARATION = re.compile(
    r"\b(?P<modifiers>(?:(?:public|internal|protected|private|abstract|sealed|static|partial|readonly|new)\s+)*)"
    r"(?P<kind>class|interface|enum|struct)\s+(?P<name>\w+)\s*(?P<generic><[^>{]*>)?\s*"
    r"(?::\s*(?P<bases>[^{]*?))?(?P<where>\bwhere\b[^{]*)?\{"
)
_NAMESPACE = re.compile(r"\bnamespace\s+([\w.]+)\s*\{")
_GPIO = re.compile(
    r"(?P<attributes>(?:\[[^\]]*\]\s*)*)public\s+(?:(?:virtual|override|new|readonly)\s+)*GPIO\s+(?P<name>\w+)\s*"
    r"(?:\{|=>)"
)
_PROPERTY = re.compile(
    r"\bpublic\s+(?:(?:virtual|override|new|sealed)\s+)*(?!class|enum|struct|event|static|const)"
    r"[\w.<>\[\]?, ]+?\s+(?P<name>[A-Z]\w*)\s*\{"
)
_SETTER = re.compile(r"(?<!private )(?<!protected )(?<!internal )\bset\s*(?:;|\{|=>)")
_SIZE = re.compile(r"\blong\s+Size\s*(?:=>|\{\s*get\s*\{\s*return|\{\s*get\s*=>)\s*([^;]+);")
_CONSTANT = re.compile(r"\bconst\s+\w+\s+(\w+)\s*=\s*([^;]+);")


@dataclass
class Parameter:
    """A parameter of a constructor: name, type as written, default as written (None when it is required)."""

    name: str
    type: str
    default: str | None = None
    alias: str = ""


@dataclass
class TypeDeclaration:
    """A class, interface, enum or struct.

    Attributes:
        name: its name, outer types' before it with `+` between.
        generic: names of its type parameters.
        bases: what it derives from, as written.
        constructors: parameters of each public constructor.
        hides_constructor: it has one that is not public, so that C# adds none.
        outputs: public properties of type GPIO; the default one first.
        properties: names of public properties with a public setter.
        size: expression of `Size`, or empty.
        constants: expressions of its constants by name.
        members: names of an enum's members, by value.
        assigned: expressions of an enum's members in order, empty where there is none.
    """

    namespace: str
    name: str
    kind: str
    abstract: bool
    public: bool
    generic: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    constructors: list[list[Parameter]] = field(default_factory=list)
    hides_constructor: bool = False
    outputs: list[str] = field(default_factory=list)
    default_output: str = ""
    properties: list[str] = field(default_factory=list)
    size: str = ""
    constants: dict[str, str] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    assigned: dict[str, str] = field(default_factory=dict)

    @property
    def full(self) -> str:
        """Name with the namespace."""
        return f"{self.namespace}.{self.name}"


def _blanked(text: str) -> str:
    """The text without comments, and with nothing but words in strings; lines and columns stay."""

    def blank(match: re.Match[str]) -> str:
        found = match.group()
        if found.lstrip().startswith(("//", "/*", "#")):
            return re.sub(r"[^\n]", " ", found)
        return found[0] + re.sub(r"[^\w\s.-]", "_", found[1:-1]) + found[-1]

    return _BLANK.sub(blank, text)


def declarations(text: str) -> list[TypeDeclaration]:
    """All types that a file declares, nested ones too."""
    text = _blanked(text.replace("\ufeff", ""))
    found: list[TypeDeclaration] = []
    _scan(text, 0, len(text), "", "", found, True)
    return found


def _closing(text: str, start: int) -> int:
    """Index behind the brace that closes the one before `start`."""
    depth = 1
    for match in re.finditer(r"[{}]", text[start:]):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return start + match.end()
    return len(text)


def _scan(
    text: str, start: int, end: int, namespace: str, outer: str, found: list[TypeDeclaration], public: bool
) -> list[tuple[int, int]]:
    """Find declarations in [start, end); returns the spans of their bodies."""
    spans: list[tuple[int, int]] = []
    at = start
    while at < end:
        space, kind = _NAMESPACE.search(text, at, end), _DECLARATION.search(text, at, end)
        first = min(
            (match for match in (space, kind) if match), key=lambda match: match.start(), default=None
        )
        if first is None:
            break
        close = _closing(text, first.end())
        spans.append((first.start(), close))
        if first is space:
            _scan(text, first.end(), close - 1, first[1], "", found, public)
        elif kind is not None:
            _declare(text, kind, close, namespace, outer, found, public)
        at = close
    return spans


def _declare(
    text: str,
    match: re.Match[str],
    close: int,
    namespace: str,
    outer: str,
    found: list[TypeDeclaration],
    public: bool,
) -> None:
    modifiers = match["modifiers"].split()
    name = f"{outer}+{match['name']}" if outer else match["name"]
    visible = public and (
        match["kind"] == "interface" or "public" in modifiers or "internal" not in modifiers
    )
    entry = TypeDeclaration(
        namespace, name, match["kind"], "abstract" in modifiers, visible and "private" not in modifiers
    )
    entry.generic = [each.strip() for each in split((match["generic"] or "")[1:-1]) if each.strip()]
    entry.bases = [each.strip() for each in split(match["bases"] or "") if each.strip()]
    found.append(entry)
    inner = _scan(text, match.end(), close - 1, namespace, name, found, entry.public)
    body = list(text[match.end() : close - 1])
    for start, end in inner:
        body[start - match.end() : end - match.end()] = " " * (end - start)
    _read_members(entry, "".join(body))


def split(text: str, separator: str = ",") -> list[str]:
    """Split outside of brackets of any kind."""
    parts, depth, last = [], 0, 0
    for at, character in enumerate(text):
        if character in "<([{":
            depth += 1
        elif character in ">)]}" and text[at - 1 : at] != "=":
            depth -= 1
        elif character == separator and depth == 0:
            parts.append(text[last:at])
            last = at + 1
    return [*parts, text[last:]]


def _read_members(entry: TypeDeclaration, body: str) -> None:
    if entry.kind == "enum":
        entry.members = _members(body)
        entry.assigned = _assigned(body)
    simple = entry.name.rpartition("+")[2]
    for match in re.finditer(rf"\bpublic\s+{simple}\s*\(", body):
        parameters = _parenthesised(body, match.end())
        entry.constructors.append([_parameter(each) for each in split(parameters) if each.strip()])
    entry.hides_constructor = bool(re.search(rf"\b(?:protected|private|internal)\s+{simple}\s*\(", body))
    for match in _GPIO.finditer(body):
        entry.outputs.append(match["name"])
        if "DefaultInterrupt" in match["attributes"]:
            entry.default_output = match["name"]
    for match in _PROPERTY.finditer(body):
        if _SETTER.search(body, match.end(), _closing(body, match.end())):
            entry.properties.append(match["name"])
    size = _SIZE.search(body)
    entry.size = size[1].strip() if size else ""
    entry.constants = {match[1]: match[2].strip() for match in _CONSTANT.finditer(body)}


def _members(body: str) -> list[str]:
    """Names of an enum's members, by value."""
    values: dict[str, int] = {}
    following = 0
    for each in split(body):
        match = re.match(r"\s*(?:\[[^\]]*\]\s*)*(\w+)\s*(?:=\s*(0x[0-9A-Fa-f]+|\d+))?", each)
        if match:
            values[match[1]] = int(match[2], 0) if match[2] else following
            following = values[match[1]] + 1
    return sorted(values, key=lambda name: values[name])


def _assigned(body: str) -> dict[str, str]:
    """An enum's members in order with the expressions of their values."""
    found = (re.match(r"\s*(?:\[[^\]]*\]\s*)*(\w+)\s*(?:=\s*(.*))?", each, re.DOTALL) for each in split(body))
    return {match[1]: (match[2] or "").strip() for match in found if match}


def _parenthesised(text: str, start: int) -> str:
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return text[start:at]
    return text[start:]


_ATTRIBUTES = re.compile(r"^\s*(?:\[(?P<text>[^\]]*)\]\s*)+")
_ALIAS = re.compile(r'NameAlias\(\s*"(\w+)"')


def _parameter(text: str) -> Parameter:
    attributes = _ATTRIBUTES.match(text)
    alias = _ALIAS.search(attributes["text"]) if attributes else None
    declaration, equals, default = _ATTRIBUTES.sub("", text).strip().partition("=")
    words = re.sub(r"^(?:params|ref|out|in|this)\s+", "", declaration.strip())
    type_name, _, name = words.rpartition(" ")
    return Parameter(
        name.strip(),
        " ".join(type_name.split()),
        default.strip() if equals else None,
        alias[1] if alias else "",
    )
