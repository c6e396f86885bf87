"""What leaves the program: the roadmap as PDF, Markdown, JSON, calendar and table."""
