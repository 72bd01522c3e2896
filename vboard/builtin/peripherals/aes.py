"""AES-128 encryption of one block (FIPS 197), for the models of crypto engines."""

from __future__ import annotations

BLOCK = 16
ROUNDS = 10
POLYNOMIAL = 0x11B


def _times_two(x: int) -> int:
    return x << 1 ^ (POLYNOMIAL if x & 0x80 else 0)


def _s_box() -> bytes:
    """Inverse in GF(2^8) by powers of the generator 3, then the affine map (FIPS 197, section 5.1.1)."""
    powers = [1]
    for _ in range(254):
        powers.append(powers[-1] ^ _times_two(powers[-1]))
    box = bytearray(256)
    for x in range(256):
        inverse = powers[(255 - powers.index(x)) % 255] if x else 0
        rotations = inverse * 0x0101
        box[x] = (rotations ^ rotations >> 4 ^ rotations >> 5 ^ rotations >> 6 ^ rotations >> 7) & 0xFF ^ 0x63
    return bytes(box)


S_BOX = _s_box()


def _round_keys(key: bytes) -> list[bytes]:
    words = [key[i : i + 4] for i in range(0, BLOCK, 4)]
    constant = 1
    while len(words) < 4 * (ROUNDS + 1):
        word = words[-1]
        if len(words) % 4 == 0:
            word = bytes(S_BOX[b] for b in word[1:] + word[:1])
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = _times_two(constant)
        words.append(bytes(a ^ b for a, b in zip(words[-4], word, strict=True)))
    return [b"".join(words[i : i + 4]) for i in range(0, len(words), 4)]


def _mix_column(column: bytes) -> bytes:
    total = column[0] ^ column[1] ^ column[2] ^ column[3]
    return bytes(column[i] ^ total ^ _times_two(column[i] ^ column[(i + 1) % 4]) for i in range(4))


def encrypt_block(key: bytes, block: bytes) -> bytes:
    """Encrypt 16 bytes with a key of 16 bytes.

    Raises:
        ValueError: key or block is not 16 bytes long.
    """
    if len(key) != BLOCK or len(block) != BLOCK:
        raise ValueError(f"AES-128 takes 16 bytes of key and data, got {len(key)} and {len(block)}")
    keys = _round_keys(key)
    state = bytes(a ^ b for a, b in zip(block, keys[0], strict=True))
    for number in range(1, ROUNDS + 1):
        shifted = bytes(S_BOX[state[(i + 4 * (i % 4)) % BLOCK]] for i in range(BLOCK))
        if number < ROUNDS:
            shifted = b"".join(_mix_column(shifted[i : i + 4]) for i in range(0, BLOCK, 4))
        state = bytes(a ^ b for a, b in zip(shifted, keys[number], strict=True))
    return state
