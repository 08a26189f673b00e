#include "attributes.h"

#include "contexts.h"
#include "host.h"

namespace reference {

namespace {

void Write(SecPkgContext_Sizes& sizes) { sizes = {kMaxToken, kTokenSize, 0, kTokenSize}; }

void Write(SecPkgContext_SessionKey& to, const Session& session) {
  to.SessionKeyLength = kKeySize;
  to.SessionKey = static_cast<PUCHAR>(CopyForCaller(session.key().view()));
}

void Write(SecPkgContext_NamesW& to, const Session& session) {
  const std::wstring text = session.user() + L'\0';
  to.sUserName = static_cast<SEC_WCHAR*>(CopyForCaller(ViewOf(text)));
}

}  // namespace

NTSTATUS NTAPI SpQueryContextAttributes(LSA_SEC_HANDLE context, ULONG attribute, PVOID structure) {
  return ReturnStatus([&]() -> NTSTATUS {
    const std::shared_ptr<Session> session = RequireSession(context);
    switch (attribute) {
      case SECPKG_ATTR_SIZES:
        Write(*static_cast<PSecPkgContext_Sizes>(structure));
        return SEC_E_OK;
      case SECPKG_ATTR_SESSION_KEY:
        Write(*static_cast<PSecPkgContext_SessionKey>(structure), *session);
        return SEC_E_OK;
      case SECPKG_ATTR_NAMES:
        Write(*static_cast<PSecPkgContext_NamesW>(structure), *session);
        return SEC_E_OK;
      default:
        return SEC_E_UNSUPPORTED_FUNCTION;
    }
  });
}

}  // namespace reference
