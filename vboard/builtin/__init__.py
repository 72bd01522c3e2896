"""The built-in engine: Renode's platform, monitor and robot languages on a processor core of its own."""
