"""What all entry points share: options, configuration, the run, the rewrite."""
