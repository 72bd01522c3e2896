"""The engine that starts a real Renode."""
