#ifndef TESTS_STANDIN_ZEPHYR_UART_H_
#define TESTS_STANDIN_ZEPHYR_UART_H_
#include <stdint.h>
#include <zephyr/device.h>
using uart_irq_callback_user_data_t = void (*)(const device*, void*);
int uart_poll_in(const device* dev, unsigned char* byte);
void uart_poll_out(const device* dev, unsigned char byte);
int uart_irq_update(const device* dev);
int uart_irq_rx_ready(const device* dev);
int uart_fifo_read(const device* dev, uint8_t* data, int size);
int uart_irq_callback_set(const device* dev, uart_irq_callback_user_data_t callback);
void uart_irq_rx_enable(const device* dev);
#endif  // TESTS_STANDIN_ZEPHYR_UART_H_
