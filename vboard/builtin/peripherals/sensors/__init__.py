"""Models of sensors at I2C and SPI controllers."""
