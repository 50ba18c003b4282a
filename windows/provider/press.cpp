#include "provider/press.h"

#include <new>

#include "system/event_log.h"
#include "provider/launcher_process.h"
#include "provider/mailbox.h"
#include "provider/module.h"
#include "provider/waiting_window.h"

namespace gatehouse {

namespace {

/// The launcher ends a client that shows nothing for 30 s; this is for a launcher that does not.
constexpr DWORD kLongestWait = 45'000;
/// For ending the client, taking back what was granted, wiping.
constexpr DWORD kTimeToStop = 3'000;
constexpr DWORD kTimeToDie = 2'000;

struct Order {
  std::wstring user;
  Words words;
  HWND mailbox = nullptr;
  HDESK desktop = nullptr;
  Handle stopped;
};

enum class Happened { ready, ended, stopped, dismissed, too_long };

/// Waits, and sees to the window's messages meanwhile. @param ready null once it was seen
Happened wait_for_news(const LauncherProcess& launcher, HANDLE stopped, HANDLE ready, const WaitingWindow& window, ULONGLONG until) {
  const HANDLE news[] = {stopped, launcher.process(), ready};
  const DWORD count = ready == nullptr ? 2 : 3;
  for (;;) {
    const ULONGLONG now = GetTickCount64();
    if (ready != nullptr && now >= until) return Happened::too_long;
    const DWORD limit = ready == nullptr ? INFINITE : static_cast<DWORD>(until - now);
    const DWORD what = MsgWaitForMultipleObjectsEx(count, news, limit, QS_ALLINPUT, MWMO_INPUTAVAILABLE);
    if (what == WAIT_OBJECT_0) return Happened::stopped;
    if (what == WAIT_OBJECT_0 + 1) return Happened::ended;
    if (what == WAIT_OBJECT_0 + 2 && count == 3) return Happened::ready;
    // Waiting itself fails: nothing can be watched any more, so nothing must run.
    if (what == WAIT_FAILED) return Happened::too_long;
    MSG message = {};
    while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE) != FALSE) DispatchMessageW(&message);
    if (window.was_dismissed()) return Happened::dismissed;
  }
}

void end(const LauncherProcess& launcher) {
  launcher.ask_to_stop();
  if (WaitForSingleObject(launcher.process(), kTimeToStop) != WAIT_OBJECT_0) launcher.kill();
}

void fail(const Order& order, const char* what) {
  write_to_event_log(Event::provider_error, what);
  Mailbox::post_press_failed(order.mailbox);
}

void stay_with_it(const Order& order) {
  WaitingWindow window(order.words.waiting, order.words.right_to_left);
  LauncherProcess launcher;
  if (launcher.start(order.user) != ERROR_SUCCESS) {
    window.close();
    fail(order, "Gatehouse.Launcher.exe could not be started.");
    return;
  }
  // The client is started by the launcher and brings its window to the front: who has the foreground may allow it.
  static_cast<void>(AllowSetForegroundWindow(ASFW_ANY));

  Happened happened = wait_for_news(launcher, order.stopped.get(), launcher.ready(), window, GetTickCount64() + kLongestWait);
  window.close();
  const bool was_ready = happened == Happened::ready;
  if (was_ready) happened = wait_for_news(launcher, order.stopped.get(), nullptr, window, 0);

  switch (happened) {
    case Happened::ready:
      break;
    case Happened::ended:
      if (!was_ready) fail(order, "Gatehouse.Launcher.exe ended before the client had a window; its own events say why.");
      break;
    case Happened::stopped:
    case Happened::dismissed:
      end(launcher);
      break;
    case Happened::too_long:
      launcher.kill();
      fail(order, "Gatehouse.Launcher.exe said nothing for 45 seconds and was ended.");
      break;
  }
}

DWORD WINAPI run(LPVOID parameter) {
  {
    const std::unique_ptr<Order> order(static_cast<Order*>(parameter));
    // Windows of this thread belong on LogonUI's desktop. Where that fails the process's own counts, which is the same.
    static_cast<void>(SetThreadDesktop(order->desktop));
    stay_with_it(*order);
  }
  release_module();
  // The DLL may be unloaded as soon as this thread no longer runs in it.
  FreeLibraryAndExitThread(this_module(), 0);
}

/// Keeps the DLL in memory for a thread of ours.
bool hold_library() {
  HMODULE module = nullptr;
  return GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, reinterpret_cast<LPCWSTR>(&run), &module) != FALSE;
}

/// Waits for `thread`, and answers what is sent to windows of the waiting thread: one that closes tells its neighbours.
void wait_and_answer(HANDLE thread, DWORD limit) {
  const ULONGLONG until = GetTickCount64() + limit;
  for (;;) {
    const ULONGLONG now = GetTickCount64();
    if (now >= until) return;
    const DWORD what = MsgWaitForMultipleObjectsEx(1, &thread, static_cast<DWORD>(until - now), QS_SENDMESSAGE, 0);
    if (what != WAIT_OBJECT_0 + 1) return;
    MSG message = {};
    static_cast<void>(PeekMessageW(&message, nullptr, 0, 0, PM_NOREMOVE | PM_QS_SENDMESSAGE));
  }
}

Handle copy_of(HANDLE handle) {
  HANDLE copy = nullptr;
  const HANDLE here = GetCurrentProcess();
  return DuplicateHandle(here, handle, here, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS) == FALSE ? Handle() : Handle(copy);
}

}  // namespace

HRESULT Press::start(const std::wstring& user, const Words& words, HWND mailbox) {
  if (thread_ && WaitForSingleObject(thread_.get(), 0) == WAIT_TIMEOUT) return S_OK;

  stopped_ = Handle(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  std::unique_ptr<Order> order(new (std::nothrow) Order());
  if (!stopped_ || !order) return E_OUTOFMEMORY;
  *order = Order{user, words, mailbox, GetThreadDesktop(GetCurrentThreadId()), copy_of(stopped_.get())};
  if (!order->stopped || !hold_library()) return E_OUTOFMEMORY;

  hold_module();
  thread_ = Handle(CreateThread(nullptr, 0, run, order.get(), 0, nullptr));
  if (!thread_) {
    const HRESULT why = HRESULT_FROM_WIN32(GetLastError());
    release_module();
    FreeLibrary(this_module());
    return FAILED(why) ? why : E_OUTOFMEMORY;
  }
  static_cast<void>(order.release());
  return S_OK;
}

void Press::stop() {
  if (!thread_) return;
  static_cast<void>(SetEvent(stopped_.get()));
  wait_and_answer(thread_.get(), kTimeToStop + kTimeToDie);
  thread_ = Handle();
}

}  // namespace gatehouse
