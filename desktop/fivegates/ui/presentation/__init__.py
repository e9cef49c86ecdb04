"""The presentation: one initiative a screen, for a board room."""
