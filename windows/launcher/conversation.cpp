#include "launcher/conversation.h"

#include <vector>

#include "launcher/listener.h"
#include "launcher/words.h"

namespace gatehouse {

namespace {

/// Of one run: nobody fills the event log from the sign-in screen.
constexpr int most_events = 50;

std::uint64_t now() { return GetTickCount64(); }

template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

}  // namespace

Conversation::Conversation(System& system, Client& client, Device& device, const Limits& limits, HANDLE ready, HANDLE stop)
    : system_(system), client_(client), device_(device), ready_(ready), stop_(stop), watch_(limits, now()) {}

void Conversation::hold() {
  Listener listener(client_.output());
  if (!listener.works()) kill("its pipe could not be listened to");

  const HANDLE all[] = {client_.process(), listener.heard(), stop_};
  const DWORD count = stop_ == nullptr ? 2 : 3;
  while (killed_.empty()) {
    const DWORD what = WaitForMultipleObjects(count, all, FALSE, static_cast<DWORD>(watch_.left(now())));
    if (what == WAIT_OBJECT_0) break;
    if (what == WAIT_OBJECT_0 + 1) {
      const std::string bytes = listener.take();
      // Whoever leaves closes its pipe, and may take its time to go.
      if (bytes.empty() && left_.empty()) kill("its pipe broke");
      if (bytes.empty() && !left_.empty()) WaitForSingleObject(client_.process(), static_cast<DWORD>(watch_.left(now())));
      hear(bytes);
    } else if (what == WAIT_OBJECT_0 + 2) {
      kill("the sign-in screen went on to something else");
    } else if (what == WAIT_FAILED) {
      kill("it could not be waited for");
    }
    if (killed_.empty() && WaitForSingleObject(client_.process(), 0) == WAIT_TIMEOUT) kill(watch_.over(now()));
  }
  // With all that it started: nobody has the pipe's other end any more, so that what is left in it comes to an end.
  client_.end();
  for (std::string rest = listener.take_rest(); killed_.empty() && !rest.empty(); rest = listener.take_rest()) hear(rest);
  tell_the_end();
}

void Conversation::hear(const std::string& bytes) {
  std::vector<std::string> lines;
  const Lines::Fault fault = lines_.take(bytes, now(), lines);
  for (const std::string& line : lines) {
    if (!killed_.empty()) return;
    if (const std::optional<Said> said = read_said(line)) {
      heard(*said);
    } else {
      kill("it said what no client says");
    }
  }
  if (fault == Lines::Fault::too_long) kill("it said a line that is too long");
  if (fault == Lines::Fault::too_many) kill("it said too much at once");
}

void Conversation::heard(const Said& said) {
  std::visit(Match{
                 [&](const said::Ready&) {
                   watch_.ready(now());
                   if (ready_ != nullptr) SetEvent(ready_);
                 },
                 [&](const said::Alive&) { watch_.alive(now()); },
                 [&](const said::Done&) {
                   left_ = "somebody got back in";
                   watch_.leaves(now());
                 },
                 [&](const said::Cancelled&) {
                   left_ = "somebody left it";
                   watch_.leaves(now());
                 },
                 [&](const said::Event& event) { write_down(event); },
                 [&](const said::Prove& prove) { answer(prove); },
                 [&](const said::Enrolled& enrolled) {
                   if (!device_.enrolled(enrolled.device)) kill("it said that it enrolled, and was not asked to");
                 },
             },
             said);
}

void Conversation::write_down(const said::Event& event) {
  if (++events_ > most_events) return;
  if (event.number != static_cast<std::uint16_t>(Event::device_not_enrolled)) {
    system_.tell(Event::client_said, std::to_string(event.number) + " " + event.text);
    return;
  }
  system_.tell(Event::device_not_enrolled, event.text);
  if (event.text.rfind("refused", 0) == 0) device_.refused();
}

void Conversation::answer(const said::Prove& prove) {
  if (!device_.may_ask_for_proof()) return kill("it asked for a proof that it does not get");
  const std::optional<std::string> proof = device_.prove(prove.nonce);
  // Where the key fails nobody is enrolled today. Whoever sits there does not need it to get back in.
  if (!proof) return;
  if (const Done done = client_.write(proof_line(*proof)); !done.ok()) kill("it does not read what it asked for");
}

void Conversation::kill(std::string_view why) {
  if (killed_.empty()) killed_ = why;
}

void Conversation::tell_the_end() {
  if (!killed_.empty()) {
    system_.tell(Event::client_killed, killed_);
  } else if (!left_.empty()) {
    system_.tell(Event::client_ended, left_);
  } else {
    system_.tell(Event::client_ended, "by itself, without a word: " + words_of({client_.exit_code(), "exit code"}));
  }
}

}  // namespace gatehouse
