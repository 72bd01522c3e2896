#include "tensorflow/lite/schema/flatbuffer_table.h"

namespace flatbuffers {

const void* ReferenceAt(const void* vector, uint32_t i) {
  const uint8_t* element = static_cast<const uint8_t*>(vector) + 4 + i * 4;
  return element + ReadScalar<uint32_t>(element);
}

const uint8_t* Table::Field(unsigned id, unsigned width) const {
  const uint8_t* table = reinterpret_cast<const uint8_t*>(this);
  const uint8_t* vtable = table - ReadScalar<int32_t>(table);
  const unsigned entry = 4 + 2 * id;
  if (entry + 2 > ReadScalar<uint16_t>(vtable)) return nullptr;
  const unsigned offset = ReadScalar<uint16_t>(vtable + entry);
  if (offset < 4 || offset + width > ReadScalar<uint16_t>(vtable + 2)) return nullptr;
  return table + offset;
}

uint8_t Table::U8(unsigned id) const {
  const uint8_t* field = Field(id, 1);
  return field ? *field : 0;
}

int32_t Table::I32(unsigned id, int32_t absent) const {
  const uint8_t* field = Field(id, 4);
  return field ? ReadScalar<int32_t>(field) : absent;
}

const void* Table::Reference(unsigned id) const {
  const uint8_t* field = Field(id, 4);
  return field ? field + ReadScalar<uint32_t>(field) : nullptr;
}

}  // namespace flatbuffers
