"""The processor core in C++. Only `vboard.builtin.cpu` and `vboard.builtin.machine` import it."""
