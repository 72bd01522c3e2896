"""The Cortex-M core of `vboard.native` as platform descriptions, the monitor and debuggers see it."""
