"""The screens. Imports core, evidence, charts and report; storage is handed in."""
