#include "test/launcher/try.h"

#include <cstdlib>
#include <sstream>

namespace gatehouse {

namespace {

/// `0,300,0,0`: what is 0 stays as it is.
void read_limits(const std::string& text, Limits& out) {
  std::istringstream parts(text);
  std::string part;
  for (std::uint64_t* limit : {&out.ready, &out.alive, &out.run, &out.leave}) {
    if (!std::getline(parts, part, ',')) return;
    if (const std::uint64_t number = std::strtoull(part.c_str(), nullptr, 10); number != 0) *limit = number;
  }
}

}  // namespace

std::optional<Try> read_try(const std::string& line) {
  Try out;
  std::istringstream words(line);
  for (std::string word; words >> word && word != ":";) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (name == "account") out.account = value;
    else if (name == "code") out.code = value;
    else if (name == "server") out.server = value;
    else if (name == "keep") out.keep = true;
    else if (name == "stop") out.stop = true;
    else if (name == "limits") read_limits(value, out.limits);
    else return std::nullopt;
  }
  std::getline(words, out.words);
  return out;
}

}  // namespace gatehouse
