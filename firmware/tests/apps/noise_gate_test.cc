#include "apps/hotword/noise_gate.h"

#include <doctest/doctest.h>

#include <vector>

namespace {

bool Slice(NoiseGate* gate, int16_t sample) {
  std::vector<int16_t> samples(320, 0);
  samples[200] = sample;
  gate->Add(samples.data(), samples.size());
  return gate->EndSlice();
}

}  // namespace

TEST_CASE("samples below the threshold are silence, of either sign") {
  NoiseGate gate;
  CHECK_FALSE(Slice(&gate, 0));
  CHECK_FALSE(Slice(&gate, 15));
  CHECK_FALSE(Slice(&gate, -15));
  CHECK(Slice(&gate, 16));
}

TEST_CASE("the loudest sample of either sign opens the gate, for the next slice too") {
  NoiseGate gate;
  CHECK(Slice(&gate, -32768));
  CHECK(Slice(&gate, 0));
  CHECK_FALSE(Slice(&gate, 0));
  CHECK(Slice(&gate, 32767));
}

TEST_CASE("a slice may come in pieces") {
  NoiseGate gate;
  const int16_t quiet[3] = {1, -2, 3};
  const int16_t loud[2] = {100, 0};
  gate.Add(quiet, 3);
  gate.Add(loud, 2);
  gate.Add(quiet, 0);
  CHECK(gate.EndSlice());
}
