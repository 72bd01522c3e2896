"""Framing: any payload survives, any cut; any bytes are survived."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from vboard.builtin.gdb.packets import LONGEST, Mark, Packet, Parser, checksum, encode


def feed_cut(data: bytes, cuts: list[int]) -> list[Packet | Mark]:
    parser = Parser()
    borders = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [item for a, b in itertools.pairwise(borders) for item in parser.feed(data[a:b])]


@given(st.lists(st.binary(max_size=200), max_size=5), st.lists(st.integers(0, 2000), max_size=20))
def test_every_payload_arrives_however_the_stream_is_cut(payloads: list[bytes], cuts: list[int]) -> None:
    stream = b"+".join(encode(payload) for payload in payloads)
    packets = [item for item in feed_cut(stream, cuts) if isinstance(item, Packet)]
    assert [packet.payload for packet in packets] == payloads


@given(st.binary(max_size=500))
def test_any_bytes_are_survived_and_a_packet_behind_them_is_found(noise: bytes) -> None:
    parser = Parser()
    parser.feed(noise)
    parser.feed(b"#00")  # ends a packet that the noise may have begun
    assert parser.feed(encode(b"g"))[-1] == Packet(b"g")


@given(st.binary(min_size=1, max_size=50), st.integers(0, 49), st.integers(1, 255))
def test_a_changed_byte_is_noticed(payload: bytes, position: int, change: int) -> None:
    data = bytearray(encode(payload))
    at = 1 + position % (len(data) - 4)
    if data[at] ^ change in b"$#" or data[at] in b"$#":
        return
    data[at] ^= change
    assert Packet(payload) not in Parser().feed(bytes(data))


def test_known_frames() -> None:
    """The frame of the manual's example `$OK#9a`, escapes, acknowledgements, interrupt."""
    assert encode(b"OK") == b"$OK#9a"
    assert encode(b"a}b#") == b"$a}]b}\x03#" + b"%02x" % checksum(b"a}]b}\x03")
    found = Parser().feed(b"+-\x03$g#67$g#00$g#zz")
    kinds = [item.kind if isinstance(item, Mark) else item.payload for item in found]
    assert kinds == ["ack", "nack", "interrupt", b"g", "damaged", "damaged"]


def test_a_packet_without_end_takes_no_memory_without_end() -> None:
    parser = Parser()
    for _ in range(100):
        parser.feed(b"$" + b"a" * LONGEST if not _ else b"a" * LONGEST)
    assert parser._body is not None
    assert len(parser._body) <= 2 * LONGEST
    assert parser.feed(b"#%02x" % checksum(b"a" * 100 * LONGEST)) == [Mark("damaged")]
