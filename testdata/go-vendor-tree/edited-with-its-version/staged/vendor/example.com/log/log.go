package log

// new
