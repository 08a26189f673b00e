#include "pointed.h"

#include <schannel.h>

namespace scripted {

namespace {

std::vector<unsigned char> Copy(const void* data, size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  return std::vector<unsigned char>(bytes, bytes + size);
}

}  // namespace

std::vector<std::vector<unsigned char>> PointedBy(ULONG attribute, const void* structure) {
  switch (attribute) {
    case SECPKG_ATTR_APP_DATA: {
      const auto& data = *static_cast<const SecPkgContext_SessionAppData*>(structure);
      return {Copy(data.pbAppData, data.cbAppData)};
    }
    case SECPKG_ATTR_EAP_PRF_INFO: {
      const auto& info = *static_cast<const SecPkgContext_EapPrfInfo*>(structure);
      return {Copy(info.pbPrfData, info.cbPrfData)};
    }
    case SECPKG_ATTR_KEYING_MATERIAL_INFO: {
      const auto& info = *static_cast<const SecPkgContext_KeyingMaterialInfo*>(structure);
      return {Copy(info.pszLabel, info.cbLabel), Copy(info.pbContextValue, info.cbContextValue)};
    }
    default:
      return {};
  }
}

}  // namespace scripted
