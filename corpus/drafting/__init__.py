"""Composes registration rights agreements: what the deal is, how it is worded, how it is numbered."""
