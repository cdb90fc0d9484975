"""What a change did to dependencies: facts for checks and for people who review it."""
