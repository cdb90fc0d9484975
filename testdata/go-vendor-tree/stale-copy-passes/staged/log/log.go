package log

var Level = 1
