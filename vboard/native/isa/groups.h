// The encoding tables of the instruction groups, one a file.

#ifndef VBOARD_NATIVE_ISA_GROUPS_H_
#define VBOARD_NATIVE_ISA_GROUPS_H_

#include "decode/encoding.h"

namespace vboard {

EncodingTable ArithmeticEncodings();         // arithmetic.cc
EncodingTable LogicalEncodings();            // logical.cc
EncodingTable ShiftEncodings();              // shift.cc
EncodingTable MultiplyEncodings();           // multiply.cc
EncodingTable BitFieldEncodings();           // bit_field.cc
EncodingTable ExtendEncodings();             // extend.cc
EncodingTable SaturateEncodings();           // saturate.cc
EncodingTable ParallelEncodings();           // parallel.cc
EncodingTable DspMultiplyEncodings();        // dsp_multiply.cc
EncodingTable BranchEncodings();             // branch.cc
EncodingTable LoadStoreEncodings();          // load_store.cc
EncodingTable LoadStoreDualEncodings();      // load_store_dual.cc
EncodingTable LoadStoreMultipleEncodings();  // load_store_multiple.cc
EncodingTable ExclusiveEncodings();          // exclusive.cc
EncodingTable SystemEncodings();             // system.cc
EncodingTable FpDataEncodings();             // fp_data.cc
EncodingTable FpConvertEncodings();          // fp_convert.cc
EncodingTable FpMoveEncodings();             // fp_move.cc
EncodingTable FpLoadStoreEncodings();        // fp_load_store.cc
EncodingTable CoprocessorEncodings();        // coprocessor.cc

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_GROUPS_H_
