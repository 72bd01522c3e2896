"""Scripts of Python 2 compile and mean what they meant."""

from __future__ import annotations

import pytest

from vboard.builtin.machine.python2 import (
    NAMES,
    LongInteger,
    compile_line,
    compile_script,
    described,
    modernised,
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("print 'a', x", "print('a', x)"),
        ("print", "print()"),
        ("print x,", 'print(x, end=" ")'),
        ("print >>log, x", "print(x, file=log)"),
        ("if x: print 'yes'; print 2", "if x: print('yes'); print(2)"),
        ("print 'a # b'  # why", "print('a # b')  # why"),
        ("except ValueError, e:", "except ValueError as e:"),
        ("except (A, B), e:", "except (A, B) as e:"),
        ("raise ValueError, 'text'", "raise __exception__(ValueError, 'text')"),
        ("raise E, \\\n  'a'", "raise __exception__(E, \\\n  'a')"),
        ("exec 'a' in b, c", "exec('a', __scope__(b), c)"),
        ("except (A,\n  B), e:", "except (A,\n  B) as e:"),
        ("x = 0777 + 10L + 0x1FL + 07L", "x = 0o777 + __long__(10) + __long__(0x1F) + __long__(0o7)"),
        ("y = [x for x in 1, 2]", "y = [x for x in (1, 2) ]"),
        ("async = await.nonlocal", "async_ = await_.nonlocal_"),
        ("if a <> b: pass", "if a != b: pass"),
        ("x = `y`", "x = repr(y)"),
        ("exec code", "exec(code)"),
        ("print x\ny = 1", "print(x)\ny = 1"),
        ("print '%d %d' % (\n    1, 2)\ny = 1", "print('%d %d' % (\n    1, 2))\ny = 1"),
        ("print 'a', \\\n    'b'", "print('a', \\\n    'b')"),
        ("print ('a'), ('b')", "print(('a'), ('b'))"),
        ("print 1; s = '10L <> 0777'", "print(1); s = '10L <> 0777'"),
        ('print 1\n"""\nprint x\n"""', 'print(1)\n"""\nprint x\n"""'),
        ("print 1  # print 2, it's", "print(1)  # print 2, it's"),
        ("if x:\n\tprint 1\n        print 2", "if x:\n        print(1)\n        print(2)"),
    ],
)
def test_statements_are_rewritten(old: str, new: str) -> None:
    assert modernised(old) == new


@pytest.mark.parametrize("source", ["fingerprint = 1", "s = 'print x'", "x = 0", "x = 10"])
def test_scripts_of_python_3_stay(source: str) -> None:
    assert modernised(source) == source
    compile_script(source, "<test>")


def test_a_script_runs_with_the_old_names() -> None:
    source = "total = 0\nfor i in xrange(4):\n    total += long(i)\nprint 'sum', total\n"
    printed: list[tuple[object, ...]] = []
    exec(compile_script(source, "<test>"), {**NAMES, "print": lambda *values: printed.append(values)})
    assert printed == [("sum", "6")]


def test_the_complaint_is_about_the_script_as_it_is() -> None:
    with pytest.raises(SyntaxError) as caught:
        compile_script("a = 1\nb = (", "<test>")
    assert caught.value.lineno == 2


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("if error", "[FatalError] unexpected EOF while parsing (Line 1, Column 9)"),
        ("not python(", "[FatalError] unexpected EOF while parsing (Line 1, Column 12)"),
        ("invalid Python", "[FatalError] unexpected token 'Python' (Line 1, Column 9)"),
        ("a = 1\nb = = 2", "[FatalError] unexpected token '=' (Line 2, Column 5)"),
    ],
)
def test_a_syntax_error_is_told_as_ironpython_tells_it(source: str, text: str) -> None:
    """The first three are what Renode's own tests and a recorded run have."""
    with pytest.raises(SyntaxError) as caught:
        compile_script(source, "<test>")
    assert described(caught.value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "0x5"),
        (-1, "-0x1"),
        (0x7FFFFFFF, "0x7fffffff"),
        (0x80000000, "0x80000000L"),
        (LongInteger(5), "0x5L"),
    ],
)
def test_hex_marks_what_32_bits_do_not_hold(value: int, text: str) -> None:
    assert NAMES["hex"](value) == text


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("x = 7 / 2", 3),
        ("x = -7 / 2", -4),
        ("x = 7 / 2.0", 3.5),
        ("x = 7\nx /= 2", 3),
        ("y = [9]\ny[0] /= 2\nx = y[0]", 4),
        ("print 'a'\nx = (5 + 4) / 2 / 2", 2),
        ("x = '7/2'", "7/2"),
    ],
)
def test_integers_divide_without_remainder(source: str, value: object) -> None:
    scope: dict[str, object] = dict(NAMES)
    exec(compile_script(source, "<test>"), scope)
    assert scope["x"] == value
    assert type(scope["x"]) is type(value)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("print", "\n"),
        ("print -1", "-1\n"),
        ("print (1) + 2", "3\n"),
        ("print (1, 2)[0]", "1\n"),
        ("print ('a', 1)", "('a', 1)\n"),
        ("print ('a'), ('b')", "a b\n"),
        ("print()", "()\n"),
        ("print('a', end='')", "a"),
        ("from __future__ import print_function\nprint('a', 1)", "a 1\n"),
    ],
)
def test_print_that_python_3_understands_otherwise(
    source: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python 2 Language Reference, section 6.6; such a text is also one of Python 3, and wrong there."""
    exec(compile_script(source, "script"), dict(NAMES))
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("range(3) + [3]", [0, 1, 2, 3]),
        ("map(str, [1, 2])[1]", "2"),
        ("map(None, [1], [2])", [(1, 2)]),
        ("filter(lambda c: c > 'a', 'abc')", "bc"),
        ("filter(None, (0, 1))", (1,)),
        ("zip([1], [2])[0]", (1, 2)),
        ("reduce(lambda a, b: a + b, [1, 2])", 3),
        ("isinstance('a', basestring)", True),
        ("{1: 2}.has_key(1)", True),
        ("{1: 2}.keys()[0] + {1: 2}.values()[0]", 3),
        ("list({1: 2}.iteritems()) == {1: 2}.items()", True),
    ],
)
def test_functions_and_methods_of_python_2(source: str, value: object) -> None:
    """The Python Library Reference 2.7, sections 2 and 5.8."""
    assert eval(compile_script(source, "script", "eval"), dict(NAMES)) == value


def test_methods_of_other_objects_are_their_own() -> None:
    class Table:
        def items(self) -> str:
            return "own"

    assert eval(compile_script("t.items()", "script", "eval"), {**NAMES, "t": Table()}) == "own"


@pytest.mark.parametrize(
    ("line", "value"),
    [("7 / 2", 3), ("  1 + 1", 2), ("x = 1", None), ("x = 1; x", None), ("", None), ("# nothing", None)],
)
def test_a_line_that_is_an_expression_has_a_value(line: str, value: int | None) -> None:
    for _ in range(2):  # the second time it is known
        code, is_expression = compile_line(line, "<line>")
        assert is_expression is (value is not None)
        assert eval(code, dict(NAMES)) == value


@pytest.mark.parametrize("line", ["x =", "  x = 1", "for"])
def test_a_line_that_is_no_script_is_told(line: str) -> None:
    with pytest.raises(SyntaxError):
        compile_line(line, "<line>")


def test_what_is_rewritten_stands_where_it_stood() -> None:
    code = compile_script("x = 0\n\ny = [1, 2, 3]\nz = [y.has_key(0),\n  1 / x]", "script")
    with pytest.raises(AttributeError) as caught:
        exec(code, dict(NAMES))
    assert caught.traceback[1].lineno + 1 == 4
    with pytest.raises(ZeroDivisionError) as divided:
        exec(compile_script("x = 0\ny = 1\nz = [\n  y / x]", "script"), dict(NAMES))
    assert divided.traceback[1].lineno + 1 == 4
