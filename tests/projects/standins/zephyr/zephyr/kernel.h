#ifndef TESTS_STANDIN_ZEPHYR_KERNEL_H_
#define TESTS_STANDIN_ZEPHYR_KERNEL_H_
#include <stdint.h>
struct k_timeout_t {
  int64_t ticks;
};
#define K_FOREVER \
  k_timeout_t { -1 }
uint32_t k_uptime_get_32();
uint32_t k_cycle_get_32();
int32_t k_msleep(int32_t ms);
int32_t k_sleep(k_timeout_t timeout);
#endif  // TESTS_STANDIN_ZEPHYR_KERNEL_H_
