#define LEVELS 50
