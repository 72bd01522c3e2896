"""Values of integer expressions in C# sources."""

from __future__ import annotations

import ast
import re


def number(text: str, constants: dict[str, str], depth: int = 4) -> int:
    """Value of an integer expression, 0 when it is none."""
    for name in re.findall(r"[A-Za-z_]\w*", re.sub(r"\b0x[0-9A-Fa-f_]+", "", text)):
        if depth and name in constants:
            text = re.sub(rf"\b{name}\b", str(number(constants[name], constants, depth - 1)), text)
    text = re.sub(r"(?<=[0-9A-Fa-f])[uUlL]+\b", "", re.sub(r"\(\s*\w+\s*\)", "", text))
    try:
        value = _evaluate(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError):
        return 0
    return value


def _evaluate(node: ast.expr) -> int:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_evaluate(node.operand)
    if isinstance(node, ast.BinOp):
        left, right = _evaluate(node.left), _evaluate(node.right)
        operations = {
            ast.Add: left + right, ast.Sub: left - right, ast.Mult: left * right,
            ast.LShift: left << min(right, 64), ast.BitOr: left | right,
        }  # fmt: skip
        if type(node.op) in operations:
            return operations[type(node.op)]
    raise ValueError(ast.dump(node))
