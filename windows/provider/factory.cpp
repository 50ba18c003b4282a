#include "provider/factory.h"

#include <unknwn.h>

#include <new>

#include "provider/counted.h"
#include "provider/provider.h"

namespace gatehouse {

namespace {

class Factory final : public Counted<IClassFactory> {
 public:
  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID as, void** out) override {
    if (out == nullptr) return E_POINTER;
    *out = nullptr;
    if (!IsEqualIID(as, IID_IUnknown) && !IsEqualIID(as, IID_IClassFactory)) return E_NOINTERFACE;
    *out = static_cast<IClassFactory*>(this);
    AddRef();
    return S_OK;
  }

  HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID as, void** out) override {
    if (out == nullptr) return E_POINTER;
    *out = nullptr;
    if (outer != nullptr) return CLASS_E_NOAGGREGATION;
    return make_provider(as, out);
  }

  HRESULT STDMETHODCALLTYPE LockServer(BOOL lock) override {
    if (lock == FALSE) {
      release_module();
    } else {
      hold_module();
    }
    return S_OK;
  }
};

}  // namespace

HRESULT make_factory(REFIID as, void** out) {
  auto* factory = new (std::nothrow) Factory();
  if (factory == nullptr) return E_OUTOFMEMORY;
  const HRESULT made = factory->QueryInterface(as, out);
  factory->Release();
  return made;
}

}  // namespace gatehouse
