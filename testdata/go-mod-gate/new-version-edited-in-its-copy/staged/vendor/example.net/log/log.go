package log

func Print(text string) { send(text) }
