"""Board parts and helpers that belong to no chip family."""
