// Drawn inputs without a fuzzer: `drawn FIRST COUNT` prints a digest each. Every host prints the
// same; `drawn FIRST COUNT FILE` writes the first one to a file, as libFuzzer takes it.

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "machine.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

std::vector<uint8_t> Drawn(unsigned seed) {
  std::mt19937 random(seed);
  std::vector<uint8_t> input(256 + random() % 2048);
  for (uint8_t& byte : input) byte = static_cast<uint8_t>(random());
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: drawn FIRST COUNT [FILE]\n");
    return 2;
  }
  const unsigned first = static_cast<unsigned>(std::atoi(argv[1]));
  const unsigned count = static_cast<unsigned>(std::atoi(argv[2]));
  if (argc > 3) {
    const std::vector<uint8_t> input = Drawn(first);
    std::FILE* file = std::fopen(argv[3], "wb");
    if (file == nullptr) return 2;
    std::fwrite(input.data(), 1, input.size(), file);
    std::fclose(file);
    return 0;
  }
  for (unsigned seed = first; seed < first + count; ++seed) {
    const std::vector<uint8_t> input = Drawn(seed);
    LLVMFuzzerTestOneInput(input.data(), input.size());
    fuzz::Machine machine(input.data(), input.size(), 1);
    machine.Live();
    std::printf("%u %016" PRIx64 "\n", seed, machine.Digest());
    std::fflush(stdout);  // the line that lacks tells the seed of a failure
  }
  return 0;
}
