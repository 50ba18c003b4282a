// In place of Electron's program for Windows, where that cannot be had: it has fuses, as packing the client wants to set them, and does nothing.
#include <windows.h>

namespace {

/// As @electron/fuses looks for them: a mark, version 1, how many, and one letter for each. All are as Electron ships them.
volatile const char fuses[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x08" "10110101";

}  // namespace

int WINAPI wWinMain(HINSTANCE, HINSTANCE, PWSTR, int) { return fuses[0] == 'd' ? 0 : 1; }
