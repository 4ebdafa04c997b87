"""The arguments of each command. What takes time to import is imported when the command runs."""
