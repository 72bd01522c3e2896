"""UART and LED observers: testers, analyzers, file backends, sockets, ptys."""
