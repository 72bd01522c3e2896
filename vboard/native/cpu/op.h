// Operations: what an instruction was decoded to, and how one passes on to the next.
//
// A handler executes one operation and ends by jumping to the handler of the next one. The
// condition flags travel in its arguments, so that they stay in host registers:
//
//   nz  N is bit 31 or bit 63, Z is set where the low half is 0: a result of 32 bits has both
//   c   0 or 1 is C
//   v   bit 31 is V
//
// One value for N and Z leaves a register of the host to the handlers.
//
// Compilers that turn `return f(...)` into a jump chain the handlers; elsewhere, and under a
// sanitizer, each handler returns the next operation to a loop. Handlers are written once, with the
// macros below.

#ifndef VBOARD_NATIVE_CPU_OP_H_
#define VBOARD_NATIVE_CPU_OP_H_

#include <cstdint>

namespace vboard {

struct Core;
struct Op;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__) || \
    defined(VBOARD_NO_TAIL_CALLS)
#define VB_TAIL_CALLS 0
#elif (defined(__GNUC__) || defined(__clang__)) && !defined(_WIN32) && \
    (defined(__x86_64__) || defined(__aarch64__))
#define VB_TAIL_CALLS 1
#else
#define VB_TAIL_CALLS 0
#endif

#define VB_STATE                                                                  \
  [[maybe_unused]] ::vboard::Core &core, [[maybe_unused]] const ::vboard::Op *op, \
      [[maybe_unused]] uint64_t nz, [[maybe_unused]] uint32_t c, [[maybe_unused]] uint32_t v

#if VB_TAIL_CALLS
using HandlerResult = void;
#else
using HandlerResult = const Op*;
#endif
using Handler = HandlerResult(VB_STATE);

// One operation. What `d`, `n`, `m` and `imm` mean is the handler's business; mostly they are the
// numbers of the registers Rd, Rn, Rm and the immediate. `index` is the place in its block.
struct Op {
  Handler* handler;
  uint8_t index;
  uint8_t d;
  uint8_t n;
  uint8_t m;
  uint32_t imm;
};
static_assert(sizeof(void*) == 4 || sizeof(Op) == 16,
              "blocks are laid out for operations of 16 bytes");

#if defined(__clang__) && VB_TAIL_CALLS
#define VB_MUST_TAIL [[clang::musttail]]
#else
#define VB_MUST_TAIL
#endif

#if defined(__GNUC__) || defined(__clang__)
#define VB_LIKELY(x) __builtin_expect(!!(x), 1)
#define VB_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define VB_NOINLINE __attribute__((noinline))
#else
#define VB_LIKELY(x) (x)
#define VB_UNLIKELY(x) (x)
#define VB_NOINLINE
#endif

// The definition of a handler.
#define VB_HANDLER(name) ::vboard::HandlerResult name(VB_STATE)

// The same for what is rarely needed: kept out of the handlers that continue with it, so that those
// need no stack frame.
#define VB_SLOW_HANDLER(name) VB_NOINLINE ::vboard::HandlerResult name(VB_STATE)

// Ends a handler: continue with another handler of the same operation.
#define VB_CONTINUE(handler_name)                         \
  do {                                                    \
    VB_MUST_TAIL return handler_name(core, op, nz, c, v); \
  } while (0)

#if VB_TAIL_CALLS
// Ends a handler: the operation at `target` is next. Told nothing of where its address comes from,
// the compiler computes it once, in the register that the next handler has it in.
#define VB_GO(target)                                              \
  do {                                                             \
    const ::vboard::Op* next_op = (target);                        \
    __asm__("" : "+r"(next_op));                                   \
    VB_MUST_TAIL return next_op->handler(core, next_op, nz, c, v); \
  } while (0)
// Ends a handler: back to the run loop, which goes on at `core.pc`.
#define VB_LEAVE()             \
  do {                         \
    core.StoreFlags(nz, c, v); \
    return;                    \
  } while (0)
#else
#define VB_GO(target)          \
  do {                         \
    core.StoreFlags(nz, c, v); \
    return (target);           \
  } while (0)
#define VB_LEAVE()             \
  do {                         \
    core.StoreFlags(nz, c, v); \
    return nullptr;            \
  } while (0)
#endif

// Ends a handler: the following operation is next.
#define VB_NEXT() VB_GO(op + 1)

}  // namespace vboard

#endif  // VBOARD_NATIVE_CPU_OP_H_
