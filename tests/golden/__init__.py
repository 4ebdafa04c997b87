"""What the pipeline reads from the agreements of the corpus, held where it is."""
