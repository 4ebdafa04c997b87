"""Layouts: an agreement's paragraphs put on pages, with the place of every character remembered."""
