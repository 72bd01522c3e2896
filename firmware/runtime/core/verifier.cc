// Bounds checks of a model file before anything reads it through the views of schema_generated.h.
#include "tensorflow/lite/micro/micro_log.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {
namespace {

using flatbuffers::ReadScalar;

// Fields need no check of their own: Table::Field never leaves the table.
class Verifier {
 public:
  Verifier(const uint8_t* base, uint32_t size) : base_(base), size_(size) {}

  TfLiteStatus Check() {
    if (size_ < 8 || memcmp(base_ + 4, "TFL3", 4) != 0) return Refuse("file identifier TFL3", 4);
    const uint32_t model = ReadScalar<uint32_t>(base_);
    const bool ok = Table(model) && Tables(model, 1, &Verifier::OperatorCodeFields) &&
                    Tables(model, 2, &Verifier::SubGraphFields) && Bytes(model, 3, 1, true) &&
                    Tables(model, 4, &Verifier::BufferFields) &&
                    Tables(model, 6, &Verifier::MetadataFields);
    return ok ? kTfLiteOk : Refuse(what_, at_);
  }

 private:
  using Fields = bool (Verifier::*)(uint32_t);

  static TfLiteStatus Refuse(const char* what, uint32_t at) {
    MicroPrintf("model refused: bad %s at byte %u", what, static_cast<unsigned>(at));
    return kTfLiteError;
  }

  bool Bad(const char* what, uint32_t at) {
    what_ = what;
    at_ = at;
    return false;
  }

  bool Inside(uint32_t at, uint32_t bytes) const { return at <= size_ && bytes <= size_ - at; }

  bool Table(uint32_t at) {
    if (at % 4 != 0 || !Inside(at, 4)) return Bad("table", at);
    const uint32_t vtable = at - ReadScalar<uint32_t>(base_ + at);
    if (vtable % 2 != 0 || !Inside(vtable, 4)) return Bad("vtable", at);
    const uint32_t vtable_bytes = ReadScalar<uint16_t>(base_ + vtable);
    if (vtable_bytes < 4 || !Inside(vtable, vtable_bytes)) return Bad("vtable", vtable);
    const uint32_t table_bytes = ReadScalar<uint16_t>(base_ + vtable + 2);
    if (table_bytes < 4 || !Inside(at, table_bytes)) return Bad("table", at);
    // Tables may be shared, and a hostile file can make that exponential: stop after more visits
    // than a file of this size can hold distinct tables (8 bytes each, reference included).
    return ++visits_ <= size_ / 2 || Bad("nesting", at);
  }

  // Sets *target to the place that reference `id` of the table names; 0 when it is absent.
  bool Reference(uint32_t table, unsigned id, uint32_t* target) {
    const uint8_t* field = reinterpret_cast<const flatbuffers::Table*>(base_ + table)->Field(id, 4);
    *target = 0;
    if (field == nullptr) return true;
    return Follow(static_cast<uint32_t>(field - base_), target);
  }

  bool Follow(uint32_t from, uint32_t* target) {
    const uint32_t distance = ReadScalar<uint32_t>(base_ + from);
    if (distance == 0 || !Inside(from, distance)) return Bad("reference", from);
    *target = from + distance;
    return true;
  }

  // A vector of scalars, or a string (which has a NUL after its bytes).
  bool Bytes(uint32_t table, unsigned id, uint32_t element, bool string = false) {
    uint32_t at;
    if (!Reference(table, id, &at)) return false;
    if (at == 0) return true;
    if (at % 4 != 0 || !Inside(at, 4)) return Bad("vector", at);
    const uint32_t count = ReadScalar<uint32_t>(base_ + at);
    if (count > size_ / element || !Inside(at + 4, count * element + (string ? 1 : 0))) {
      return Bad("vector", at);
    }
    if (string && base_[at + 4 + count] != 0) return Bad("string", at);
    return true;
  }

  bool Tables(uint32_t table, unsigned id, Fields fields) {
    if (!Bytes(table, id, 4)) return false;
    uint32_t at;
    if (!Reference(table, id, &at) || at == 0) return at == 0;
    const uint32_t count = ReadScalar<uint32_t>(base_ + at);
    for (uint32_t i = 0; i < count; ++i) {
      uint32_t element;
      if (!Follow(at + 4 + 4 * i, &element) || !Table(element) || !(this->*fields)(element)) {
        return false;
      }
    }
    return true;
  }

  bool OperatorCodeFields(uint32_t at) { return Bytes(at, 1, 1, true); }
  bool BufferFields(uint32_t at) { return Bytes(at, 0, 1); }
  bool MetadataFields(uint32_t at) { return Bytes(at, 0, 1, true); }

  bool SubGraphFields(uint32_t at) {
    return Tables(at, 0, &Verifier::TensorFields) && Bytes(at, 1, 4) && Bytes(at, 2, 4) &&
           Tables(at, 3, &Verifier::OperatorFields) && Bytes(at, 4, 1, true);
  }

  bool TensorFields(uint32_t at) {
    uint32_t quantization;
    return Bytes(at, 0, 4) && Bytes(at, 3, 1, true) && Reference(at, 4, &quantization) &&
           (quantization == 0 ||
            (Table(quantization) && Bytes(quantization, 2, 4) && Bytes(quantization, 3, 8)));
  }

  // Options hold scalars, bounds-checked when read, and at most two strings or integer vectors,
  // which the kernels that use them check against nothing: they are checked here for every kind
  // of options that has any (RESHAPE 17, SQUEEZE 30, VAR_HANDLE 111).
  bool OperatorFields(uint32_t at) {
    uint32_t options;
    if (!Bytes(at, 1, 4) || !Bytes(at, 2, 4) || !Reference(at, 4, &options) || !Bytes(at, 5, 1) ||
        !Bytes(at, 8, 4)) {
      return false;
    }
    if (options == 0) return true;
    if (!Table(options)) return false;
    switch (reinterpret_cast<const Operator*>(base_ + at)->builtin_options_type()) {
      case 17:
      case 30:
        return Bytes(options, 0, 4);
      case 111:
        return Bytes(options, 0, 1, true) && Bytes(options, 1, 1, true);
      default:
        return true;
    }
  }

  const uint8_t* base_;
  uint32_t size_;
  const char* what_ = "";
  uint32_t at_ = 0;
  uint32_t visits_ = 0;
};

}  // namespace

TfLiteStatus VerifyModel(const void* buffer, size_t size) {
  if (reinterpret_cast<uintptr_t>(buffer) % 4 != 0) {
    MicroPrintf("model refused: %p is not aligned to 4 bytes", buffer);
    return kTfLiteError;
  }
  if (size > INT32_MAX) {
    MicroPrintf("model refused: larger than 2 GiB");
    return kTfLiteError;
  }
  return Verifier(static_cast<const uint8_t*>(buffer), static_cast<uint32_t>(size)).Check();
}

}  // namespace tflite
