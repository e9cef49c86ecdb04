"""The step that gives each file an identity, by which its backups are found wherever it is moved.

A copy of the file has the same one. It is for the folder of backups alone: no export and no seal holds it.
"""

from typing import Final

IDENTITY: Final = """
ALTER TABLE revision ADD COLUMN file_id TEXT CHECK (length(file_id) = 32);
UPDATE revision SET file_id = lower(hex(randomblob(16)));
"""
