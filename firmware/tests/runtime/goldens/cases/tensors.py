"""Golden cases of operators on tensors of any shape.

TENSOR_GROUPS maps the name of a golden file to a function that makes its cases from a generator.
"""

from __future__ import annotations

from collections.abc import Callable

from firmware.tests.runtime.goldens.case_builder import Rng
from firmware.tests.runtime.goldens.cases import maths as maths
from firmware.tests.runtime.goldens.cases import movement as movement
from firmware.tests.runtime.goldens.cases.arithmetic import ARITHMETIC_GROUPS
from firmware.tests.runtime.goldens.cases.layout import LAYOUT_GROUPS
from firmware.tests.runtime.goldens.cases.other_oracles import OTHER_ORACLE_GROUPS
from firmware.tests.runtime.goldens.models import Case
from firmware.tests.runtime.goldens.refusals.operators import refused_operators
from firmware.tests.runtime.goldens.refusals.tensors import refused

TENSOR_GROUPS: dict[str, Callable[[Rng], list[Case]]] = {
    "arithmetic": maths.arithmetic,
    "reduce": maths.reduce,
    "maximum_minimum": maths.maximum_minimum,
    "comparison": maths.comparison,
    "cast": maths.cast,
    "resize": maths.resize,
    "pad": movement.pad,
    "join_split": movement.join_split,
    "slice": movement.slice_,
    "move": movement.move,
    "gather": movement.gather,
    "refused/tensors": refused,
    **ARITHMETIC_GROUPS,
    **LAYOUT_GROUPS,
    **OTHER_ORACLE_GROUPS,
    "refused/operators": refused_operators,
}
