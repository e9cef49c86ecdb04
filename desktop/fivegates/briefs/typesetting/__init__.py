"""Pages, text, tables, figures and tags: the engine, which knows no brief."""
