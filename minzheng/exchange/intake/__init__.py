"""From a file to rows: bytes, table, values.  Nothing here touches the database."""
