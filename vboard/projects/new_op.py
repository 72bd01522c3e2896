"""A custom operator of one's own: kernel and registration, and a model to try it with."""

from __future__ import annotations

from vboard.errors import VBoardError
from vboard.inference.operators import methods
from vboard.projects.c_array import why_no_name
from vboard.projects.templates import fill


def new_op(name: str) -> dict[str, bytes]:
    """Path -> content of the operator's files.

    Raises:
        VBoardError: a name that C++ does not take, or that the runtime has.
    """
    if why := why_no_name(name):
        raise VBoardError(f"'{name}': no name for an operator: {why}")
    if name in methods():
        raise VBoardError(f"'{name}': the runtime has an operator of this name")
    if name in ("Prepare", "Invoke", "Quantise"):
        raise VBoardError(f"'{name}': the template has a function of this name")
    return {
        f"op_{name}.cc": fill("new_op/op.cc", name=name),
        f"tests/make_{name}_model.py": fill("new_op/make_model.py", name=name),
    }
