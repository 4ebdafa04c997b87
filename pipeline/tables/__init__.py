"""Tables as files: CSV, JSON lines, workbooks. Whatever stands in them, it is never run."""
