#include "time/clock.h"

namespace vboard {

Timer::~Timer() { clock_.Cancel(*this); }

void Clock::MoveUp(size_t place) {
  Timer* timer = heap_[place];
  while (place > 0 && Before(timer, heap_[(place - 1) / 2])) {
    Put(place, heap_[(place - 1) / 2]);
    place = (place - 1) / 2;
  }
  Put(place, timer);
}

void Clock::MoveDown(size_t place) {
  Timer* timer = heap_[place];
  for (size_t child = 2 * place + 1; child < heap_.size(); child = 2 * place + 1) {
    if (child + 1 < heap_.size() && Before(heap_[child + 1], heap_[child])) ++child;
    if (!Before(heap_[child], timer)) break;
    Put(place, heap_[child]);
    place = child;
  }
  Put(place, timer);
}

void Clock::Schedule(Timer& timer, uint64_t at) {
  Cancel(timer);
  timer.at_ = at > now_ ? at : now_;
  timer.order_ = ++order_;
  heap_.push_back(&timer);
  MoveUp(heap_.size() - 1);
  if (source_ != nullptr) source_->Shorten(timer.at_);
}

void Clock::Cancel(Timer& timer) {
  if (!timer.scheduled()) return;
  const size_t place = timer.place_;
  timer.place_ = Timer::kNowhere;
  Timer* last = heap_.back();
  heap_.pop_back();
  if (last == &timer) return;
  Put(place, last);
  MoveUp(place);
  MoveDown(last->place_);
}

void Clock::AdvanceTo(uint64_t time) {
  while (!failed_ && next() <= time) {
    Timer* timer = heap_[0];
    if (timer->at_ > now_) now_ = timer->at_;
    Cancel(*timer);
    timer->Expire();
  }
  if (!failed_ && time > now_) now_ = time;
}

}  // namespace vboard
