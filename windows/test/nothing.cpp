#include <windows.h>

// A program that does nothing, successfully, where only its file matters.
int WINAPI wWinMain(HINSTANCE, HINSTANCE, PWSTR, int) { return 0; }
