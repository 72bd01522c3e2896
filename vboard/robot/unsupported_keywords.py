"""Keywords for which the built-in engine has no counterpart: they say so when they are called."""

from __future__ import annotations

from vboard.robot.keyword import KeywordFamily, keyword
from vboard.robot.keyword_errors import KeywordError


class UnsupportedKeywords(KeywordFamily):
    """Network testers and windows."""

    @keyword("CreateNetworkInterfaceTester")
    def create_network_interface_tester(self, networkInterface: str, machine: str | None = None) -> int:
        """Needs a network interface model."""
        raise _unsupported("Create Network Interface Tester")

    @keyword("WaitForOutgoingPacket")
    def wait_for_outgoing_packet(self, timeout: float, testerId: int | None = None) -> str:
        """Needs a network interface model."""
        raise _unsupported("Wait For Outgoing Packet")

    @keyword("WaitForOutgoingPacketWithBytesAtIndex")
    def wait_for_outgoing_packet_with_bytes_at_index(
        self, bytes: str, index: int, maxPackets: int, timeout: float, testerId: int | None = None
    ) -> str:
        """Needs a network interface model."""
        raise _unsupported("Wait For Outgoing Packet With Bytes At Index")

    @keyword("SendFrame")
    def send_frame(self, bytes: str, testerId: int | None = None) -> None:
        """Needs a network interface model."""
        raise _unsupported("Send Frame")

    @keyword("WaitForGdbConnection")
    def wait_for_gdb_connection(
        self,
        port: int,
        machine: str | None = None,
        pauseToWait: bool = True,
        acceptRunningServer: bool = True,
    ) -> None:
        """A scenario of this engine runs in one thread and cannot wait for a debugger."""
        raise _unsupported("Wait For Gdb Connection")

    @keyword("OpenGUI")
    def open_gui(self) -> None:
        """There are no windows."""
        raise _unsupported("Open GUI")

    @keyword("CloseGUI")
    def close_gui(self) -> None:
        """There are no windows."""
        raise _unsupported("Close GUI")


def _unsupported(name: str) -> KeywordError:
    return KeywordError(f"{name} is not supported by the built-in engine; run this suite on Renode")
