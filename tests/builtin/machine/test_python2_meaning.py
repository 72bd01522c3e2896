"""What scripts of Python 2 do, and that rewriting leaves texts and comments alone."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vboard.builtin.machine.python2 import NAMES, compile_script, modernised


def run(source: str, capsys: pytest.CaptureFixture[str]) -> str:
    exec(compile_script(source, "script"), dict(NAMES))
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("raise ValueError, 'a; b'", "('a; b',)"),
        ("raise ValueError, ('a', 'b')", "('a', 'b')"),
        ("raise ValueError, 'a', None", "('a',)"),
        ("raise ValueError, ValueError(1, 2)", "(1, 2)"),
        ("raise ValueError, \\\n    'a'", "('a',)"),
        ("raise ValueError, (\n    'a')  # why, really", "('a',)"),
        ("raise ValueError", "()"),
    ],
)
def test_raise(source: str, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python 2 Language Reference, section 6.9."""
    assert run(f"try:\n  {source}\nexcept ValueError, e: print e.args", capsys) == f"{printed}\n"


@pytest.mark.parametrize("kinds", ["ValueError", "(ValueError, KeyError)", "(ValueError,\n  KeyError)"])
@pytest.mark.parametrize("name", [", e", " as e", " , e "])
def test_except(kinds: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(f"try:\n  int('x')\nexcept {kinds}{name}: print 'caught'", capsys) == "caught\n"


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("exec 'x = 7 / 2'\nprint x", "3\n"),
        ("exec('x = 1')\nprint x", "1\n"),
        ("exec \"print 'in'\"", "in\n"),
        ("d = {}\nexec 'x = 7 / 2; print x' in d\nprint d['x']", "3\n3\n"),
        ("d, e = {}, {}\nexec 'x = 1' in d, e\nprint e['x'], 'x' in d", "1 False\n"),
        ("exec ('x = ' + str(1 in [1]))\nprint x", "True\n"),
        ("exec 'x = 1' if 1 in [1] else 'x = 2'\nprint 1", None),
        ("print eval('7 / 2'), eval(' 1 <> 2')", "3 True\n"),
    ],
)
def test_exec(source: str, printed: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python 2 Language Reference, section 6.14: the code is of Python 2 too; `in` begins the scopes."""
    if printed is None:
        with pytest.raises(SyntaxError):
            compile_script(source, "script")
    else:
        assert run(source, capsys) == printed


def test_execfile(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    path = f"{tmp_path}/other.py"
    with open(path, "w", encoding="utf-8") as file:
        file.write("x = 9 / 2\nprint 'other'")
    assert run(f"execfile({path!r})\nprint x", capsys) == "other\n4\n"


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("import sys\nprint >>sys.stdout, 'a', 'b'", "a b\n"),
        ("import sys\nprint >>sys.stdout", "\n"),
        ("import sys\nprint >>sys.stdout, 'a',", "a "),
        ("import sys\nprint >> getattr(sys, 'stdout'), 'a' if 1 else 'b'", "a\n"),
        ("import sys\nprint >>(sys.stdout)", "\n"),
    ],
)
def test_print_to_a_file(source: str, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, capsys) == printed


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("def f((a, b), c=3):\n  return a + b + c\nprint f((1, 2)), f((1, 2), 4)", "6 7\n"),
        ("def f((a, (b, c))): return a + b * c\nprint f((1, (2, 3)))", "7\n"),
        ("print sorted({1: 3, 2: 1}.items(), key=lambda (k, v): v)", "[(2, 1), (1, 3)]\n"),
        ("print map(lambda (a, b), c: a + b + c, [(1, 2)], [3])", "[6]\n"),
        ("n = 5\nf = lambda (a, b): a + b + n\nprint f((1, 2))", "8\n"),
        ("f = lambda a=(1, 2), *b: a\nprint f()", "(1, 2)\n"),
    ],
)
def test_parameters_that_are_tuples(source: str, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python 2 Language Reference, section 7.6."""
    assert run(source, capsys) == printed


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("a = [3, 1, 2]\na.sort(lambda x, y: y - x)\nprint a", "[3, 2, 1]\n"),
        ("a = [3, 1, 2]\na.sort(cmp=lambda x, y: cmp(y, x))\nprint a", "[3, 2, 1]\n"),
        ("a = ['b', 'A']\na.sort(key=str.lower, reverse=True)\nprint a", "['b', 'A']\n"),
        ("print sorted([3, 1], cmp), sorted([1, 3], cmp=lambda x, y: y - x)", "[1, 3] [3, 1]\n"),
        ("print cmp(1, 2), cmp(2, 1), cmp('a', 'a')", "-1 1 0\n"),
        ("g = (x for x in [1, 2])\nprint g.next(), next(g)", "1 2\n"),
        ("print apply(max, (1, 2)), round(2.5), round(-2.5), round(0.125, 2)", "2 3.0 -3.0 0.13\n"),
        ("print oct(8), oct(0), oct(-8)", "010 0 -010\n"),
        ("print 'abc'.encode('hex'), '6162'.decode('hex'), 'a'.decode('utf-8')", "616263 ab a\n"),
        (
            "print isinstance(u'a', unicode), isinstance(2 ** 40, long), isinstance(1, long)",
            "True True False\n",
        ),
        ("print unicode(5), long('12'), intern('a'), map(ord, 'ab')", "5 12 a [97, 98]\n"),
        ("from __future__ import division\nprint 3 / 2", "1.5\n"),
        ("# print_function is not imported\nprint 'a', 1", "a 1\n"),
        (
            "from __future__ import print_function\ntry: 1 / 0\nexcept ArithmeticError, e: print('a', 1)",
            "a 1\n",
        ),
    ],
)
def test_names_and_methods(source: str, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, capsys) == printed


@pytest.mark.parametrize(
    ("body", "use", "printed"),
    [
        ("def __div__(s, o): return 'div'", "V() / 2", "div"),
        ("def __nonzero__(s): return False", "bool(V())", "False"),
        (
            "def __cmp__(s, o): return -1",
            "V() < 1, V() == 1, V() <> 1, V() >= 1",
            "(True, False, True, False)",
        ),
        ("def __iter__(s): return s\n  def next(s): raise StopIteration", "list(V())", "[]"),
        ("def __unicode__(s): return 'u'", "unicode(V())", "u"),
        ("class __metaclass__(type): pass", "V.__name__", "V"),
        ("__metaclass__ = M", "type(V).__name__", "M"),
    ],
)
def test_special_methods_of_classes(
    body: str, use: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python 2 Language Reference, section 3.4."""
    source = f"class M(type): pass\nclass V(object):\n  {body}\nprint ({use})"
    assert run(source, capsys) == f"{printed}\n"


TEXT = st.text(
    st.sampled_from("print exec raise except:,;`<>0777L10L()[]{}'\"\\#lambda(a,b)\t\nin")
    | st.characters(codec="utf-8")
)


@given(TEXT)
def test_texts_are_never_rewritten(text: str) -> None:
    source = f"x = {text!r}\ny = [{text!r}, ({text!r})]"
    scope: dict[str, object] = dict(NAMES)
    exec(compile_script(f"{source}\nif 1 <> 2: z = {text!r}", "script"), scope)
    assert (scope["x"], scope["y"], scope["z"]) == (text, [text, text], text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r\f\x0b\0")))
def test_comments_are_never_rewritten(text: str) -> None:
    assert modernised(f"x = 1  # {text}\n# {text}") == f"x = 1  # {text}\n# {text}"


PIECES = [
    *("print 1,", "(", ")", "lambda (a", "raise A, ", "'", '"""', "\\\n", "\n", ":", "exec a in ", ">>", "`"),
    *("def f((", "except A, b", "#", "in", "[", ",", ";", "0777L"),
]


@given(st.lists(st.sampled_from(PIECES)))
def test_any_text_gives_a_script_or_a_syntax_error(pieces: list[str]) -> None:
    with contextlib.suppress(SyntaxError):
        compile_script(" ".join(pieces), "script")


BEFORE = ["print 1", "raise A, 'b'", "exec 'a' in b", "def f((a, b)): return a", "x = \\\n 1"]


@pytest.mark.parametrize("before", BEFORE)
def test_lines_stay_where_they_are(before: str) -> None:
    text = modernised(f"{before}\nlast")
    assert text.split("\n").index("last") == f"{before}\nlast".split("\n").index("last")
