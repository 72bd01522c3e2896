// Arenas of every size and alignment, planners, and head and tail in arenas of their own.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "all_operators.h"
#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/memory_planner/greedy_memory_planner.h"
#include "tensorflow/lite/micro/memory_planner/linear_memory_planner.h"
#include "tensorflow/lite/micro/memory_planner/non_persistent_buffer_planner_shim.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_resource_variable.h"
#include "tensorflow/lite/micro/recording_micro_interpreter.h"

namespace {

const AllOperators& Operators() {
  static const AllOperators operators;
  return operators;
}

// The number in front of " needed", 0 when there is none.
size_t BytesNeeded(const std::string& message) {
  const size_t end = message.find(" needed");
  if (end == std::string::npos) return 0;
  return std::stoul(message.substr(message.rfind(' ', end - 1) + 1));
}

bool IsExact(const std::string& message) { return message.find("more than") == std::string::npos; }

// Runs the first invocation of a case.
void CheckOutputs(tflite::MicroInterpreter* interpreter, const GoldenCase& golden) {
  const GoldenInvocation& invocation = golden.invocations[0];
  for (size_t i = 0; i < invocation.inputs.size(); ++i) {
    memcpy(interpreter->input(i)->data.raw, invocation.inputs[i].data(),
           invocation.inputs[i].size());
  }
  REQUIRE(interpreter->Invoke() == kTfLiteOk);
  for (size_t i = 0; i < invocation.outputs.size(); ++i) {
    const uint8_t* bytes = interpreter->output(i)->data.uint8;
    CHECK(Bytes(bytes, bytes + invocation.outputs[i].size()) == invocation.outputs[i]);
  }
}

// An arena and what stands in it; the arena may be too small for each part.
class Tenant {
 public:
  Tenant(AlignedBytes* model, size_t arena_bytes, size_t offset, int variables)
      : arena_(arena_bytes, offset) {
    allocator_ = tflite::MicroAllocator::Create(arena_.data(), arena_.size());
    if (allocator_ == nullptr) return;
    if (variables > 0) {
      variables_ = tflite::MicroResourceVariables::Create(allocator_, variables);
      if (variables_ == nullptr) return;
    }
    interpreter_.emplace(tflite::GetModel(model->data()), Operators(), allocator_, variables_);
    status_ = interpreter_->AllocateTensors();
  }

  TfLiteStatus status() const { return status_; }
  size_t used() const { return allocator_->used_bytes(); }
  tflite::MicroInterpreter* interpreter() { return &*interpreter_; }

 private:
  AlignedBytes arena_;
  tflite::MicroAllocator* allocator_ = nullptr;
  tflite::MicroResourceVariables* variables_ = nullptr;
  std::optional<tflite::MicroInterpreter> interpreter_;
  TfLiteStatus status_ = kTfLiteError;
};

// Every size up to that which is used: only that one is accepted, all others are refused with a
// number, which is that one unless the message says that more is needed.
void CheckEverySize(const GoldenCase& golden, size_t offset, int variables) {
  AlignedBytes model(golden.model);
  const size_t used = Tenant(&model, 1 << 16, offset, variables).used();
  for (size_t size = 0; size <= used; ++size) {
    TakeConsole();
    Tenant tenant(&model, size, offset, variables);
    const std::string message = TakeConsole();
    INFO(golden.name, " at ", offset, ", ", size, " of ", used, ": ", message);
    REQUIRE((tenant.status() == kTfLiteOk) == (size == used));
    if (size == used) {
      CHECK(tenant.used() == used);
      CheckOutputs(tenant.interpreter(), golden);
      break;
    }
    const size_t needed = BytesNeeded(message);
    REQUIRE(needed >= size);
    REQUIRE((IsExact(message) ? needed == used : needed <= used));
  }
}

}  // namespace

TEST_CASE("an arena a byte too small is refused with the bytes that are needed") {
  for (const char* file : {"control_flow", "resource_variables", "offline_plan", "transpose_conv",
                           "depthwise_conv_2d", "logistic"}) {
    const std::vector<GoldenCase> cases = ReadGoldens(file);
    // The first cases of a file show its kinds of graphs.
    for (size_t i = 0; i < std::min<size_t>(cases.size(), 6); ++i) {
      CheckEverySize(cases[i], 0, strcmp(file, "resource_variables") == 0 ? 2 : 0);
    }
  }
}

TEST_CASE("so it is at every alignment") {
  for (size_t offset = 1; offset < 16; ++offset) {
    CheckEverySize(ReadGoldens("control_flow").at(0), offset, 0);
    CheckEverySize(ReadGoldens("offline_plan").at(0), offset, 0);
    CheckEverySize(ReadGoldens("resource_variables").at(0), offset, 2);
  }
}

TEST_CASE("a model of any alignment works or is refused in words") {
  for (const char* file : {"conv_2d", "control_flow", "int16x8", "gather", "maximum_minimum"}) {
    for (const GoldenCase& golden : ReadGoldens(file)) {
      for (size_t offset = 0; offset < 16; ++offset) {
        INFO(file, ": ", golden.name, " at ", offset);
        AlignedBytes model(golden.model, offset);
        TakeConsole();
        const TfLiteStatus verified = tflite::VerifyModel(model.data(), model.size());
        Tenant tenant(&model, 1 << 15, 0, 0);
        CHECK((verified == kTfLiteOk) == (tenant.status() == kTfLiteOk));
        CHECK((tenant.status() == kTfLiteOk) == (offset % 4 == 0));
        if (tenant.status() == kTfLiteOk) {
          CheckOutputs(tenant.interpreter(), golden);
        } else {
          CHECK(TakeConsole().find("align") != std::string::npos);
        }
      }
    }
  }
}

TEST_CASE("tensors of a linear plan do not share memory") {
  const GoldenCase golden = ReadGoldens("offline_plan").at(0);
  AlignedBytes model(golden.model);
  AlignedBytes arena(1 << 14);
  for (bool as_object : {false, true}) {
    tflite::LinearMemoryPlanner planner;
    auto* allocator = as_object
                          ? tflite::MicroAllocator::Create(arena.data(), arena.size(), &planner)
                          : tflite::MicroAllocator::Create(arena.data(), arena.size(),
                                                           tflite::MemoryPlannerType::kLinear);
    tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), Operators(), allocator);
    REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
    CHECK(interpreter.preserve_all_tensors());
    CheckOutputs(&interpreter, golden);
    std::vector<std::pair<uint8_t*, uint8_t*>> places;
    for (int i = 0; interpreter.GetTensor(i) != nullptr; ++i) {
      const TfLiteEvalTensor* tensor = interpreter.GetTensor(i);
      size_t bytes = 0;
      REQUIRE(tflite::TfLiteEvalTensorByteLength(tensor, &bytes) == kTfLiteOk);
      if (allocator->Owns(tensor->data.data)) {
        places.emplace_back(tensor->data.uint8, tensor->data.uint8 + bytes);
      }
    }
    CHECK(places.size() == 4);
    std::sort(places.begin(), places.end());
    for (size_t i = 1; i < places.size(); ++i) CHECK(places[i - 1].second <= places[i].first);
  }
}

TEST_CASE("a planner of the application's places tensors and scratch buffers") {
  for (const char* file : {"conv_2d", "transpose_conv", "offline_plan", "control_flow"}) {
    const GoldenCase golden = ReadGoldens(file).at(0);
    INFO(file, ": ", golden.name);
    AlignedBytes model(golden.model);
    Tenant usual(&model, 1 << 16, 0, 0);
    REQUIRE(usual.status() == kTfLiteOk);

    AlignedBytes arena(1 << 16);
    tflite::GreedyMemoryPlanner greedy;
    auto* allocator = tflite::MicroAllocator::Create(arena.data(), arena.size(), &greedy);
    tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), Operators(), allocator);
    REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
    CheckOutputs(&interpreter, golden);
    CHECK_FALSE(interpreter.preserve_all_tensors());
    CHECK(interpreter.arena_used_bytes() <= usual.used());

    // The plan that came out, as one made elsewhere. The greedy planner's memory is used again.
    const int count = greedy.GetBufferCount();
    std::vector<uint32_t> storage(tflite::SizeOfBufferPlan(count) / sizeof(uint32_t));
    auto* plan = reinterpret_cast<tflite::BufferPlan*>(storage.data());
    plan->buffer_count = count;
    AlignedBytes second_arena(1 << 16);
    tflite::LinearMemoryPlanner linear;
    {
      auto* planned =
          tflite::MicroAllocator::Create(second_arena.data(), second_arena.size(), &linear);
      tflite::MicroInterpreter first(tflite::GetModel(model.data()), Operators(), planned);
      REQUIRE(first.AllocateTensors() == kTfLiteOk);
    }
    REQUIRE(linear.GetBufferCount() == count);
    for (int i = 0; i < count; ++i) {
      REQUIRE(linear.GetOffsetForBuffer(i, &plan->buffer_plan_entries[i].offset) == kTfLiteOk);
    }
    tflite::NonPersistentMemoryPlannerShim shim(plan);
    auto* planned = tflite::MicroAllocator::Create(second_arena.data(), second_arena.size(), &shim);
    tflite::MicroInterpreter second(tflite::GetModel(model.data()), Operators(), planned);
    REQUIRE(second.AllocateTensors() == kTfLiteOk);
    CheckOutputs(&second, golden);

    // A plan of one buffer fewer.
    plan->buffer_count = count - 1;
    tflite::NonPersistentMemoryPlannerShim short_shim(plan);
    planned = tflite::MicroAllocator::Create(second_arena.data(), second_arena.size(), &short_shim);
    tflite::MicroInterpreter refused(tflite::GetModel(model.data()), Operators(), planned);
    TakeConsole();
    CHECK(refused.AllocateTensors() == kTfLiteError);
    CHECK(TakeConsole().find("the plan has") != std::string::npos);
  }
}

TEST_CASE("head and tail in arenas of their own") {
  for (const char* file : {"conv_2d", "transpose_conv", "control_flow", "offline_plan"}) {
    const GoldenCase golden = ReadGoldens(file).at(0);
    AlignedBytes model(golden.model);
    size_t tail_bytes = 0;
    size_t head_bytes = 0;
    {
      AlignedBytes tail(1 << 14);
      AlignedBytes head(1 << 14);
      auto* allocator =
          tflite::MicroAllocator::Create(tail.data(), tail.size(), head.data(), head.size());
      tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), Operators(), allocator);
      REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
      CheckOutputs(&interpreter, golden);
      CHECK(interpreter.input(0)->data.uint8 >= head.data());
      CHECK(interpreter.input(0)->data.uint8 < head.data() + head.size());
      tail_bytes = (allocator->tail_bytes() + 15) / 16 * 16;
      head_bytes = allocator->head_bytes();
    }
    for (size_t tail_size = 0; tail_size <= tail_bytes; ++tail_size) {
      INFO(file, ": ", tail_size, " of ", tail_bytes);
      AlignedBytes tail(tail_size);
      AlignedBytes head(1 << 14);
      TakeConsole();
      auto* allocator =
          tflite::MicroAllocator::Create(tail.data(), tail.size(), head.data(), head.size());
      TfLiteStatus status = kTfLiteError;
      if (allocator != nullptr) {
        status = tflite::MicroInterpreter(tflite::GetModel(model.data()), Operators(), allocator)
                     .AllocateTensors();
      }
      const std::string message = TakeConsole();
      INFO(message);
      REQUIRE((status == kTfLiteOk) == (tail_size == tail_bytes));
      if (status == kTfLiteOk) break;
      const size_t needed = BytesNeeded(message);
      CHECK((IsExact(message) ? needed == tail_bytes : needed >= tail_size));
    }
    // The head needs room to plan in, too.
    size_t head_size = 0;
    for (bool fits = false; !fits; ++head_size) {
      INFO(file, ": ", head_size, " of ", head_bytes);
      REQUIRE(head_size <= head_bytes + 2048);
      AlignedBytes tail(1 << 14);
      AlignedBytes head(head_size);
      TakeConsole();
      auto* allocator =
          tflite::MicroAllocator::Create(tail.data(), tail.size(), head.data(), head.size());
      tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), Operators(), allocator);
      fits = interpreter.AllocateTensors() == kTfLiteOk;
      if (fits) {
        CheckOutputs(&interpreter, golden);
      } else {
        const std::string message = TakeConsole();
        INFO(message);
        CHECK(BytesNeeded(message) >= head_size);
        if (IsExact(message)) CHECK(BytesNeeded(message) == head_bytes);
      }
    }
    CHECK(head_size - 1 >= head_bytes);
  }
}

TEST_CASE("an arena can be taken from an allocator of the application") {
  const GoldenCase golden = ReadGoldens("conv_2d").at(0);
  AlignedBytes model(golden.model);
  AlignedBytes arena(1 << 14);
  auto* whole = tflite::SingleArenaBufferAllocator::Create(arena.data(), arena.size());
  uint8_t* own = whole->AllocatePersistentBuffer(100, 4);
  std::fill_n(own, 100, 0xA5);
  tflite::GreedyMemoryPlanner planner;
  auto* allocator = tflite::MicroAllocator::Create(whole, &planner);
  REQUIRE(allocator != nullptr);
  tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), Operators(), allocator);
  REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
  CheckOutputs(&interpreter, golden);
  CHECK(std::all_of(own, own + 100, [](uint8_t byte) { return byte == 0xA5; }));
}

TEST_CASE("several models in one arena are recorded together") {
  AlignedBytes arena(1 << 16);
  auto* allocator = tflite::RecordingMicroAllocator::Create(arena.data(), arena.size());
  auto* variables = tflite::MicroResourceVariables::Create(allocator, 2);
  std::vector<GoldenCase> cases = {ReadGoldens("resource_variables").at(0),
                                   ReadGoldens("control_flow").at(0),
                                   ReadGoldens("transpose_conv").at(0)};
  std::vector<std::unique_ptr<AlignedBytes>> models;
  std::vector<std::unique_ptr<tflite::RecordingMicroInterpreter>> interpreters;
  for (const GoldenCase& golden : cases) {
    models.push_back(std::make_unique<AlignedBytes>(golden.model));
    interpreters.push_back(std::make_unique<tflite::RecordingMicroInterpreter>(
        tflite::GetModel(models.back()->data()), Operators(), allocator, variables));
    REQUIRE(interpreters.back()->AllocateTensors() == kTfLiteOk);
  }
  // Interleaved; the first case keeps its variables.
  for (size_t i = 0; i < cases[0].invocations.size(); ++i) {
    GoldenCase step = cases[0];
    step.invocations = {cases[0].invocations[i]};
    CheckOutputs(interpreters[0].get(), step);
    CheckOutputs(interpreters[1].get(), cases[1]);
    CheckOutputs(interpreters[2].get(), cases[2]);
  }
  size_t recorded = 0;
  for (int type = 0; type < static_cast<int>(tflite::RecordedAllocationType::kNumAllocationTypes);
       ++type) {
    recorded += allocator->GetRecordedAllocation(static_cast<tflite::RecordedAllocationType>(type))
                    .used_bytes;
  }
  CHECK(recorded == allocator->GetSimpleMemoryAllocator()->GetPersistentUsedBytes());
  CHECK(allocator->used_bytes() >= recorded + allocator->head_bytes());
}
