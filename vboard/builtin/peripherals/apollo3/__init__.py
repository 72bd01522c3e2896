"""Peripheral models: Ambiq Apollo3. Renode has none of them."""
