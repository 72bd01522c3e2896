"""Golden cases of operators on tensors of any shape.

TENSOR_GROUPS maps the name of a golden file to a function that makes its cases from a generator.
"""

from __future__ import annotations

from collections.abc import Callable

import golden_math_cases as maths
import golden_movement_cases as movement
from golden_arithmetic_cases import ARITHMETIC_GROUPS
from golden_case_builder import Rng
from golden_layout_cases import LAYOUT_GROUPS
from golden_models import Case
from golden_other_oracle_cases import OTHER_ORACLE_GROUPS
from golden_refused_cases import refused
from golden_refused_operator_cases import refused_operators

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
