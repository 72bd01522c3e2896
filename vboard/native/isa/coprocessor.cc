// The space of coprocessor instructions, as far as nothing is there: CDP, MCR, MRC, MCRR, MRRC,
// LDC, STC of coprocessors that no core here has, and floating point instructions that this core
// lacks (ARMv7-M A5.3.18, B1.5.15, ARMv8-M B4.1).
//
// The architecture has a UsageFault NOCP for each. Renode 1.16.1 takes those that it does not know
// for undefined instructions; that is the default. ARMv6-M has no coprocessor space.

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "system/system.h"

namespace vboard {
namespace {

VB_HANDLER(NoCoprocessor) {
  VB_FAULT(core.system->strict() ? FaultKind::kNoCoprocessor : FaultKind::kUndefined);
}

Decoded Absent(Decoder& decoder, uint32_t) {
  decoder.Emit(NoCoprocessor);
  decoder.EndBlock();
  return Decoded::kDone;
}

// CP10 and CP11 of a core with floating point: access is checked before anything else.
Decoded FloatingPoint(Decoder& decoder, uint32_t) {
  decoder.NeedFp();
  decoder.Emit(Undefined);
  decoder.EndBlock();
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"LDC, STC, MCRR, MRRC, CDP, MCR, MRC (CP10, CP11)", "111x110xxxxxxxxx xxxx101xxxxxxxxx", kFp,
     FloatingPoint},
    {"CDP, MCR, MRC (CP10, CP11)", "111x1110xxxxxxxx xxxx101xxxxxxxxx", kFp, FloatingPoint},
    {"LDC, STC, MCRR, MRRC", "111x110xxxxxxxxx xxxxxxxxxxxxxxxx", kMainline, Absent},
    {"CDP, MCR, MRC", "111x1110xxxxxxxx xxxxxxxxxxxxxxxx", kMainline, Absent},
};

}  // namespace

EncodingTable CoprocessorEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
