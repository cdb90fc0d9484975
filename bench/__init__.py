"""How fast the hooks are, as ratios to what can not be avoided."""
