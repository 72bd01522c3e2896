// Bounds checks of a model file before anything reads it through the views of schema_generated.h.
#include "tensorflow/lite/micro/micro_log.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {
namespace {

using flatbuffers::ReadScalar;

// What a field of a table refers to. Scalars need no rule: Table::Field never leaves the table.
enum Kind : uint8_t { kString, kBytes, kWords, kLongs, kOneTable, kTables, kOptions };
enum TableType : uint8_t {
  kModel,
  kOperatorCode,
  kSubGraph,
  kTensor,
  kQuantization,
  kOperator,
  kBuffer,
  kMetadata,
  kNumbersOption,  // options with a vector of integers: RESHAPE, SQUEEZE
  kStringsOption,  // options with two strings: VAR_HANDLE
  kPlainOptions,
};

struct Rule {
  TableType table;
  uint8_t field;
  Kind kind;
  TableType target;
};

constexpr Rule kRules[] = {
    {kModel, 1, kTables, kOperatorCode},
    {kModel, 2, kTables, kSubGraph},
    {kModel, 3, kString, {}},
    {kModel, 4, kTables, kBuffer},
    {kModel, 6, kTables, kMetadata},
    {kOperatorCode, 1, kString, {}},
    {kSubGraph, 0, kTables, kTensor},
    {kSubGraph, 1, kWords, {}},
    {kSubGraph, 2, kWords, {}},
    {kSubGraph, 3, kTables, kOperator},
    {kSubGraph, 4, kString, {}},
    {kTensor, 0, kWords, {}},
    {kTensor, 3, kString, {}},
    {kTensor, 4, kOneTable, kQuantization},
    {kQuantization, 2, kWords, {}},
    {kQuantization, 3, kLongs, {}},
    {kOperator, 1, kWords, {}},
    {kOperator, 2, kWords, {}},
    {kOperator, 4, kOptions, {}},
    {kOperator, 5, kBytes, {}},
    {kOperator, 8, kWords, {}},
    {kBuffer, 0, kBytes, {}},
    {kMetadata, 0, kString, {}},
    {kNumbersOption, 0, kWords, {}},
    {kStringsOption, 0, kString, {}},
    {kStringsOption, 1, kString, {}},
};

class Verifier {
 public:
  Verifier(const uint8_t* base, uint32_t size) : base_(base), size_(size) {}

  bool CheckTable(uint32_t at, TableType type) {
    at_ = at;
    // Tables may be shared, and a hostile file can make that exponential: stop after more visits
    // than a file of this size can hold distinct tables (8 bytes each, reference included).
    if (at % 4 != 0 || !Inside(at, 4) || ++visits_ > size_ / 2) return false;
    const uint32_t vtable = at - Word(at);
    if (vtable % 2 != 0 || !Inside(vtable, 4)) return false;
    const uint32_t vtable_bytes = ReadScalar<uint16_t>(base_ + vtable);
    const uint32_t table_bytes = ReadScalar<uint16_t>(base_ + vtable + 2);
    if (vtable_bytes < 4 || table_bytes < 4 || !Inside(vtable, vtable_bytes) ||
        !Inside(at, table_bytes)) {
      return false;
    }
    for (const Rule& rule : kRules) {
      if (rule.table == type && !CheckField(at, rule)) return false;
    }
    return true;
  }

  uint32_t at() const { return at_; }

 private:
  bool Inside(uint32_t at, uint32_t bytes) const { return at <= size_ && bytes <= size_ - at; }
  uint32_t Word(uint32_t at) const { return ReadScalar<uint32_t>(base_ + at); }

  // Sets *target to the place that the reference at `from` names.
  bool Follow(uint32_t from, uint32_t* target) {
    const uint32_t distance = Word(from);
    *target = from + distance;
    at_ = from;
    return distance != 0 && Inside(from, distance);
  }

  bool CheckField(uint32_t table, const Rule& rule) {
    const uint8_t* field =
        reinterpret_cast<const flatbuffers::Table*>(base_ + table)->Field(rule.field, 4);
    if (field == nullptr) return true;
    uint32_t at;
    if (!Follow(static_cast<uint32_t>(field - base_), &at)) return false;
    if (rule.kind == kOneTable) return CheckTable(at, rule.target);
    if (rule.kind == kOptions) return CheckTable(at, OptionsType(table));
    return CheckVector(at, rule);
  }

  bool CheckVector(uint32_t at, const Rule& rule) {
    at_ = at;
    if (at % 4 != 0 || !Inside(at, 4)) return false;
    const uint32_t count = Word(at);
    const uint32_t shift = rule.kind <= kBytes ? 0 : rule.kind == kLongs ? 3 : 2;
    const uint32_t nul = rule.kind == kString ? 1 : 0;
    if (count > size_ >> shift || !Inside(at + 4, (count << shift) + nul)) return false;
    if (nul != 0 && base_[at + 4 + count] != 0) return false;
    for (uint32_t i = 0; rule.kind == kTables && i < count; ++i) {
      uint32_t element;
      if (!Follow(at + 4 + 4 * i, &element) || !CheckTable(element, rule.target)) return false;
    }
    return true;
  }

  TableType OptionsType(uint32_t table) const {
    const uint8_t type = reinterpret_cast<const Operator*>(base_ + table)->builtin_options_type();
    return type == 17 || type == 30 ? kNumbersOption : type == 111 ? kStringsOption : kPlainOptions;
  }

  const uint8_t* base_;
  uint32_t size_;
  uint32_t at_ = 0;
  uint32_t visits_ = 0;
};

}  // namespace

TfLiteStatus VerifyModel(const void* buffer, size_t size) {
  const uint8_t* base = static_cast<const uint8_t*>(buffer);
  if (reinterpret_cast<uintptr_t>(buffer) % 4 != 0 || size > INT32_MAX) {
    MicroPrintf("model refused: %p not aligned to 4, or too large", buffer);
    return kTfLiteError;
  }
  if (size < 8 || ReadScalar<uint32_t>(base + 4) != 0x334C4654) {
    MicroPrintf("model refused: no file identifier TFL3");
    return kTfLiteError;
  }
  Verifier verifier(base, static_cast<uint32_t>(size));
  if (verifier.CheckTable(ReadScalar<uint32_t>(base), kModel)) return kTfLiteOk;
  MicroPrintf("model refused: damaged at byte %u of %u", static_cast<unsigned>(verifier.at()),
              static_cast<unsigned>(size));
  return kTfLiteError;
}

}  // namespace tflite
