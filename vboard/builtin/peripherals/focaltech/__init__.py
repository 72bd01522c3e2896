"""Peripheral models: FocalTech FT9001."""
