"""What the commands do, one module each; `pipeline.cli` only reads their arguments."""
