"""Models of Nordic nRF52 peripherals. "nRF52840 PS" is the nRF52840 Product Specification v1.7."""
