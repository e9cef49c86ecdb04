"""The Compare page: two to four initiatives side by side."""
