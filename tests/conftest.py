"""Settings of all tests."""

from hypothesis import settings

# The same examples in every run, and no limit of host time: a busy machine fails no test.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
