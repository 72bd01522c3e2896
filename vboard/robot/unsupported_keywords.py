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

    @keyword("CreateCANTester")
    def create_can_tester(
        self, canHub: str, defaultTimeout: float | None = None, machine: str | None = None
    ) -> int:
        """Needs a CAN hub that carries frames."""
        raise _unsupported("Create CAN Tester")

    @keyword("SetDefaultCANTimeout")
    def set_default_can_timeout(self, timeout: float) -> None:
        """Needs a CAN hub that carries frames."""
        raise _unsupported("Set Default CAN Timeout")

    @keyword("WaitForFrameWithId")
    def wait_for_frame_with_id(
        self,
        id: int,
        timeout: float | None = None,
        testerId: int | None = None,
        pauseEmulation: bool | None = None,
    ) -> str:
        """Needs a CAN hub that carries frames."""
        raise _unsupported("Wait For Frame With Id")

    @keyword("WaitForISOTPMessageHex")
    def wait_for_isotp_message_hex(
        self,
        sendingId: int,
        receivingId: int,
        timeout: float | None = None,
        testerId: int | None = None,
        pauseEmulation: bool | None = None,
        keep: bool = False,
    ) -> str:
        """Needs a CAN hub that carries frames."""
        raise _unsupported("Wait For ISOTP Message Hex")

    @keyword("SendISOTPMessage")
    def send_isotp_message(
        self,
        sendingId: int,
        receivingId: int,
        data: str,
        timeout: float | None = None,
        testerId: int | None = None,
    ) -> None:
        """Needs a CAN hub that carries frames."""
        raise _unsupported("Send ISOTP Message")

    @keyword("SendUDSCommandAndWaitForPositiveResponse")
    def send_uds_command_and_wait_for_positive_response(
        self,
        senderId: int,
        receiverId: int,
        service: int,
        data: str,
        timeout: float | None = None,
        testerId: int | None = None,
        pauseEmulation: bool | None = None,
        keep: bool = False,
    ) -> str:
        """Needs a CAN hub that carries frames."""
        raise _unsupported("Send UDS Command And Wait For Positive Response")

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
