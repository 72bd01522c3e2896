"""Peripheral models: NXP Vybrid, i.MX RT, Kinetis, S32K."""
