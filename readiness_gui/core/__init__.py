"""The domain: values, rules and texts. Imports the standard library only."""
