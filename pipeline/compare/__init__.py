"""Term sheets side by side."""
