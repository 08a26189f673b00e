import type { StatusRow } from './row.js';

/** The SEC_E_* codes of winerror.h about Kerberos: tickets, delegation and smart card logon. */
export const KERBEROS = [
  [0x80090334, 'SEC_E_NO_TGT_REPLY', 'The peer did not send its ticket-granting ticket.'],
  [0x80090335, 'SEC_E_NO_IP_ADDRESSES', 'This computer has no IP address to put into a ticket.'],
  [0x80090338, 'SEC_E_MAX_REFERRALS_EXCEEDED', 'The ticket request was referred too often.'],
  [0x80090339, 'SEC_E_MUST_BE_KDC', 'The request is meant for a domain controller.'],
  [
    0x8009033a,
    'SEC_E_STRONG_CRYPTO_NOT_SUPPORTED',
    'The peer does not support the strong encryption that is required.',
  ],
  [0x8009033b, 'SEC_E_TOO_MANY_PRINCIPALS', 'The reply names more than one principal.'],
  [0x8009033c, 'SEC_E_NO_PA_DATA', 'The KDC sent no hint on which pre-authentication to use.'],
  [0x8009033d, 'SEC_E_PKINIT_NAME_MISMATCH', 'The client certificate names a different account.'],
  [0x8009033e, 'SEC_E_SMARTCARD_LOGON_REQUIRED', 'The account may only log on by smart card.'],
  [0x80090340, 'SEC_E_KDC_INVALID_REQUEST', 'The KDC received an invalid request.'],
  [0x80090341, 'SEC_E_KDC_UNABLE_TO_REFER', 'The KDC knows no realm to refer the request to.'],
  [0x80090342, 'SEC_E_KDC_UNKNOWN_ETYPE', 'The KDC does not support this encryption type.'],
  [0x80090343, 'SEC_E_UNSUPPORTED_PREAUTH', 'The pre-authentication method is not supported.'],
  [0x80090345, 'SEC_E_DELEGATION_REQUIRED', 'The request is possible only with delegation.'],
  [0x80090347, 'SEC_E_MULTIPLE_ACCOUNTS', 'The certificate or name belongs to several accounts.'],
  [0x80090348, 'SEC_E_NO_KERB_KEY', 'No Kerberos key of the account fits.'],
  [0x80090351, 'SEC_E_SMARTCARD_CERT_REVOKED', 'The smart card certificate has been revoked.'],
  [0x80090352, 'SEC_E_ISSUING_CA_UNTRUSTED', 'The smart card certificate has an untrusted issuer.'],
  [
    0x80090353,
    'SEC_E_REVOCATION_OFFLINE_C',
    'The revocation status of the smart card certificate could not be found out.',
  ],
  [0x80090354, 'SEC_E_PKINIT_CLIENT_FAILURE', 'The smart card certificate is not trusted.'],
  [0x80090355, 'SEC_E_SMARTCARD_CERT_EXPIRED', 'The smart card certificate has expired.'],
  [
    0x80090356,
    'SEC_E_NO_S4U_PROT_SUPPORT',
    'The domain controller does not support service-for-user requests.',
  ],
  [
    0x80090357,
    'SEC_E_CROSSREALM_DELEGATION_FAILURE',
    'Constrained delegation was tried for a target in another realm.',
  ],
  [
    0x80090358,
    'SEC_E_REVOCATION_OFFLINE_KDC',
    'The revocation status of the KDC certificate could not be found out.',
  ],
  [0x80090359, 'SEC_E_ISSUING_CA_UNTRUSTED_KDC', 'The KDC certificate has an untrusted issuer.'],
  [0x8009035a, 'SEC_E_KDC_CERT_EXPIRED', 'The KDC certificate has expired.'],
  [0x8009035b, 'SEC_E_KDC_CERT_REVOKED', 'The KDC certificate has been revoked.'],
  [0x8009035e, 'SEC_E_DELEGATION_POLICY', 'Policy forbids delegation to this server.'],
  [0x80090362, 'SEC_E_PKU2U_CERT_FAILURE', 'The PKU2U certificate could not be validated.'],
] as const satisfies readonly StatusRow[];
