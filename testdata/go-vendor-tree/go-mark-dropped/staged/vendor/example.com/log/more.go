package log

func init() { println("more") }
