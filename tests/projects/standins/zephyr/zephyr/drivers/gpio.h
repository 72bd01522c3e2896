#ifndef TESTS_STANDIN_ZEPHYR_GPIO_H_
#define TESTS_STANDIN_ZEPHYR_GPIO_H_
#include <stdint.h>
#include <zephyr/device.h>
struct gpio_dt_spec {
  const device* port;
  uint8_t pin;
  uint16_t dt_flags;
};
#define GPIO_DT_SPEC_GET_OR(node, property, otherwise) otherwise
#define GPIO_INPUT 1u
#define GPIO_OUTPUT_INACTIVE 2u
int gpio_pin_configure_dt(const gpio_dt_spec* spec, uint32_t flags);
int gpio_pin_set_dt(const gpio_dt_spec* spec, int value);
int gpio_pin_get_dt(const gpio_dt_spec* spec);
#endif  // TESTS_STANDIN_ZEPHYR_GPIO_H_
