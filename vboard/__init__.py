"""Virtual boards for TinyML firmware: one set of Renode files, two engines."""

__version__ = "0.1.0"
