// Deprecated: use example.com/b
module example.com/a

retract [v1.2.0, v1.3.9] // loses data
