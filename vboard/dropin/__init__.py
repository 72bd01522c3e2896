"""Programs with the command lines of Renode's `renode` and `renode-test`, on the built-in engine."""
