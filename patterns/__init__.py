"""What to look for, as data: one TOML file a family. `pipeline.match.rules` reads and checks them."""
