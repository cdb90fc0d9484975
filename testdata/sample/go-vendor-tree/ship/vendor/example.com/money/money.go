package money

// a quick fix
