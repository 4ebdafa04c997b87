"""From what the rules found to values: one reader a field."""
