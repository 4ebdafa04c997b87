"""What a registration rights agreement obliges: the general parts of the calculator bound to its clauses."""
