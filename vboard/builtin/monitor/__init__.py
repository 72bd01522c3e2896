"""The monitor language of .resc scripts and of the interactive console."""
