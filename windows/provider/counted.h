#pragma once
#include <windows.h>

#include <atomic>
#include <utility>

#include "provider/module.h"

namespace gatehouse {

/// The counting half of IUnknown: an object begins with one reference, which is its maker's, and keeps the DLL loaded as long as it lives.
template <typename... Interfaces>
class Counted : public Interfaces... {
 public:
  Counted() { hold_module(); }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

  ULONG STDMETHODCALLTYPE AddRef() override { return ++references_; }
  ULONG STDMETHODCALLTYPE Release() override {
    const ULONG left = --references_;
    if (left == 0) delete this;
    return left;
  }

 protected:
  virtual ~Counted() { release_module(); }

 private:
  std::atomic<ULONG> references_{1};
};

/// A reference to somebody's COM object, given back with it.
template <typename Interface>
class Reference {
 public:
  Reference() = default;
  /// Takes over a reference that the caller has.
  static Reference taken(Interface* object) {
    Reference reference;
    reference.object_ = object;
    return reference;
  }
  /// Adds one of its own. @param object may be null
  static Reference shared(Interface* object) {
    if (object != nullptr) object->AddRef();
    return taken(object);
  }
  Reference(const Reference& other) : Reference(shared(other.object_)) {}
  Reference(Reference&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Reference& operator=(Reference other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Reference() {
    if (object_ != nullptr) object_->Release();
  }

  [[nodiscard]] Interface* get() const { return object_; }
  Interface* operator->() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }

 private:
  Interface* object_ = nullptr;
};

}  // namespace gatehouse
