package other

import _ "example.com/log/slog"
