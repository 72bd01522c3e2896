// memcpy and memset by words: newlib-nano has them a byte at a time, at four and more instructions
// a byte, and the runtime's RESHAPE, the spectrogram and the front end move kilobytes.
#include <stddef.h>
#include <stdint.h>

namespace {

// Words that may alias objects of any type.
typedef uint32_t __attribute__((may_alias)) Word;

bool Aligned(const void* a, const void* b) {
  return ((reinterpret_cast<uintptr_t>(a) | reinterpret_cast<uintptr_t>(b)) % sizeof(Word)) == 0;
}

}  // namespace

// The compiler must not turn the loops below into calls of the functions that they are.
#pragma GCC optimize("no-tree-loop-distribute-patterns")

extern "C" {

__attribute__((used)) void* memcpy(void* __restrict to, const void* __restrict from, size_t count) {
  uint8_t* target = static_cast<uint8_t*>(to);
  const uint8_t* source = static_cast<const uint8_t*>(from);
  if (Aligned(target, source)) {
    Word* words = reinterpret_cast<Word*>(target);
    const Word* source_words = reinterpret_cast<const Word*>(source);
    for (; count >= 4 * sizeof(Word); count -= 4 * sizeof(Word)) {
      const Word a = source_words[0], b = source_words[1], c = source_words[2], d = source_words[3];
      words[0] = a;
      words[1] = b;
      words[2] = c;
      words[3] = d;
      words += 4;
      source_words += 4;
    }
    target = reinterpret_cast<uint8_t*>(words);
    source = reinterpret_cast<const uint8_t*>(source_words);
  }
  while (count-- != 0) *target++ = *source++;
  return to;
}

__attribute__((used)) void* memset(void* to, int value, size_t count) {
  uint8_t* target = static_cast<uint8_t*>(to);
  if (Aligned(target, target)) {
    const Word word = static_cast<uint8_t>(value) * 0x01010101u;
    Word* words = reinterpret_cast<Word*>(target);
    for (; count >= sizeof(Word); count -= sizeof(Word)) *words++ = word;
    target = reinterpret_cast<uint8_t*>(words);
  }
  while (count-- != 0) *target++ = static_cast<uint8_t>(value);
  return to;
}

}  // extern "C"
