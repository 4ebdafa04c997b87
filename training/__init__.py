"""What is learned from contracts with gold: the weights of the clause labels, and how sure each answer is."""
