"""Names of C++ functions as people write them (Itanium C++ ABI, section 5.1)."""

from __future__ import annotations


def demangle(symbol: str) -> str:
    """A function or variable as C++ writes it, with its parameters.

    `symbol` itself where it is no C++ name, and on a machine whose C++ library cannot tell (Windows).
    """
    import cxxfilt  # looks for that library; only a failure asks

    try:
        return str(cxxfilt.demangle(symbol))
    except cxxfilt.Error:
        return symbol
