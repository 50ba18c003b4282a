#include "core/lines.h"

#include <algorithm>

namespace gatehouse {

Lines::Fault Lines::take(std::string_view bytes, std::uint64_t now, std::vector<std::string>& out) {
  while (fault_ == Fault::none && !bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    if (begun_.size() + end > longest_line) {
      fault_ = Fault::too_long;
      break;
    }
    begun_ += bytes.substr(0, end);
    if (end == bytes.size()) break;

    if (!in_time(now)) {
      fault_ = Fault::too_many;
      break;
    }
    out.push_back(std::move(begun_));
    begun_.clear();
    bytes.remove_prefix(end + 1);
  }
  return fault_;
}

bool Lines::in_time(std::uint64_t now) {
  latest_ = std::max(latest_, now);
  if (count_ == ended_.size() && latest_ - ended_[next_] < 1000) return false;
  ended_[next_] = latest_;
  next_ = (next_ + 1) % ended_.size();
  count_ = std::min(count_ + 1, ended_.size());
  return true;
}

}  // namespace gatehouse
