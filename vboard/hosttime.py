"""The host time at which the program started; imported before anything that takes time to import."""

import time

PROGRAM_START = time.perf_counter()
