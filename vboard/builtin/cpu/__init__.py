"""The Cortex-M core on unicorn: the only package that imports it."""
