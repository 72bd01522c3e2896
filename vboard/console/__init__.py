"""The interactive console: a monitor in a terminal or behind a pipe."""
