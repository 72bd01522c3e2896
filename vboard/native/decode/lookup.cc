#include "decode/lookup.h"

#include <vector>

namespace vboard {
namespace {

// Rows by the leading bits of a word: bits 15 to 8 of 16-bit instructions, bits 28 to 20 of 32-bit
// ones (the three above are 1).
constexpr unsigned kNarrowBuckets = 256, kWideBuckets = 512;
constexpr unsigned kNarrowShift = 8, kWideShift = 20;
constexpr uint32_t kWidePrefix = 0xE0000000;

class Lookup {
 public:
  Lookup() {
    const EncodingTables all = AllEncodings();
    std::vector<Row> narrow, wide;
    for (size_t t = 0; t < all.count; ++t) {
      for (size_t i = 0; i < all.tables[t].count; ++i) {
        Row row{0, 0, &all.tables[t].rows[i]};
        const unsigned bits = ParsePattern(row.encoding->pattern, row.mask, row.value);
        (bits == 16 ? narrow : wide).push_back(row);
      }
    }
    for (unsigned i = 0; i < kNarrowBuckets; ++i) {
      narrow_start_[i] = Fill(narrow, 0xFFu << kNarrowShift, i << kNarrowShift);
    }
    for (unsigned i = 0; i < kWideBuckets; ++i) {
      wide_start_[i] = Fill(wide, 0xFFF00000u, kWidePrefix | i << kWideShift);
    }
  }

  const Row* Find(uint32_t word, bool wide) const {
    return &rows_[wide ? wide_start_[word >> kWideShift & (kWideBuckets - 1)]
                       : narrow_start_[word >> kNarrowShift & (kNarrowBuckets - 1)]];
  }

 private:
  uint32_t Fill(const std::vector<Row>& source, uint32_t known, uint32_t bits) {
    const auto start = static_cast<uint32_t>(rows_.size());
    for (const Row& row : source) {
      if (((row.value ^ bits) & row.mask & known) == 0) rows_.push_back(row);
    }
    rows_.push_back(Row{0, 0, nullptr});
    return start;
  }

  std::vector<Row> rows_;
  uint32_t narrow_start_[kNarrowBuckets];
  uint32_t wide_start_[kWideBuckets];
};

}  // namespace

unsigned ParsePattern(const char* pattern, uint32_t& mask, uint32_t& value) {
  unsigned bits = 0;
  mask = value = 0;
  for (const char* p = pattern; *p != '\0'; ++p) {
    if (*p == ' ') continue;
    mask = mask << 1 | (*p == '0' || *p == '1');
    value = value << 1 | (*p == '1');
    ++bits;
  }
  return bits;
}

const Row* CandidatesOf(uint32_t word, bool wide) {
  static const Lookup lookup;
  return lookup.Find(word, wide);
}

}  // namespace vboard
