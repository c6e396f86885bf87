"""From evidence to findings: statistics and the rules that read them."""
