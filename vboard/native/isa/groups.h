// The encoding tables of the instruction groups, one a file.

#ifndef VBOARD_NATIVE_ISA_GROUPS_H_
#define VBOARD_NATIVE_ISA_GROUPS_H_

#include "decode/encoding.h"

namespace vboard {

EncodingTable ArithmeticEncodings();   // arithmetic.cc
EncodingTable BranchEncodings();       // branch.cc
EncodingTable LoadStoreEncodings();    // load_store.cc
EncodingTable FpDataEncodings();       // fp_data.cc
EncodingTable FpConvertEncodings();    // fp_convert.cc
EncodingTable FpMoveEncodings();       // fp_move.cc
EncodingTable FpLoadStoreEncodings();  // fp_load_store.cc
EncodingTable CoprocessorEncodings();  // coprocessor.cc

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_GROUPS_H_
