#include "core/languages.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace gatehouse {

namespace {

struct Words {
  std::u16string_view tag;
  std::u16string_view link;
  std::u16string_view waiting;
  bool right_to_left;
};

// In the order of src-renderer/languages/list.ts; the words are those of its files, which core.test.ts compares.
constexpr std::array<Words, 8> shipped = {{
    {u"en", u"Problems logging in?", u"One moment…", false},
    {u"de", u"Probleme beim Anmelden?", u"Einen Moment …", false},
    {u"fr", u"Problème de connexion\u00A0?", u"Un instant…", false},
    {u"es", u"¿Problemas para iniciar sesión?", u"Un momento…", false},
    {u"pt", u"Problemas para entrar?", u"Um momento…", false},
    {u"pl", u"Problemy z\u00A0logowaniem?", u"Chwileczkę…", false},
    {u"ja", u"サインインできませんか？", u"しばらくお待ちください…", false},
    {u"ar", u"هل تواجه مشكلة في تسجيل الدخول؟", u"لحظة واحدة…", true},
}};

std::u16string_view base_of(std::u16string_view tag) { return tag.substr(0, tag.find(u'-')); }

const Words& words_of(std::u16string_view language) {
  const auto* const found = std::find_if(shipped.begin(), shipped.end(), [language](const Words& words) { return words.tag == language; });
  return found == shipped.end() ? shipped.front() : *found;
}

}  // namespace

std::u16string_view best_language(const std::vector<std::u16string>& wanted) {
  for (const std::u16string& any_case : wanted) {
    const std::u16string tag = lower(any_case);
    const auto* const found = std::find_if(shipped.begin(), shipped.end(), [&tag](const Words& words) { return words.tag == base_of(tag); });
    if (found != shipped.end()) return found->tag;
  }
  return shipped.front().tag;
}

std::u16string_view link_text(std::u16string_view language) { return words_of(language).link; }

std::u16string_view waiting_text(std::u16string_view language) { return words_of(language).waiting; }

bool is_right_to_left(std::u16string_view language) { return words_of(language).right_to_left; }

}  // namespace gatehouse
