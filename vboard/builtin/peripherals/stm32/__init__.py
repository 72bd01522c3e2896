"""Models of STMicroelectronics peripherals, named after their Renode types."""
