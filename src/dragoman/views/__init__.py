"""What people see of a record: sentences, the terminal, tables, HTML."""
