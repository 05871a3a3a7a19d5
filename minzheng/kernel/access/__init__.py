"""Who may see and do what: users, posts with roles and dates, scopes held in queries and in PostgreSQL."""
