// Names of operators that are not registered (of those that are, the resolver has them), five bits
// a letter: 0 ends a name.
#include "core/operator_names.h"

#include <stddef.h>

namespace tflite {
namespace {

constexpr char kLetters[] = "?ABCDEFGHIJKLMNOPQRSTUVWXYZ_1246";

// Operators that no microcontroller runtime has are left unnamed.
constexpr char kPlain[] =
#define X(number, name) #name "\0"
#include "core/micro_operators.inc"
#undef X
    ;

constexpr size_t kCharacters = sizeof(kPlain) - 1;

struct Packed {
  uint8_t bytes[(kCharacters * 5 + 7) / 8 + 1];
};

constexpr unsigned LetterNumber(char c) {
  if (c == '\0') return 0;
  unsigned n = 1;
  while (kLetters[n] != c) ++n;
  return n;
}

constexpr Packed Pack() {
  Packed packed = {};
  for (size_t i = 0; i < kCharacters; ++i) {
    const unsigned letter = LetterNumber(kPlain[i]) << (i * 5 % 8);
    packed.bytes[i * 5 / 8] = static_cast<uint8_t>(packed.bytes[i * 5 / 8] | letter);
    packed.bytes[i * 5 / 8 + 1] = static_cast<uint8_t>(packed.bytes[i * 5 / 8 + 1] | letter >> 8);
  }
  return packed;
}

constexpr Packed kPacked = Pack();

}  // namespace

void BuiltinOperatorName(int32_t code, char* name) {
  int length = 0;
  for (size_t i = 0; i < kCharacters; ++i) {
    const uint8_t* bytes = kPacked.bytes + i * 5 / 8;
    const unsigned letter = (bytes[0] | bytes[1] << 8) >> (i * 5 % 8) & 31;
    if (letter == 0) {
      if (--code < 0) break;
      continue;
    }
    if (code == 0) name[length++] = kLetters[letter];
  }
  name[length] = '\0';
}

}  // namespace tflite
