"""The risk class of an initiative: questions, rules that decide, and what was decided of it."""
