"""Many files: what is to be read, who reads it, and the dataset on disk that it makes."""
