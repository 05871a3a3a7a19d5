"""Tables as people send and take them: CSV in UTF-8 or GB18030, and XLSX."""
