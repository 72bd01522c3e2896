"""How keywords fail. Texts are those of Renode's robot server."""

from __future__ import annotations

from vboard.errors import RunFailedError

FAULT_NOT_FOUND = 1
FAULT_ARGUMENTS = 2


class KeywordError(RunFailedError):
    """A keyword ran and failed.

    Attributes:
        kind: Renode's exception type, e.g. `KeywordException`.
        message: what it says.
    """

    ROBOT_SUPPRESS_NAME = True

    def __init__(self, message: str, kind: str = "KeywordException") -> None:
        super().__init__(f"{kind}: {message}\n")
        self.kind = kind
        self.message = message


def invalid_operation(message: str) -> KeywordError:
    """A failed assertion of a tester."""
    return KeywordError(message, "InvalidOperationException")


class KeywordFault(RunFailedError):
    """The call itself is wrong: there is no such keyword, or the arguments do not fit.

    Attributes:
        code: `FAULT_NOT_FOUND` or `FAULT_ARGUMENTS`, the XML-RPC fault codes of Renode.
    """

    ROBOT_SUPPRESS_NAME = True

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
