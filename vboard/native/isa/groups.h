// The encoding tables of the instruction groups, one a file.

#ifndef VBOARD_NATIVE_ISA_GROUPS_H_
#define VBOARD_NATIVE_ISA_GROUPS_H_

#include "decode/encoding.h"

namespace vboard {

EncodingTable ArithmeticEncodings();  // arithmetic.cc
EncodingTable BranchEncodings();      // branch.cc
EncodingTable LoadStoreEncodings();   // load_store.cc

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_GROUPS_H_
