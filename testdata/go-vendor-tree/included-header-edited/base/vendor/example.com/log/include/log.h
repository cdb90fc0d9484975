#define LEVELS 5
