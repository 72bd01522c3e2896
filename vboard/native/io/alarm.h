// The timer of a peripheral: comes at the times of a counter, sets flags of registers and drives
// the interrupt lines that follow them, as far as nobody else has to know.

#ifndef VBOARD_NATIVE_IO_ALARM_H_
#define VBOARD_NATIVE_IO_ALARM_H_

#include <cstdint>
#include <vector>

#include "memory/device_register.h"
#include "time/clock.h"

namespace vboard {

// Bits that a register gets, where another one has a bit of a mask.
struct FlagSetting {
  DeviceRegister* reg;
  uint32_t bits;
  const DeviceRegister* gate;  // nullptr: always
  uint32_t gate_mask;

  bool Applies() const { return gate == nullptr || (gate->value & gate_mask) != 0; }
};

// The way of a counter to a point of its cycle.
struct AlarmLeg {
  uint64_t units;  // steps times 10^9
  bool fresh;      // the counter starts anew at the point: the step in progress is lost
  std::vector<FlagSetting> flags;
};

// How a counter goes on: from one leg's end to the next one's, around and around.
struct AlarmCycle {
  std::vector<AlarmLeg> legs;
  uint64_t rate = 0;    // steps a second, at most 10^9
  uint64_t origin = 0;  // ns: end of the leg that was passed last
  uint64_t phase = 0;   // part of a step that was done there, in 1 / 10^9
  uint64_t due = 0;     // end of the next leg, and the phase there
  uint64_t phase_at_due = 0;
  size_t next = 0;      // leg in progress
  uint64_t passed = 0;  // legs, since the host asked last
};

class Alarm : public Timer {
 public:
  using Timer::Timer;

  // The cycle counts from when the alarm expires next on, at cycle.due.
  void Start(AlarmCycle cycle);
  // The next time is the host's.
  void ByHand() { cycles_ = false; }
  AlarmCycle& cycle() { return cycle_; }

  void Expire() override;

 protected:
  // The host does what is to be done.
  virtual void Call() = 0;

 private:
  bool CanPass(const AlarmLeg& leg) const;
  void Pass();

  AlarmCycle cycle_;
  bool cycles_ = false;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_IO_ALARM_H_
