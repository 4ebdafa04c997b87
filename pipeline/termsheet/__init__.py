"""The term sheet: its schema, how it is written from what was found, and the forms in which it leaves."""
