// All that the product knows of Wine, whose SSPI differs from Windows' in some points. Every function
// answers for Windows unless ntdll exports wine_get_version. Measured on Wine 10.0; lab/README.md has
// the list of differences.
export {
  grantedFlags,
  inWindowsOrder,
  knowsSchCredentials,
  minimumSizes,
  putsDataFirst,
  refusePackageList,
  tokenSizeOf,
} from './wine/differences.js';
export {
  missingHeader,
  refuseParts,
  refuseShortRoom,
  refuseToDecrypt,
  refuseToEncrypt,
  refuseToSetAttribute,
  refuseToSign,
  refuseToUnwrap,
  refuseToVerify,
} from './wine/refusals.js';
