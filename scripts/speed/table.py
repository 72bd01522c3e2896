"""The measured figures as a table, beside what a real Renode took and what is aimed at."""

from __future__ import annotations

from typing import Any

RENODE = {
    "200 M integer instructions": "146 / 400",
    "200 M, a quarter loads and stores": "116 / 256",
    "integer with a 1 kHz SysTick": "206 / 408",
    "loads and stores with a 1 kHz SysTick": "135 / 206",
    "100,000 interrupts from SysTick": "42 / 36",
    "100,000 interrupts from TIM2": "42 / 36",
    "hotword with audio": "0.2",
    "start of hello": "4.1",
}
"""Renode 1.16.1 on a virtual machine with two x86-64 processors, at its quantum of 0.1 ms and at 10 ms."""
GOALS = {
    "100,000 interrupts from SysTick": "at most 1.5",
    "100,000 interrupts from TIM2": "at most 1.5",
    "toggling a pin with a LED": "at least 0.03",
    "polling a UART": "at least 0.5",
    "polling a timer": "at least 0.5",
    "polling an ADC": "at least 0.5",
    "hotword with audio": "at least 4",
    "start of hello": "at most 0.25",
    "200 M integer instructions": "2.2 times",
    "200 M, a quarter loads and stores": "11 times",
    "integer with a 1 kHz SysTick": "3.3 times",
    "loads and stores with a 1 kHz SysTick": "12 times",
    "C -O2: CRC, filter, convolution": "5 times",
    "vboard test robot_tests": "a third",
}
"""Beside the yardstick, the engine before the core of its own, where it says times."""
_HOTWORD_SECONDS = 5.74
"""Virtual seconds of a run with the bundled clip."""


def _shown(row: dict[str, Any], figure: dict[str, Any] | None) -> tuple[str, float | None]:
    """A figure in the unit of its row, and the seconds."""
    if figure is None or "error" in figure:
        return ("-" if figure is None else "no such thing"), None
    seconds = figure["seconds"]
    name = row["name"]
    if name == "hotword with audio":
        return f"{_HOTWORD_SECONDS / seconds:.2f} x real time", seconds
    if "command" in row:
        return f"{seconds:.2f} s", seconds
    if "interrupts" in name:
        return f"{seconds / (100_000 * row['virtual']) * 1e6:.2f} us each", seconds
    if row["board"]:
        return f"{row['virtual'] / seconds:.4f} x real time", seconds
    return f"{figure['instructions'] / seconds / 1e6:.0f} MIPS", seconds


def print_table(record: dict[str, Any]) -> None:
    """Print all rows, then polls of types from the slowest on."""
    print(f"{'':40}{'engine':>20}{'yardstick':>20}{'times':>8}{'Renode':>12}  goal")
    for row in record["rows"]:
        text, seconds = _shown(row, record["engine"].get(row["name"]))
        other, before = _shown(row, record.get("yardstick", {}).get(row["name"]))
        times = f"{before / seconds:.1f}" if before and seconds else "-"
        name = row["name"]
        print(f"{name:40}{text:>20}{other:>20}{times:>8}{RENODE.get(name, '-'):>12}  {GOALS.get(name, '')}")
    for name, figure in record.get("unicorn", {}).items():
        print(f"{'bare unicorn, ' + name:40}{figure['instructions'] / figure['seconds'] / 1e6:>15.0f} MIPS")
    figures = record.get("types", {})
    types = {name: f for name, f in figures.items() if "error" not in f}
    if types:
        print(f"\npolls of {len(types)} types and empty places, x real time (goal: 0.1), the slowest first:")
        for name, figure in sorted(types.items(), key=lambda item: -item[1]["seconds"]):
            print(f"  {0.01 / figure['seconds']:8.3f}  {name}")
    for name in figures.keys() - types.keys():
        print(f"  not measured: {name}: {figures[name]['error']}")
