// Whether the loudest sound of the last second has ended: a command is said when its word has been,
// not while its vowel still lasts.
#ifndef FIRMWARE_APPS_HOTWORD_WORD_END_H_
#define FIRMWARE_APPS_HOTWORD_WORD_END_H_

#include <stddef.h>
#include <stdint.h>

class WordEnd {
 public:
  // A sound has ended when it fell by 36 dB: a word with a faint end or over faint noise dips below
  // 30 dB and comes back.
  static constexpr uint32_t kFall = 4000;

  void Add(const int16_t* samples, size_t count);
  void EndSlice();

  // True when no 10 ms frame of the newest two slices is within 36 dB of the loudest one of the
  // last second, or there is no sound at all. One slice alone may be the closure of a plosive.
  bool Ended() const;

 private:
  static constexpr int kFrameSamples = 160;  // 10 ms
  static constexpr int kSlices = 50;
  static int Before(int slice) { return slice == 0 ? kSlices - 1 : slice - 1; }

  // Of a frame: the sum of squares / 256.
  static constexpr uint32_t kNothing = kFrameSamples / 256 + 1;

  uint64_t sum_ = 0;
  int samples_ = 0;
  uint32_t loudest_ = 0;  // frame of the slice that is being gathered
  int newest_ = 0;
  uint32_t slices_[kSlices] = {};  // the loudest frame of each
};

#endif  // FIRMWARE_APPS_HOTWORD_WORD_END_H_
