"""One module a step of the wizard; pages never import each other."""
