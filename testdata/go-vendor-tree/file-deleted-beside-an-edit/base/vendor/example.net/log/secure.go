package log

func init() { check() }
