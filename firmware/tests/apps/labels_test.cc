#include "apps/hotword/labels.h"

#include <doctest/doctest.h>

#include <string>

namespace {

const char* Parse(Labels* labels, const std::string& text) {
  return labels->Parse(text.data(), static_cast<uint32_t>(text.size()));
}

}  // namespace

TEST_CASE("labels are lines, with or without an end of the last") {
  Labels labels;
  CHECK(Parse(&labels, "silence\nunknown\non\noff\n") == nullptr);
  REQUIRE(labels.count() == 4);
  CHECK(std::string(labels.name(3)) == "off");
  CHECK(Parse(&labels, "silence\nunknown\nstop") == nullptr);
  REQUIRE(labels.count() == 3);
  CHECK(std::string(labels.name(kFirstWord)) == "stop");
}

TEST_CASE("labels without a word, too many and too long ones are refused") {
  Labels labels;
  CHECK(Parse(&labels, "") != nullptr);
  CHECK(Parse(&labels, "silence\nunknown\n") != nullptr);
  CHECK(Parse(&labels, "1\n2\n3\n4\n5\n6\n7\n8\n") == nullptr);
  CHECK(Parse(&labels, "1\n2\n3\n4\n5\n6\n7\n8\n9") != nullptr);
  CHECK(Parse(&labels, "a\nb\nabcdefghijklmno") == nullptr);
  CHECK(Parse(&labels, "a\nb\nabcdefghijklmnop") != nullptr);
}
