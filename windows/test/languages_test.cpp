#include "core/languages.h"

#include "test/check.h"

using gatehouse::best_language;
using gatehouse::is_right_to_left;
using gatehouse::link_text;
using gatehouse::waiting_text;

int main() {
  CHECK(best_language({u"de-AT", u"en-US"}) == u"de");
  CHECK(best_language({u"PT-br"}) == u"pt");
  CHECK(best_language({u"sv-SE", u"ja-JP", u"fr-FR"}) == u"ja");
  CHECK(best_language({u"sv"}) == u"en");
  CHECK(best_language({}) == u"en");
  CHECK(best_language({u"", u"-", u"deutsch", u"d"}) == u"en");
  CHECK(link_text(u"de") == u"Probleme beim Anmelden?");
  CHECK(link_text(u"xx") == u"Problems logging in?");
  CHECK(waiting_text(u"en") == u"One moment…");
  CHECK(is_right_to_left(u"ar") && !is_right_to_left(u"de"));
}
