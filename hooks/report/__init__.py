"""How findings and differences are written for people and for machines."""
