#pragma once
#include <map>
#include <string>
#include <utility>

#include "core/values.h"

namespace gatehouse::test {

/// Values as a test sets them, in place of the registry.
class FakeValues : public ValueSource {
 public:
  FakeValues& set(Place place, std::u16string_view name, Value value) {
    values_[{place, std::u16string(name)}] = std::move(value);
    return *this;
  }

  [[nodiscard]] std::optional<Value> read(Place place, std::u16string_view name) const override {
    const auto found = values_.find({place, std::u16string(name)});
    return found == values_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::pair<Place, std::u16string>, Value> values_;
};

}  // namespace gatehouse::test
