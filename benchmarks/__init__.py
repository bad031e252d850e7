"""Measures of accuracy and speed; each prints score, denominator and data."""
