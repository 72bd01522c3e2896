"""The sources that are chosen link without dropping anything, and are few."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from vboard.inference.closure import make_variable, runtime_sources
from vboard.inference.operators import methods
from vboard.paths import ROOT

CORE = ("runtime/core/", "runtime/kernels/support/", "runtime/kernels/math/")


def symbols(objects: list[Path]) -> dict[Path, tuple[set[str], set[str]]]:
    """Symbols that object files define and need."""
    done = subprocess.run(["arm-none-eabi-nm", "-A", *objects], capture_output=True, text=True, check=True)
    found: dict[Path, tuple[set[str], set[str]]] = {obj: (set(), set()) for obj in objects}
    for line in done.stdout.splitlines():
        obj, _, entry = line.partition(":")
        kind, name = entry.split()[-2:]
        found[Path(obj)][kind == "U"].add(name)
    return found


@pytest.mark.skipif(shutil.which("arm-none-eabi-nm") is None, reason="no arm-none-eabi-nm: make setup")
@pytest.mark.parametrize("cpu", ["cortex-m3", "cortex-m7"])
def test_whatever_one_operator_needs_is_there(cpu: str) -> None:
    folder = ROOT / "build" / "firmware" / cpu / "obj"
    everything = make_variable("runtime/runtime.mk", "RUNTIME_SOURCES", "KERNELS := fast", f"CPU := {cpu}")
    objects = {source: (folder / source).with_suffix(".o") for source in everything}
    if not all(obj.is_file() for obj in objects.values()):
        pytest.skip("the runtime is not built: make firmware")
    table = symbols(list(objects.values()))
    defined = {name for names, _ in table.values() for name in names}
    for operator, method in methods().items():
        chosen = [table[objects[source]] for source in runtime_sources(f"r.{method}();", cpu, "fast")]
        here = {name for names, _ in chosen for name in names}
        needed = {name for _, names in chosen for name in names}
        assert not (needed & defined) - here, operator


@pytest.mark.parametrize("cpu", ["cortex-m3", "cortex-m7"])
def test_an_application_without_operators_takes_the_core_alone(cpu: str) -> None:
    chosen = runtime_sources("", cpu, "fast")
    assert chosen
    assert all(name.startswith(CORE) for name in chosen)


def test_an_operator_takes_few_sources_and_its_own() -> None:
    core = set(runtime_sources("", "cortex-m3", "small"))
    counts = []
    for operator, method in methods().items():
        added = set(runtime_sources(f"resolver.{method}();", "cortex-m3", "small")) - core
        assert added, operator
        counts.append(len(added))
    assert max(counts) < 10


@pytest.mark.parametrize(
    "text",
    [
        "resolver.AddConv2D(tflite::Register_CONV_2D_FLOAT32());",
        'resolver.AddCustom("CONV_2D", Register_CONV_2D());',
        "tflite::Register_CONV_2D_INT8()",
    ],
)
def test_registrations_by_name_count(text: str) -> None:
    assert "runtime/kernels/convolution/conv.cc" in runtime_sources(text, "cortex-m3", "small")


def test_code_of_2019_takes_its_api() -> None:
    text = '#include "tensorflow/lite/experimental/micro/kernels/all_ops_resolver.h"\n'
    chosen = runtime_sources(text, "cortex-m3", "small")
    assert "runtime/api_2019/micro_ops.cc" in chosen
    assert "runtime/kernels/pooling/pooling.cc" in chosen
    assert "runtime/api_2019/micro_ops.cc" not in runtime_sources("", "cortex-m3", "small")
