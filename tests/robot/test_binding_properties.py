"""Whatever a suite passes, binding gives values of the right types or one of its two errors."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from tests.robot.fakes import FakeMonitor
from vboard.robot.keyword_errors import KeywordError, KeywordFault
from vboard.robot.library import KeywordLibrary

_LIBRARY = KeywordLibrary(FakeMonitor())
_NAMES = st.sampled_from(_LIBRARY.keyword_names())
_VALUES = st.one_of(
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.lists(st.text(max_size=3), max_size=3),
    st.builds(
        "{}={}".format, st.sampled_from(["timeout", "testerId", "pattern", "level"]), st.text(max_size=4)
    ),
)


@given(_NAMES, st.lists(_VALUES, max_size=6))
def test_a_call_ends_with_a_result_a_fault_or_a_failure(name: str, arguments: list[object]) -> None:
    if name in ("LogToFile", "SaveCachedLog", "WaitForPause"):
        return
    with contextlib.suppress(KeywordError, KeywordFault):
        _LIBRARY.run_keyword(name, arguments)
