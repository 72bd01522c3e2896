// The runner on the host: infer MODEL ARENA_BYTES RESOURCES
//
// Standard input holds the inputs of each Invoke, one after another, as raw bytes. Standard output
// gets the outputs in the same way, behind the used bytes of the arena (u32). Messages of the
// runtime go to standard error. Exit status: 0, 3 the model did not verify, 4 AllocateTensors
// failed, 5 Invoke failed.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include "apps/infer/interpreter.h"
#include "tensorflow/lite/micro/debug_log.h"

extern "C" void DebugLog(const char* format, va_list args) { std::vfprintf(stderr, format, args); }

namespace {

struct alignas(16) Block {
  uint8_t bytes[16];
};

std::vector<Block> Aligned(size_t bytes) { return std::vector<Block>(bytes / sizeof(Block) + 1); }

bool ReadInputs(infer::Interpreter* interpreter) {
  for (size_t i = 0; i < interpreter->inputs_size(); ++i) {
    const TfLiteTensor* input = interpreter->input(i);
    if (std::fread(input->data.raw, 1, input->bytes, stdin) != input->bytes) return false;
  }
  return true;
}

bool Unread() {
  const int next = std::getc(stdin);
  if (next == EOF) return false;
  std::ungetc(next, stdin);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::vector<char> content{std::istreambuf_iterator<char>(file), {}};
  std::vector<Block> model = Aligned(content.size());
  std::copy(content.begin(), content.end(), reinterpret_cast<char*>(model.data()));
  if (tflite::VerifyModel(model.data(), content.size()) != kTfLiteOk) return 3;

  std::vector<Block> arena = Aligned(std::strtoul(argv[2], nullptr, 10));
  auto* allocator =
      tflite::MicroAllocator::Create(arena.data()->bytes, arena.size() * sizeof(Block));
  if (allocator == nullptr) return 4;
  infer::Interpreter interpreter(model.data(), allocator,
                                 static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)));
  if (interpreter.AllocateTensors() != kTfLiteOk) return 4;
  const uint32_t used = static_cast<uint32_t>(interpreter.arena_used_bytes());
  std::fwrite(&used, sizeof(used), 1, stdout);
  // A model without inputs runs once.
  bool more = interpreter.inputs_size() == 0 || Unread();
  while (more) {
    if (!ReadInputs(&interpreter) || !interpreter.Run()) return 5;
    for (size_t i = 0; i < interpreter.outputs_size(); ++i) {
      const TfLiteTensor* output = interpreter.output(i);
      std::fwrite(output->data.raw, 1, output->bytes, stdout);
    }
    more = Unread();
  }
  return 0;
}
