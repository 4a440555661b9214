"""Writes about organisations and people. Each asks its permission, in one transaction, with one journal line."""
