"""Keywords of Robot Framework suites."""
