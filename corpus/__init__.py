"""Agreements written for this project with exact gold, and the generator that makes more."""
