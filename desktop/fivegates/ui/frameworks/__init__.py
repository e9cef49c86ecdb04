"""The page of frameworks: what each of their items rests on."""
