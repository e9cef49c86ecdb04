"""The parts of the Score tab."""
