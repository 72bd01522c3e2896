"""Framing of the remote serial protocol (GDB manual, E.1): `$payload#checksum`, `+`, `-`, 0x03."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 0x4000
"""Bytes of a payload at most, as `qSupported` tells (PacketSize)."""
_ESCAPE = 0x7D
_SPECIAL = frozenset(b"#$}*")


@dataclass(frozen=True)
class Packet:
    """A packet with a right checksum, unescaped."""

    payload: bytes


@dataclass(frozen=True)
class Mark:
    """Something other than a packet: `ack`, `nack`, `interrupt`, or `damaged` for a bad packet."""

    kind: str


def checksum(data: bytes) -> int:
    """Sum of all bytes modulo 256."""
    return sum(data) & 0xFF


def escape(payload: bytes) -> bytes:
    """Put 0x7D and the byte xor 0x20 for bytes that frame packets (E.1, binary data)."""
    out = bytearray()
    for byte in payload:
        out += bytes((_ESCAPE, byte ^ 0x20)) if byte in _SPECIAL else bytes((byte,))
    return bytes(out)


def encode(payload: bytes) -> bytes:
    """A packet on the wire."""
    body = escape(payload)
    return b"$%s#%02x" % (body, checksum(body))


class Parser:
    """Takes the stream apart, however it is cut. Bytes between packets that mean nothing vanish."""

    def __init__(self) -> None:
        self._body: bytearray | None = None
        self._sum: bytearray | None = None
        self._too_long = False

    def feed(self, data: bytes) -> list[Packet | Mark]:
        """What `data` completes, in order."""
        found: list[Packet | Mark] = []
        for byte in data:
            if self._sum is not None:
                self._sum.append(byte)
                if len(self._sum) == 2:
                    found.append(self._finish())
            elif byte == ord("$"):
                self._body, self._too_long = bytearray(), False
            elif self._body is None:
                kind = {ord("+"): "ack", ord("-"): "nack", 0x03: "interrupt"}.get(byte)
                if kind is not None:
                    found.append(Mark(kind))
            elif byte == ord("#"):
                self._sum = bytearray()
            elif len(self._body) < 2 * LONGEST:  # every byte of a payload may be escaped
                self._body.append(byte)
            else:
                self._too_long = True
        return found

    def _finish(self) -> Packet | Mark:
        assert self._body is not None
        assert self._sum is not None
        body, digits = bytes(self._body), bytes(self._sum)
        self._body = self._sum = None
        try:
            expected = int(digits.decode("ascii"), 16) if digits.isalnum() else -1
        except ValueError:
            expected = -1
        if self._too_long or expected != checksum(body):
            return Mark("damaged")
        return Packet(_unescape(body))


def _unescape(body: bytes) -> bytes:
    out = bytearray()
    escaped = False
    for byte in body:
        if escaped:
            out.append(byte ^ 0x20)
            escaped = False
        elif byte == _ESCAPE:
            escaped = True
        else:
            out.append(byte)
    return bytes(out)
