// Golden files: models with inputs and the outputs of another implementation
// (format: goldens/models.py).
#ifndef TESTS_RUNTIME_GOLDEN_H_
#define TESTS_RUNTIME_GOLDEN_H_

#include <cstdint>
#include <string>
#include <vector>

using Bytes = std::vector<uint8_t>;

struct GoldenInvocation {
  std::vector<Bytes> inputs;
  std::vector<Bytes> outputs;
};

struct GoldenCase {
  std::string name;
  Bytes model;
  std::vector<GoldenInvocation> invocations;
};

// Cases of goldens/NAME.bin.
std::vector<GoldenCase> ReadGoldens(const std::string& name);

// Names of all golden files in a folder of goldens/, with the folder.
std::vector<std::string> GoldenFiles(const std::string& folder = "");

// Memory at `offset` from a multiple of 16 that ends exactly where the sanitizer starts to watch.
class AlignedBytes {
 public:
  explicit AlignedBytes(size_t size, size_t offset = 0);
  explicit AlignedBytes(const Bytes& bytes, size_t offset = 0);
  ~AlignedBytes();
  AlignedBytes(const AlignedBytes&) = delete;
  uint8_t* data() { return data_; }
  size_t size() const { return size_; }

 private:
  uint8_t* block_;
  uint8_t* data_;
  size_t size_;
};

#endif  // TESTS_RUNTIME_GOLDEN_H_
