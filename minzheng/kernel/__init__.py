"""What every domain stands on: declarations, access, audit, deadlines, identity, documents, database."""
