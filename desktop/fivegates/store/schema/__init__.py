"""The tables and views of a portfolio file, and the migrations from version to version."""
