"""Flash memories at SPI controllers."""
