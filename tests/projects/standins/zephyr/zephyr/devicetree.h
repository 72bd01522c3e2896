// A devicetree with every alias that our port asks for.
#ifndef TESTS_STANDIN_ZEPHYR_DEVICETREE_H_
#define TESTS_STANDIN_ZEPHYR_DEVICETREE_H_
#define DT_ALIAS(name) name
#define DT_CHOSEN(name) name
#define DT_NODE_EXISTS(node) 1
#define DT_PROP(node, property) 921600
#define CONFIG_BOARD "stand-in"
#define CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC 32768
#endif  // TESTS_STANDIN_ZEPHYR_DEVICETREE_H_
