package log

// patched
