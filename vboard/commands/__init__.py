"""The commands of `vboard`, one file each."""
