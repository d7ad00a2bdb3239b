"""Reads Debian packages as an English-German parallel corpus."""
