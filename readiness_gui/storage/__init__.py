"""Products on disk: one file each, written whole or not at all, versioned and locked."""
