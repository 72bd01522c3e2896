// A board as Zephyr gives it: the chosen console, audio on the UART of the alias "audio-uart", the
// LEDs of the aliases led0 to led3, the button of sw0. What a board's devicetree lacks is left out.
#include "boards/board.h"

#include <zephyr/device.h>
#include <zephyr/devicetree.h>
#include <zephyr/drivers/gpio.h>
#include <zephyr/drivers/uart.h>
#include <zephyr/kernel.h>

namespace board {
namespace {

#define LED_SPEC(alias) GPIO_DT_SPEC_GET_OR(DT_ALIAS(alias), gpios, {})
const gpio_dt_spec kLeds[] = {LED_SPEC(led0), LED_SPEC(led1), LED_SPEC(led2), LED_SPEC(led3)};
const gpio_dt_spec kButton = GPIO_DT_SPEC_GET_OR(DT_ALIAS(sw0), gpios, {});
constexpr int kMostLeds = static_cast<int>(sizeof(kLeds) / sizeof(kLeds[0]));

const device* const g_console = DEVICE_DT_GET(DT_CHOSEN(zephyr_console));
#if DT_NODE_EXISTS(DT_ALIAS(audio_uart))
const device* const g_audio = DEVICE_DT_GET(DT_ALIAS(audio_uart));
constexpr uint32_t kAudioBaud = DT_PROP(DT_ALIAS(audio_uart), current_speed);
#else
const device* const g_audio = nullptr;
constexpr uint32_t kAudioBaud = 0;
#endif

AudioByteHandler g_audio_handler;
bool g_button_was_down;

void TakeBytes(const device* uart, void*) {
  uint8_t byte;
  while (uart_irq_update(uart) != 0 && uart_irq_rx_ready(uart) > 0)
    while (uart_fifo_read(uart, &byte, 1) == 1) g_audio_handler(byte);
}

}  // namespace

const Description kDescription = {CONFIG_BOARD, "the UART of alias audio-uart", kAudioBaud,
                                  CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC};

MemoryUse GetMemoryUse() { return {}; }

const char* Init() {
  for (const gpio_dt_spec& led : kLeds)
    if (led.port != nullptr) gpio_pin_configure_dt(&led, GPIO_OUTPUT_INACTIVE);
  if (kButton.port != nullptr) gpio_pin_configure_dt(&kButton, GPIO_INPUT);
  return device_is_ready(g_console) ? nullptr : "the console is not ready";
}

void ConsoleWrite(const char* text, size_t length) {
  for (size_t i = 0; i < length; ++i) uart_poll_out(g_console, static_cast<unsigned char>(text[i]));
}

int ConsoleRead() {
  unsigned char byte;
  return uart_poll_in(g_console, &byte) == 0 ? byte : -1;
}

void StartAudio(AudioByteHandler handler) {
  g_audio_handler = handler;
  if (g_audio == nullptr) return;
  uart_irq_callback_set(g_audio, TakeBytes);
  uart_irq_rx_enable(g_audio);
}

uint32_t AudioLineErrors() { return 0; }
uint32_t Milliseconds() { return k_uptime_get_32(); }
uint32_t Cycles() { return k_cycle_get_32(); }

int LedCount() {
  int count = 0;
  while (count < kMostLeds && kLeds[count].port != nullptr) ++count;
  return count;
}

void SetLed(int index, bool on) {
  if (index >= 0 && index < LedCount()) gpio_pin_set_dt(&kLeds[index], on ? 1 : 0);
}

bool TakeButtonPress() {
  if (kButton.port == nullptr) return false;
  const bool down = gpio_pin_get_dt(&kButton) > 0;
  const bool pressed = down && !g_button_was_down;
  g_button_was_down = down;
  return pressed;
}

void WaitForInterrupt() { k_msleep(1); }

void Halt() {
  for (;;) k_sleep(K_FOREVER);
}

}  // namespace board
