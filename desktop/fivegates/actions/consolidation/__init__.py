"""Consolidated views: one read-only portfolio over those of several business units."""
