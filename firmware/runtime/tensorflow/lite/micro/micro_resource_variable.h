// Variables that live as long as the arena, named by VAR_HANDLE, read and written by READ_VARIABLE
// and ASSIGN_VARIABLE. Interpreters that are given the same object share them.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_RESOURCE_VARIABLE_H_
#define TENSORFLOW_LITE_MICRO_MICRO_RESOURCE_VARIABLE_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/micro/micro_allocator.h"

namespace tflite {

class MicroResourceVariables {
 public:
  // Room for `max_num_variables` names in persistent memory; null when it does not fit.
  static MicroResourceVariables* Create(MicroAllocator* allocator, int max_num_variables);

  // Number of the variable of these names, 0, 1, …; -1, after a message, when the table is full.
  // Both names must outlive this object.
  int CreateIdIfNoneFound(const char* container, const char* shared_name);

  // Memory for the variable, of the size of `tensor`, filled with its zero point. kTfLiteError,
  // after a message, when it does not fit or the variable has another size already.
  TfLiteStatus Allocate(int id, TfLiteContext* context, const TfLiteTensor* tensor);

  // kTfLiteError, after a message: no such variable, no memory yet, or another size.
  TfLiteStatus Read(int id, const TfLiteEvalTensor* tensor);
  TfLiteStatus Assign(int id, size_t count_bytes, const void* input_buffer);

  // Back to the zero point.
  TfLiteStatus ResetAll();
  void Reset(int id);

  // The number of variable `id` as a tensor of one word can refer to it.
  int32_t* Handle(int id) { return &variables_[id].id; }

 private:
  struct Variable {
    const char* container;
    const char* shared_name;
    uint8_t* buffer;
    uint32_t bytes;
    int32_t id;
    int8_t default_value;
  };

  Variable* Find(int id, size_t bytes);

  Variable* variables_;
  int count_;
  int capacity_;
};

namespace micro {
using tflite::MicroResourceVariables;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_RESOURCE_VARIABLE_H_
