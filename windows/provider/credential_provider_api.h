#pragma once
#include <initguid.h>
#include <windows.h>
#include <propsys.h>
#include <unknwn.h>

// What of Microsoft's credentialprovider.h is used here; mingw has no such header. Order of the methods, identifiers and numbers: "credentialprovider.h header",
// Microsoft Learn. The order is the interface: LogonUI calls by position.

namespace gatehouse {

enum class UsageScenario : int { Invalid = 0, Logon = 1, UnlockWorkstation = 2, ChangePassword = 3, CredUi = 4, Plap = 5 };
enum class FieldType : int { Invalid = 0, LargeText = 1, SmallText = 2, CommandLink = 3, EditText = 4, PasswordText = 5, TileImage = 6, Checkbox = 7, ComboBox = 8, SubmitButton = 9 };
enum class FieldState : int { Hidden = 0, InSelectedTile = 1, InDeselectedTile = 2, InBoth = 3 };
enum class FieldInteractiveState : int { None = 0, ReadOnly = 1, Disabled = 2, Focused = 3 };
enum class SerializationResponse : int { NotFinished = 0, Finished = 1, ReturnCredentialFinished = 2, ReturnNoCredentialFinished = 3 };
enum class StatusIcon : int { None = 0, Error = 1, Warning = 2, Success = 3 };
/// Of which kind an empty user tile ("Other user") is shown; 0: none is.
enum class AccountOptions : int { None = 0, EmptyLocal = 1, EmptyConnected = 2 };

struct FieldDescriptor {
  DWORD id;
  FieldType type;
  LPWSTR label;
  GUID field_type;
};
struct CredentialSerialization {
  ULONG authentication_package;
  GUID provider;
  ULONG size;
  BYTE* bytes;
};
static_assert(sizeof(FieldDescriptor) == 32 && sizeof(CredentialSerialization) == 32);
static_assert(sizeof(UsageScenario) == 4 && sizeof(FieldState) == 4 && sizeof(AccountOptions) == 4);

inline constexpr DWORD kNoDefaultCredential = 0xFFFFFFFF;

/// `CPFG_CREDENTIAL_PROVIDER_LOGO` and `_LABEL`: the picture and the words by which a sign-in option is told from the others.
inline constexpr GUID kProviderLogo{0x2d837775, 0xf6cd, 0x464e, {0xa7, 0x45, 0x48, 0x2f, 0xd0, 0xb4, 0x74, 0x93}};
inline constexpr GUID kProviderLabel{0x286bbff3, 0xbad4, 0x438f, {0xb0, 0x07, 0x79, 0xb7, 0x26, 0x7c, 0x3d, 0x48}};
/// `PKEY_Identity_QualifiedUserName`, as `CORP\ada`.
inline constexpr PROPERTYKEY kQualifiedUserName{{0xda520e51, 0xf4e9, 0x4739, {0xac, 0x82, 0x02, 0xe0, 0xa9, 0x5c, 0x90, 0x30}}, 100};

inline constexpr IID kIidCredential{0x63913a93, 0x40c1, 0x481a, {0x81, 0x8d, 0x40, 0x72, 0xff, 0x8c, 0x70, 0xcc}};
inline constexpr IID kIidCredential2{0xfd672c54, 0x40ea, 0x4d6e, {0x9b, 0x49, 0xcf, 0xb1, 0xa7, 0x50, 0x7b, 0xd7}};
inline constexpr IID kIidCredentialEvents{0xfa6fa76b, 0x66b7, 0x4b11, {0x95, 0xf1, 0x86, 0x17, 0x11, 0x18, 0xe8, 0x16}};
inline constexpr IID kIidProvider{0xd27c3481, 0x5a1c, 0x45b2, {0x8a, 0xaa, 0xc2, 0x0e, 0xbb, 0xe8, 0x22, 0x9e}};
inline constexpr IID kIidProviderEvents{0x34201e5a, 0xa787, 0x41a3, {0xa5, 0xa4, 0xbd, 0x6d, 0xcf, 0x2a, 0x85, 0x4e}};
inline constexpr IID kIidSetUserArray{0x095c1484, 0x1c0c, 0x4388, {0x9c, 0x6d, 0x50, 0x0e, 0x61, 0xbf, 0x84, 0xbd}};
inline constexpr IID kIidUserArray{0x90c119ae, 0x0f18, 0x4520, {0xa1, 0xf1, 0x11, 0x43, 0x66, 0xa4, 0x0f, 0xe8}};
inline constexpr IID kIidUser{0x13793285, 0x3ea6, 0x40fd, {0xb4, 0x20, 0x15, 0xf4, 0x7d, 0xa4, 0x1f, 0xbb}};
/// `ICredentialProviderFilter`, which this provider never is: it hides nobody else's way to sign in.
inline constexpr IID kIidFilter{0xa5da53f9, 0xd475, 0x4080, {0xa1, 0x20, 0x91, 0x0c, 0x4a, 0x73, 0x98, 0x80}};

struct CredentialApi;

struct CredentialEventsApi : IUnknown {
  virtual HRESULT STDMETHODCALLTYPE SetFieldState(CredentialApi*, DWORD field, FieldState) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetFieldInteractiveState(CredentialApi*, DWORD field, FieldInteractiveState) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetFieldString(CredentialApi*, DWORD field, LPCWSTR) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetFieldCheckbox(CredentialApi*, DWORD field, BOOL, LPCWSTR) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetFieldBitmap(CredentialApi*, DWORD field, HBITMAP) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetFieldComboBoxSelectedItem(CredentialApi*, DWORD field, DWORD item) = 0;
  virtual HRESULT STDMETHODCALLTYPE DeleteFieldComboBoxItem(CredentialApi*, DWORD field, DWORD item) = 0;
  virtual HRESULT STDMETHODCALLTYPE AppendFieldComboBoxItem(CredentialApi*, DWORD field, LPCWSTR) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetFieldSubmitButton(CredentialApi*, DWORD field, DWORD adjacent) = 0;
  virtual HRESULT STDMETHODCALLTYPE OnCreatingWindow(HWND* owner) = 0;
};

struct CredentialApi : IUnknown {
  virtual HRESULT STDMETHODCALLTYPE Advise(CredentialEventsApi*) = 0;
  virtual HRESULT STDMETHODCALLTYPE UnAdvise() = 0;
  virtual HRESULT STDMETHODCALLTYPE SetSelected(BOOL* auto_logon) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetDeselected() = 0;
  virtual HRESULT STDMETHODCALLTYPE GetFieldState(DWORD field, FieldState*, FieldInteractiveState*) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetStringValue(DWORD field, LPWSTR*) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetBitmapValue(DWORD field, HBITMAP*) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetCheckboxValue(DWORD field, BOOL*, LPWSTR* label) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetSubmitButtonValue(DWORD field, DWORD* adjacent) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetComboBoxValueCount(DWORD field, DWORD* items, DWORD* selected) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetComboBoxValueAt(DWORD field, DWORD item, LPWSTR*) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetStringValue(DWORD field, LPCWSTR) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetCheckboxValue(DWORD field, BOOL) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetComboBoxSelectedValue(DWORD field, DWORD item) = 0;
  virtual HRESULT STDMETHODCALLTYPE CommandLinkClicked(DWORD field) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetSerialization(SerializationResponse*, CredentialSerialization*, LPWSTR* text, StatusIcon*) = 0;
  virtual HRESULT STDMETHODCALLTYPE ReportResult(LONG status, LONG substatus, LPWSTR* text, StatusIcon*) = 0;
};

struct Credential2Api : CredentialApi {
  virtual HRESULT STDMETHODCALLTYPE GetUserSid(LPWSTR* sid) = 0;
};

struct ProviderEventsApi : IUnknown {
  virtual HRESULT STDMETHODCALLTYPE CredentialsChanged(UINT_PTR context) = 0;
};

struct ProviderApi : IUnknown {
  virtual HRESULT STDMETHODCALLTYPE SetUsageScenario(UsageScenario, DWORD flags) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetSerialization(const CredentialSerialization*) = 0;
  virtual HRESULT STDMETHODCALLTYPE Advise(ProviderEventsApi*, UINT_PTR context) = 0;
  virtual HRESULT STDMETHODCALLTYPE UnAdvise() = 0;
  virtual HRESULT STDMETHODCALLTYPE GetFieldDescriptorCount(DWORD*) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetFieldDescriptorAt(DWORD index, FieldDescriptor**) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetCredentialCount(DWORD* count, DWORD* preselected, BOOL* auto_logon) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetCredentialAt(DWORD index, CredentialApi**) = 0;
};

struct UserApi : IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetSid(LPWSTR*) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetProviderID(GUID*) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetStringValue(REFPROPERTYKEY, LPWSTR*) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetValue(REFPROPERTYKEY, PROPVARIANT*) = 0;
};

struct UserArrayApi : IUnknown {
  virtual HRESULT STDMETHODCALLTYPE SetProviderFilter(REFGUID provider) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetAccountOptions(AccountOptions*) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetCount(DWORD*) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetAt(DWORD index, UserApi**) = 0;
};

struct SetUserArrayApi : IUnknown {
  virtual HRESULT STDMETHODCALLTYPE SetUserArray(UserArrayApi*) = 0;
};

}  // namespace gatehouse
