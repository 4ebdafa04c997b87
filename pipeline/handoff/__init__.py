"""From a term sheet to the obligations calculator: the same terms, by the names that facts go by."""
