/**
 * Windows' constants, grouped by prefix: `ISC_REQ_MUTUAL_AUTH` is `ISC_REQ.MUTUAL_AUTH`. All values
 * are unsigned 32-bit numbers.
 */
export { ASC_REQ, ASC_RET } from './constants/accept.js';
export { SECPKG_ATTR } from './constants/attributes.js';
export { flagNames } from './constants/flag-names.js';
export { ISC_REQ, ISC_RET } from './constants/initiate.js';
export { KERB_WRAP_NO_ENCRYPT, SECBUFFER, SECQOP } from './constants/messages.js';
export {
  SECPKG_CONTEXT_EXPORT,
  SECPKG_CRED,
  SECPKG_CRED_ATTR,
  SECPKG_FLAG,
  SECPKG_NEGOTIATION,
} from './constants/packages.js';
export { SP_PROT } from './constants/protocols.js';
export {
  SCHANNEL,
  SCH_ALLOW,
  SCH_CRED,
  SCH_SEND,
  SCH_USE,
  SSL_SESSION,
  TLS1_ALERT,
} from './constants/schannel.js';
