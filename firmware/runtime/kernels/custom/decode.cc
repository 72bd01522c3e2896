// TFLM_DECODE: constants that the model stores compressed, one output for each pair of inputs. The
// first of a pair has the coded elements as bits, most significant one first; the second one says
// how they are coded: 16 bytes (method, version 1, two unused, version of the method 1, parameters)
// and a table.
//
//   lookup   an index of 1 to 7 bits an element into the channel's part of the table
//   Huffman  codes of variable length; the table is a tree of tables
//   pruned   a bit an element: the next value of the table, or the zero point
#include "kernels/math/quantization.h"
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr int kHeaderBytes = 16;
enum Method : uint8_t { kLookup = 0, kHuffman = 1, kPruned = 2 };

struct Coding {
  const uint8_t* header;
  const uint8_t* table;
  uint32_t table_bytes;
  const flatbuffers::Vector<int64_t>* zero_points;  // one a channel or one in all; null: 0
  int channels;
  bool last_axis;  // channels are the last dimension and not the first one
};

// The bits of a tensor from the first byte's most significant one on.
class Bits {
 public:
  Bits(const uint8_t* bytes, uint32_t size) : bytes_(bytes), end_(uint64_t{size} * 8) {}

  // The next `count` bits, at most 16; those behind the end are 0.
  uint32_t Take(uint32_t count) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < count; ++i, ++at_) {
      const uint32_t bit = at_ < end_ ? bytes_[at_ / 8] >> (7 - at_ % 8) & 1 : 0;
      bits = bits << 1 | bit;
    }
    return bits;
  }
  void PutBack(uint32_t count) { at_ -= count; }
  bool PastEnd() const { return at_ > end_; }

 private:
  const uint8_t* bytes_;
  uint64_t end_;
  uint64_t at_ = 0;
};

int ChannelOf(const Coding& coding, int i, int count) {
  return coding.last_axis ? i % coding.channels : i / (count / coding.channels);
}

// Copies an element of the table; false when the table has no such element.
bool CopyElement(const Coding& coding, uint32_t index, uint32_t bytes, uint8_t* to) {
  if (index >= coding.table_bytes / bytes) return false;
  for (uint32_t b = 0; b < bytes; ++b) to[b] = coding.table[index * bytes + b];
  return true;
}

bool Look(const Coding& coding, Bits bits, int count, uint32_t bytes, uint8_t* output) {
  const uint32_t width = coding.header[5] & 7;
  const uint32_t stride = coding.header[6];
  for (int i = 0; i < count; ++i, output += bytes) {
    const uint32_t start = stride * static_cast<uint32_t>(ChannelOf(coding, i, count));
    if (!CopyElement(coding, start + bits.Take(width), bytes, output)) return false;
  }
  return !bits.PastEnd();
}

bool Restore(const Coding& coding, Bits bits, int count, uint32_t bytes, uint8_t* output) {
  uint32_t used = 0;
  for (int i = 0; i < count; ++i, output += bytes) {
    if (bits.Take(1) != 0) {
      if (!CopyElement(coding, used++, bytes, output)) return false;
      continue;
    }
    for (uint32_t b = 0; b < bytes; ++b) output[b] = 0;
    if (coding.zero_points != nullptr) {
      const bool shared = coding.zero_points->size() == 1;
      const int channel = shared ? 0 : ChannelOf(coding, i, count);
      output[0] = static_cast<uint8_t>(coding.zero_points->Get(static_cast<uint32_t>(channel)));
    }
  }
  return !bits.PastEnd();
}

// Entries of a table have the place of the next one, or a symbol, behind a flag and four bits: a
// number of bits, of the next index (less 1) or of those that belong to the symbol.
bool Walk(const Coding& coding, Bits bits, int count, uint32_t bytes, uint8_t* output) {
  const uint32_t entry_bytes = (coding.header[5] & 1) != 0 ? 4 : 2;
  const uint32_t first_bits = (coding.header[5] >> 4) + 1u;
  const uint32_t place_bits = 8 * entry_bytes - 5;
  for (int i = 0; i < count; ++i, output += bytes) {
    uint32_t at = 0;
    uint32_t taken = first_bits;
    uint32_t entry = 0;
    for (;;) {
      at += bits.Take(taken);
      if (!CopyElement(coding, at, entry_bytes, reinterpret_cast<uint8_t*>(&entry))) return false;
      if (entry >> (8 * entry_bytes - 1) != 0) break;
      if (bits.PastEnd()) return false;
      taken = (entry >> place_bits & 15) + 1;
      at += entry & ((1u << place_bits) - 1);
    }
    const uint32_t own = entry >> place_bits & 15;
    if (taken > own) bits.PutBack(taken - own);
    if (bits.PastEnd()) return false;
    __builtin_memcpy(output, &entry, bytes);  // little endian
  }
  return true;
}

TfLiteStatus CheckMethod(TfLiteContext* context, const Coding& coding,
                         const TfLiteEvalTensor* output) {
  constexpr uint32_t kElements =
      Types(kTfLiteBool, kTfLiteFloat32, kTfLiteInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteInt64);
  const int method = coding.header[0];
  if (method > kPruned) return Refuse("unknown method of compression", method);
  if (coding.header[1] != 1 || coding.header[4] != 1) {
    return Refuse("unknown version of compressed data", coding.header[1]);
  }
  if (method == kLookup && (coding.header[5] & 7) == 0) {
    return Refuse("indices of compressed data have no bits");
  }
  if (method == kPruned && output->type != kTfLiteInt8 && coding.zero_points != nullptr) {
    return Refuse("zero points of pruned data are not 0");
  }
  if (method != kHuffman) return ExpectType(context, output->type, kElements);
  // The symbols of short entries are bytes.
  const bool wide = (coding.header[5] & 1) != 0;
  return ExpectType(context, output->type,
                    wide ? Types(kTfLiteInt8, kTfLiteInt16) : Types(kTfLiteInt8));
}

TfLiteStatus PrepareOutput(TfLiteContext* context, const TfLiteNode* node, int i, Coding* coding) {
  const TfLiteEvalTensor* coded = InputTensor(context, node, 2 * i);
  const TfLiteEvalTensor* ancillary = InputTensor(context, node, 2 * i + 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node, i);
  if (!IsStored(coded) || !IsStored(ancillary)) return Refuse("compressed data is no constant", i);
  const int bytes = ByteCount(ancillary);
  if (bytes < kHeaderBytes) return Refuse("compressed data has no header", bytes);
  coding->header = ancillary->data.uint8;
  coding->table = coding->header + kHeaderBytes;
  coding->table_bytes = static_cast<uint32_t>(bytes - kHeaderBytes);
  coding->zero_points = nullptr;
  coding->channels = 1;
  coding->last_axis = false;
  const MicroGraph& graph = GetMicroContext(context)->graph();
  const Tensor* info = graph.tensor_info(graph.GetCurrentSubgraphIndex(), node->outputs->data[i]);
  const QuantizationParameters* quantization = info->quantization();
  if (quantization != nullptr && quantization->scale() != nullptr &&
      quantization->scale()->size() != 0) {
    const int axis = quantization->quantized_dimension();
    coding->channels = static_cast<int>(quantization->scale()->size());
    coding->last_axis = coding->channels > 1 && axis == output->dims->size - 1;
    if (!coding->last_axis && axis != 0) return Refuse("compressed channels on another axis", axis);
    const auto* zero_points = quantization->zero_point();
    for (uint32_t k = 0; zero_points != nullptr && k < zero_points->size(); ++k) {
      if (zero_points->Get(k) != 0) coding->zero_points = zero_points;
    }
  }
  if (ElementCount(output->dims) % coding->channels != 0) {
    return Refuse("compressed channels do not divide the elements", coding->channels);
  }
  return CheckMethod(context, *coding, output);
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  const int outputs = node->outputs->size;
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2 * outputs, 1));
  if (node->inputs->size != 2 * outputs) return Refuse("not two inputs an output", outputs);
  auto* codings = Allocate<Coding>(context, outputs);
  node->user_data = codings;
  if (codings == nullptr) return kTfLiteError;
  for (int i = 0; i < outputs; ++i) {
    TF_LITE_ENSURE_STATUS(PrepareOutput(context, node, i, &codings[i]));
  }
  return kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto* codings = static_cast<const Coding*>(node->user_data);
  for (int i = 0; i < node->outputs->size; ++i) {
    const Coding& coding = codings[i];
    const TfLiteEvalTensor* coded = InputTensor(context, node, 2 * i);
    TfLiteEvalTensor* output = OutputTensor(context, node, i);
    const Bits bits(coded->data.uint8, static_cast<uint32_t>(ByteCount(coded)));
    const auto decode = coding.header[0] == kLookup    ? Look
                        : coding.header[0] == kHuffman ? Walk
                                                       : Restore;
    if (!decode(coding, bits, ElementCount(output->dims),
                static_cast<uint32_t>(ElementBytes(output->type)), output->data.uint8)) {
      return Refuse("compressed data is damaged; output", i);
    }
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration* Register_DECODE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return &kRegistration;
}

}  // namespace tflite
