#include "isa/groups.h"

namespace vboard {

EncodingTables AllEncodings() {
  static const EncodingTable tables[] = {
      ArithmeticEncodings(),
      BranchEncodings(),
      LoadStoreEncodings(),
      FpMoveEncodings(),
      FpLoadStoreEncodings(),
      FpDataEncodings(),
      FpConvertEncodings(),
      CoprocessorEncodings(),
  };
  return {tables, sizeof tables / sizeof tables[0]};
}

}  // namespace vboard
