#include "provider/words.h"

#include <windows.h>

#include <utility>
#include <vector>

#include "core/languages.h"
#include "provider/caller_text.h"

namespace gatehouse {

namespace {

/// As the sign-in screen shows itself: LogonUI sets the languages of its thread, else those of the system count.
std::vector<std::u16string> preferred_languages() {
  constexpr DWORD kAsTags = MUI_LANGUAGE_NAME | MUI_MERGE_USER_FALLBACK | MUI_MERGE_SYSTEM_FALLBACK;
  ULONG count = 0;
  ULONG size = 0;
  if (GetThreadPreferredUILanguages(kAsTags, &count, nullptr, &size) == FALSE || size == 0) return {};
  std::wstring list(size, L'\0');
  if (GetThreadPreferredUILanguages(kAsTags, &count, list.data(), &size) == FALSE) return {};

  std::vector<std::u16string> tags;
  // Texts that each end with a NUL, and a NUL behind the last.
  for (std::size_t at = 0; at < list.size() && list[at] != L'\0';) {
    const std::wstring tag = list.substr(at, list.find(L'\0', at) - at);
    tags.push_back(portable(tag));
    at += tag.size() + 1;
  }
  return tags;
}

/// As the screens say it of themselves: what happened, what to do now.
constexpr std::pair<std::u16string_view, std::wstring_view> kTrouble[] = {
    {u"en", L"This could not be started. Try again; if it happens twice, call the helpdesk."},
    {u"de", L"Das ließ sich nicht starten. Versuchen Sie es noch einmal. Geschieht es wieder, rufen Sie den Helpdesk an."},
    {u"fr", L"Le démarrage a échoué. Réessayez\u00A0; si cela se reproduit, appelez le support technique."},
    {u"es", L"No se ha podido iniciar. Inténtelo de nuevo; si ocurre otra vez, llame al soporte técnico."},
    {u"pt", L"Não foi possível iniciar. Tente novamente; se acontecer de novo, ligue para o suporte técnico."},
    {u"pl", L"Nie udało się uruchomić. Spróbuj ponownie, a jeśli to się powtórzy, zadzwoń do pomocy technicznej."},
    {u"ja", L"起動できませんでした。もう一度試しても同じ場合は、ヘルプデスクにお電話ください。"},
    {u"ar", L"تعذّر بدء التشغيل. حاول مرة أخرى، وإذا تكرر ذلك فاتصل بالدعم الفني."},
};

std::wstring trouble_text(std::u16string_view language) {
  for (const auto& [tag, text] : kTrouble) {
    if (tag == language) return std::wstring(text);
  }
  return std::wstring(kTrouble[0].second);
}

}  // namespace

Words words_of_the_screen() {
  const std::u16string_view language = best_language(preferred_languages());
  return Words{windows_text(link_text(language)), windows_text(waiting_text(language)), trouble_text(language), is_right_to_left(language)};
}

}  // namespace gatehouse
