"""What go.mod and go.work have in common: syntax, directives, layout.

https://go.dev/ref/mod#go-mod-file and https://go.dev/ref/mod#go-work-file.
"""
