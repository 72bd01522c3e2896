#ifndef TENSORFLOW_LITE_MICRO_COMPATIBILITY_H_
#define TENSORFLOW_LITE_MICRO_COMPATIBILITY_H_

// In a class with a virtual destructor: keeps the heap out of programs that never delete one.
#define TF_LITE_REMOVE_VIRTUAL_DELETE \
  void operator delete(void*) {}

#endif  // TENSORFLOW_LITE_MICRO_COMPATIBILITY_H_
