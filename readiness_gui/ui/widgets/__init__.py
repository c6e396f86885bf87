"""Controls shared by pages."""
