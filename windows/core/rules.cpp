#include "core/rules.h"

#include <algorithm>

#include "core/text.h"
#include "core/url.h"

namespace gatehouse {

namespace {

/// No control character: a NUL would end it early for whoever reads it next.
bool is_on_one_line(std::u16string_view text) {
  return std::none_of(text.begin(), text.end(), [](char16_t unit) { return unit < 0x20 || (unit >= 0x7F && unit < 0xA0) || unit == 0x2028 || unit == 0x2029; });
}

bool has_length(const Setting& setting, std::u16string_view text) { return text.size() >= setting.minimum && text.size() <= setting.maximum; }

bool is_text(const Setting& setting, std::u16string_view text) {
  return has_length(setting, text) && is_on_one_line(text) && text.front() != u' ' && text.back() != u' ';
}

bool ends_with(std::u16string_view text, std::u16string_view end) { return text.size() >= end.size() && text.substr(text.size() - end.size()) == end; }

/// What Windows would read as another path than it says: a way up, another stream, a name it shortens, either slash.
bool is_plain_path(std::u16string_view path) {
  constexpr std::u16string_view never = u"/:*?\"<>|";
  return is_on_one_line(path) && path.find_first_of(never) == std::u16string_view::npos && path.find(u"..") == std::u16string_view::npos &&
         path.find(u"\\\\") == std::u16string_view::npos && path.find(u".\\") == std::u16string_view::npos && path.find(u" \\") == std::u16string_view::npos;
}

bool is_below(std::u16string_view path, std::u16string_view folder) {
  while (!folder.empty() && folder.back() == u'\\') folder.remove_suffix(1);
  // A folder without a drive is none: everything would be below it.
  if (folder.size() < 4 || path.size() <= folder.size() + 1 || path[folder.size()] != u'\\') return false;
  return lower(path.substr(0, folder.size())) == lower(folder) && is_plain_path(path.substr(folder.size()));
}

bool is_picture(const Setting& setting, std::u16string_view path, const SafeFolders& safe) {
  return has_length(setting, path) && ends_with(lower(path), u".bmp") &&
         std::any_of(safe.begin(), safe.end(), [path](const std::u16string& folder) { return is_below(path, folder); });
}

bool text_fits(const Setting& setting, const std::u16string& text, const SafeFolders& safe) {
  switch (setting.rule) {
    case Rule::text: return is_text(setting, text);
    case Rule::origin: return https_origin(text).has_value();
    case Rule::picture: return is_picture(setting, text, safe);
    case Rule::client: return true;
    case Rule::number: return false;
  }
  return false;
}

std::string kind_of(Kind kind) {
  switch (kind) {
    case Kind::text: return "text (REG_SZ)";
    case Kind::number: return "a whole number (REG_DWORD)";
    case Kind::texts: return "a list of texts (REG_MULTI_SZ)";
  }
  return {};
}

}  // namespace

bool fits(const Setting& setting, const Value& value, const SafeFolders& safe) {
  switch (setting.kind) {
    case Kind::number: {
      const auto* number = std::get_if<std::uint32_t>(&value);
      return number != nullptr && *number >= setting.minimum && *number <= setting.maximum;
    }
    case Kind::texts: return std::holds_alternative<std::vector<std::u16string>>(value);
    case Kind::text: {
      const auto* text = std::get_if<std::u16string>(&value);
      return text != nullptr && text_fits(setting, *text, safe);
    }
  }
  return false;
}

std::string wanted(const Setting& setting) {
  std::string kind = "must be " + kind_of(setting.kind);
  switch (setting.rule) {
    case Rule::number: return kind + " from " + std::to_string(setting.minimum) + " to " + std::to_string(setting.maximum);
    case Rule::text: return kind + " of at most " + std::to_string(setting.maximum) + " characters on one line, without spaces around it";
    case Rule::origin: return kind + ": an https address without a path, such as \"https://reset.corp.example\"";
    case Rule::picture: return kind + ": the whole path of a .bmp file below Program Files or Windows";
    case Rule::client: return kind;
  }
  return kind;
}

}  // namespace gatehouse
