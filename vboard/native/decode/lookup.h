// Finds the rows of the encoding tables that a word may match.

#ifndef VBOARD_NATIVE_DECODE_LOOKUP_H_
#define VBOARD_NATIVE_DECODE_LOOKUP_H_

#include <cstdint>

#include "decode/encoding.h"

namespace vboard {

// A row with its pattern as numbers.
struct Row {
  uint32_t mask;
  uint32_t value;
  const Encoding* encoding;
};

// Rows for words that begin like `word`, in table order, up to one whose encoding is nullptr.
// `wide`: 32 bits.
const Row* CandidatesOf(uint32_t word, bool wide);

// Mask and value of a pattern; returns the number of its bits.
unsigned ParsePattern(const char* pattern, uint32_t& mask, uint32_t& value);

}  // namespace vboard

#endif  // VBOARD_NATIVE_DECODE_LOOKUP_H_
