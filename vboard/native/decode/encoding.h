// Encodings of instructions as the manual's tables have them.
//
// A row is a name, a pattern, what a core must have, and the function that decodes it:
//
//   {"ADD (register) T1", "0001 100m mmnn nddd", kV6M, AddRegisterT1},
//
// A pattern lists the bits from the most significant one: 0 and 1 have to match, any other letter
// is a field (only for the reader: decode functions take fields by their bits), blanks mean
// nothing. Patterns have 16 or 32 bits; of a 32-bit instruction the first halfword is the upper
// one. Rows are tried in order: the first one that matches, that the core has, and whose function
// does not return kSeeOther decides.

#ifndef VBOARD_NATIVE_DECODE_ENCODING_H_
#define VBOARD_NATIVE_DECODE_ENCODING_H_

#include <cstddef>
#include <cstdint>

#include "cpu/model.h"

namespace vboard {

class Decoder;

enum class Decoded : uint8_t {
  kDone,
  kSeeOther,   // the manual says SEE: another row decides
  kUndefined,  // UNDEFINED, and what is UNPREDICTABLE and not worth a meaning
};

using DecodeFunction = Decoded(Decoder& decoder, uint32_t word);

struct Encoding {
  const char* name;     // the manual's: instruction and encoding
  const char* pattern;  // see above
  Features needs;
  DecodeFunction* decode;
};

struct EncodingTable {
  const Encoding* rows;
  size_t count;
};

template <size_t N>
constexpr EncodingTable TableOf(const Encoding (&rows)[N]) {
  return {rows, N};
}

// The tables of all instruction groups, one a file of isa/, in the order in which they are tried.
struct EncodingTables {
  const EncodingTable* tables;
  size_t count;
};
EncodingTables AllEncodings();

// Bits [high:low] of a word.
constexpr uint32_t Bits(uint32_t word, unsigned high, unsigned low) {
  return word >> low & (high - low == 31 ? ~0u : (1u << (high - low + 1)) - 1);
}
constexpr uint32_t Bit(uint32_t word, unsigned bit) { return word >> bit & 1; }
constexpr uint32_t SignExtend(uint32_t value, unsigned width) {
  return static_cast<uint32_t>(static_cast<int32_t>(value << (32 - width)) >> (32 - width));
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_DECODE_ENCODING_H_
