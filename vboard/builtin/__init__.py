"""The built-in engine: Renode's platform, monitor and robot languages on the `unicorn` CPU core."""
