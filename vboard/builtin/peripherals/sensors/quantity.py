"""Physical quantities that scripts set on sensors."""

from __future__ import annotations

from typing import Any, Self, overload


class Quantity(property):
    """A property of a sensor that a script reads and sets: a number within the sensor's range."""

    def __init__(self, low: float, high: float, description: str, initial: float = 0.0) -> None:
        """Create the property.

        Args:
            low, high: the range, both ends included.
            description: what it is, with its unit.
            initial: the value until a script sets another; a reset keeps it.
        """
        self._name = ""

        def read(sensor: Any) -> float:
            return float(sensor.__dict__.get(f"_{self._name}", initial))

        def write(sensor: Any, value: float) -> None:
            if not low <= value <= high:
                raise ValueError(f"{self._name} must be within [{low:g}, {high:g}]; got {value:g}")
            sensor.__dict__[f"_{self._name}"] = value

        super().__init__(read, write, doc=f"{description}; {low:g} to {high:g}.")

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, sensor: None, owner: type, /) -> Self: ...
    @overload
    def __get__(self, sensor: Any, owner: type | None = None, /) -> float: ...
    def __get__(self, sensor: Any, owner: type | None = None, /) -> Any:
        return super().__get__(sensor, owner)
