"""The portfolio file: everything SQL, and nothing else."""
