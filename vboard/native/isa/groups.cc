#include "isa/groups.h"

namespace vboard {

EncodingTables AllEncodings() {
  static const EncodingTable tables[] = {
      ArithmeticEncodings(),
      LogicalEncodings(),
      ShiftEncodings(),
      MultiplyEncodings(),
      BitFieldEncodings(),
      ExtendEncodings(),
      SaturateEncodings(),
      ParallelEncodings(),
      DspMultiplyEncodings(),
      BranchEncodings(),
      LoadStoreEncodings(),
      LoadStoreDualEncodings(),
      LoadStoreMultipleEncodings(),
      ExclusiveEncodings(),
      SystemEncodings(),
      FpMoveEncodings(),
      FpLoadStoreEncodings(),
      FpDataEncodings(),
      FpConvertEncodings(),
      CoprocessorEncodings(),  // what is left of the space
  };
  return {tables, sizeof tables / sizeof tables[0]};
}

}  // namespace vboard
