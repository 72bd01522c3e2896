#include "golden.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace {

class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(std::move(bytes)) {}

  uint32_t Word() {
    const Bytes raw = Take(4);
    uint32_t value;
    memcpy(&value, raw.data(), 4);
    return value;
  }
  Bytes Blob() { return Take(Word()); }
  std::vector<Bytes> Blobs() {
    std::vector<Bytes> blobs(Word());
    for (Bytes& blob : blobs) blob = Blob();
    return blobs;
  }

 private:
  Bytes Take(size_t n) {
    if (bytes_.size() - at_ < n) throw std::runtime_error("golden file is cut short");
    const auto from = bytes_.begin() + static_cast<std::ptrdiff_t>(at_);
    at_ += n;
    return Bytes(from, from + static_cast<std::ptrdiff_t>(n));
  }
  Bytes bytes_;
  size_t at_ = 0;
};

std::filesystem::path Folder() { return GOLDENS_DIR; }

}  // namespace

std::vector<GoldenCase> ReadGoldens(const std::string& name) {
  std::ifstream file(Folder() / (name + ".bin"), std::ios::binary);
  Reader reader(Bytes(std::istreambuf_iterator<char>(file), {}));
  if (reader.Word() != 0x444C4F47) throw std::runtime_error(name + " is no golden file");
  std::vector<GoldenCase> cases(reader.Word());
  for (GoldenCase& golden : cases) {
    const Bytes text = reader.Blob();
    golden.name.assign(text.begin(), text.end());
    golden.model = reader.Blob();
    golden.invocations.resize(reader.Word());
    for (GoldenInvocation& invocation : golden.invocations) {
      invocation.inputs = reader.Blobs();
      invocation.outputs = reader.Blobs();
    }
  }
  return cases;
}

std::vector<std::string> GoldenFiles(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(Folder() / folder)) {
    if (entry.path().extension() != ".bin") continue;
    names.push_back((std::filesystem::path(folder) / entry.path().stem()).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

AlignedBytes::AlignedBytes(size_t size, size_t offset)
    : block_(static_cast<uint8_t*>(std::malloc(size + offset))),  // aligned to 16
      data_(block_ + offset),
      size_(size) {}

AlignedBytes::AlignedBytes(const Bytes& bytes, size_t offset) : AlignedBytes(bytes.size(), offset) {
  std::copy(bytes.begin(), bytes.end(), data_);
}

AlignedBytes::~AlignedBytes() { std::free(block_); }
