"""`python -m vboard`."""

from vboard.cli import main

main()
