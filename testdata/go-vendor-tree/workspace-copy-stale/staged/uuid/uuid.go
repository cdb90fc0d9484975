package uuid

var Nil = ""
