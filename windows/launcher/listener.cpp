#include "launcher/listener.h"

namespace gatehouse {

namespace {

/// Milliseconds for what is left in the pipe of a client that has ended.
constexpr std::uint64_t for_the_rest = 1000;

}  // namespace

Listener::Listener(HANDLE pipe)
    : pipe_(pipe), heard_(CreateEventW(nullptr, FALSE, FALSE, nullptr)), taken_(CreateEventW(nullptr, FALSE, FALSE, nullptr)) {
  if (heard_ && taken_) thread_ = Handle(CreateThread(nullptr, 0, read_all, this, 0, nullptr));
}

Listener::~Listener() {
  if (!thread_) return;
  over_ = true;
  SetEvent(taken_.get());
  // A read that still waits is called off: again and again, since it may just be about to begin.
  while (WaitForSingleObject(thread_.get(), 50) == WAIT_TIMEOUT) {
    CancelSynchronousIo(thread_.get());
    SetEvent(taken_.get());
  }
}

std::string Listener::take() {
  std::string out = std::move(came_);
  came_.clear();
  if (!out.empty()) {
    SetEvent(taken_.get());
  } else {
    // Nothing more comes: whoever asks again hears the same.
    SetEvent(heard_.get());
  }
  return out;
}

std::string Listener::take_rest() {
  const std::uint64_t now = GetTickCount64();
  if (rest_until_ == 0) rest_until_ = now + for_the_rest;
  // What came is the thread's until `heard` says otherwise.
  if (now >= rest_until_ || WaitForSingleObject(heard_.get(), static_cast<DWORD>(rest_until_ - now)) != WAIT_OBJECT_0) return {};
  return take();
}

DWORD Listener::read_all(void* self) {
  auto& listener = *static_cast<Listener*>(self);
  char bytes[4096];
  DWORD count = 0;
  while (ReadFile(listener.pipe_, bytes, sizeof(bytes), &count, nullptr) && !listener.over_) {
    if (count == 0) continue;
    listener.came_.assign(bytes, count);
    SetEvent(listener.heard_.get());
    WaitForSingleObject(listener.taken_.get(), INFINITE);
    if (listener.over_) return 0;
  }
  SetEvent(listener.heard_.get());
  return 0;
}

}  // namespace gatehouse
