"""What all charts share: frame, text, fonts, colours and marks."""
