"""Papers: files that come with a mail, or instead of one, made text: orders as PDF, workbook, document or table."""
