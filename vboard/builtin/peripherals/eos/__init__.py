"""Peripheral models: QuickLogic EOS S3."""
