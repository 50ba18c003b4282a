#include "launcher/words.h"

namespace gatehouse {

std::string words_of(const Done& done) {
  std::string out(done.call);
  out += ": ";
  // Win32 errors are known by their decimals, HRESULT and NTSTATUS by their hexadecimals.
  if (done.code < 0x10000) return out + std::to_string(done.code);
  out += "0x";
  for (int shift = 28; shift >= 0; shift -= 4) out.push_back("0123456789ABCDEF"[(done.code >> shift) & 0xF]);
  return out;
}

}  // namespace gatehouse
