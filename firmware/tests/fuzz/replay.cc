// Runs a fuzzer's function without libFuzzer: every file of a folder, then changed copies of it.
// The changes are drawn from a fixed seed.
//
//   replay FOLDER CHANGED_COPIES
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using Bytes = std::vector<uint8_t>;

Bytes Changed(Bytes bytes, std::mt19937* random) {
  const uint32_t values[] = {0,    1,      2,       4,          16,         0x7F,
                             0xFF, 0x7FFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
  for (unsigned changes = 1 + (*random)() % 3; changes > 0 && bytes.size() > 8; --changes) {
    const size_t at = (*random)() % bytes.size();
    uint32_t value = values[(*random)() % std::size(values)];
    if ((*random)() % 4 == 0) value = (*random)();
    const size_t width = std::min<size_t>(size_t{1} << (*random)() % 3, bytes.size() - at);
    switch ((*random)() % 8) {
      case 0:
        bytes.resize(at);
        break;
      case 1:  // a piece of the file in another place
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>((*random)() % (at + 1)), width,
                    bytes.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      default:
        std::memcpy(&bytes[at / width * width], &value, width);
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) return 2;
  std::mt19937 random(1);
  const int copies = std::atoi(argv[2]);
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    const Bytes bytes(std::istreambuf_iterator<char>(file), {});
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    for (int i = 0; i < copies; ++i) {
      const Bytes changed = Changed(bytes, &random);
      LLVMFuzzerTestOneInput(changed.data(), changed.size());
    }
  }
  std::printf("%zu files and %d changed copies of each\n", files.size(), copies);
  return 0;
}
