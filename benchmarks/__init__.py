"""Accuracy and speed, against gold and against peers. Run one as `python -m benchmarks.NAME --help`."""
