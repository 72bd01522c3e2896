"""Models of Arm PrimeCell peripherals and of semihosting."""
