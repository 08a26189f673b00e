/** What to do about SEC_E_* codes of Kerberos. */
export const KERBEROS_HINTS = {
  SEC_E_NO_TGT_REPLY:
    'User-to-user authentication needs a ticket from the peer; run the service under an ' +
    'account that has a service principal name instead.',
  SEC_E_NO_IP_ADDRESSES: 'Check the network adapters of this computer.',
  SEC_E_MAX_REFERRALS_EXCEEDED:
    'Trusts between the domains lead in a circle, or a suffix is routed to the wrong ' +
    'forest; check trusts and name suffix routing.',
  SEC_E_MUST_BE_KDC: 'Send the request to a domain controller; a member server cannot answer it.',
  SEC_E_STRONG_CRYPTO_NOT_SUPPORTED:
    'Policy on one side demands 128-bit encryption; update or reconfigure the other side.',
  SEC_E_TOO_MANY_PRINCIPALS: 'Remove the duplicate service principal name: setspn -X finds it.',
  SEC_E_NO_PA_DATA:
    'Check that the account exists with a password, and that client and domain controller ' +
    'have an encryption type in common.',
  SEC_E_PKINIT_NAME_MISMATCH:
    'The UPN in the certificate must be that of the account; check its subject alternative ' +
    'name.',
  SEC_E_SMARTCARD_LOGON_REQUIRED: 'Use a smart card, or lift the requirement from the account.',
  SEC_E_KDC_INVALID_REQUEST:
    'Something between client and domain controller alters or misunderstands the request; ' +
    'try another domain controller, and update both sides.',
  SEC_E_KDC_UNABLE_TO_REFER:
    'No trust leads to the realm of the target; check the host name in the SPN and the ' +
    'trusts of the forest.',
  SEC_E_KDC_UNKNOWN_ETYPE:
    'The encryption types of account, client and domain controller do not overlap; allow ' +
    'AES for the account (msDS-SupportedEncryptionTypes) and set its password again.',
  SEC_E_UNSUPPORTED_PREAUTH:
    'A logon by certificate fails like this when the domain controller has no suitable ' +
    'certificate of its own.',
  SEC_E_DELEGATION_REQUIRED:
    'Let the client ask for DELEGATE, and trust the account of the service for delegation.',
  SEC_E_MULTIPLE_ACCOUNTS: 'Remove the duplicate mapping or name from the directory.',
  SEC_E_NO_KERB_KEY:
    'The account has no key of the encryption type in use; set its password again so that ' +
    'new keys are made.',
  SEC_E_SMARTCARD_CERT_REVOKED: 'Issue a new smart card certificate.',
  SEC_E_ISSUING_CA_UNTRUSTED:
    'Publish the issuer in the NTAuth store of the forest and in the root stores of the ' +
    'domain controllers.',
  SEC_E_REVOCATION_OFFLINE_C:
    'Let the domain controller reach the revocation list that the smart card certificate ' +
    'names.',
  SEC_E_PKINIT_CLIENT_FAILURE:
    'The chain of the client certificate does not lead to an authority of the NTAuth ' +
    'store, or the certificate is not meant for smart card logon.',
  SEC_E_SMARTCARD_CERT_EXPIRED: 'Renew the certificate of the smart card, and check the clocks.',
  SEC_E_NO_S4U_PROT_SUPPORT:
    'Service-for-user needs a domain controller of Windows Server 2003 or later for the ' +
    'domain of the user; without it, ask for the password.',
  SEC_E_CROSSREALM_DELEGATION_FAILURE:
    'Use resource-based constrained delegation, which works across domains.',
  SEC_E_REVOCATION_OFFLINE_KDC:
    'Let this computer reach the revocation list that the certificate of the domain ' +
    'controller names.',
  SEC_E_ISSUING_CA_UNTRUSTED_KDC:
    'Install the root certificate of the authority that issued the certificate of the ' +
    'domain controller.',
  SEC_E_KDC_CERT_EXPIRED: 'Renew the certificate of the domain controller.',
  SEC_E_KDC_CERT_REVOKED: 'Issue a new certificate to the domain controller.',
  SEC_E_DELEGATION_POLICY:
    'The server is not trusted for delegation, or the account is marked as sensitive.',
  SEC_E_PKU2U_CERT_FAILURE:
    'Sign in again with the online account on both computers, so that its certificate is ' +
    'renewed.',
} as const satisfies Readonly<Record<string, string>>;
