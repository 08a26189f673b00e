/** What to do about codes of certificate chains and stores. */
export const CERTIFICATES_HINTS = {
  CRYPT_E_MSG_ERROR: 'The message is damaged, or not a PKCS #7 message at all.',
  CRYPT_E_UNKNOWN_ALGO:
    'The file uses an algorithm that this Windows does not know; export it again with ' +
    'AES-256 and SHA-256, or with TripleDES and SHA-1 for old systems.',
  CRYPT_E_HASH_VALUE: 'The data was changed after it was signed, or was damaged on the way.',
  CRYPT_E_BAD_LEN: 'The file was cut; copy or export it again.',
  CRYPT_E_BAD_ENCODE: 'The file is not a PFX, or it was cut or converted to text.',
  CRYPT_E_FILE_ERROR: 'Check the path, and whether this account may read it.',
  CRYPT_E_NOT_FOUND:
    'Check the thumbprint, the name of the store, and whether it is that of the user or of ' +
    'the computer.',
  CRYPT_E_EXISTS: 'The certificate is already there; use it, or delete it first.',
  CRYPT_E_NO_PROVIDER:
    'The certificate was imported without its key; import the PFX in place of the ' +
    'certificate file.',
  CRYPT_E_SELF_SIGNED:
    'Install the certificate itself as a trusted root, or use one that an authority issued.',
  CRYPT_E_NO_MATCH: 'Loosen the search, or install what it looks for.',
  CRYPT_E_NO_KEY_PROPERTY:
    'The certificate was imported without its private key; import the PFX into the same ' +
    'store.',
  CRYPT_E_NO_DECRYPT_CERT:
    'Install the certificate that the data was encrypted for, with its private key.',
  CRYPT_E_BAD_MSG:
    'The bytes are not what they are taken for, or were converted to text on the way.',
  CRYPT_E_REVOKED: 'The authority has withdrawn the certificate; get a new one, and find out why.',
  CRYPT_E_NO_REVOCATION_DLL:
    'Repair the installation of Windows; a component of certificate checks is missing.',
  CRYPT_E_NO_REVOCATION_CHECK:
    'The certificate names no revocation list; private authorities often leave it out, and ' +
    'SCH_CRED.IGNORE_NO_REVOCATION_CHECK accepts that.',
  CRYPT_E_REVOCATION_OFFLINE:
    'Let this computer reach the addresses of the revocation list or OCSP responder that ' +
    'the certificate names.',
  CRYPT_E_NOT_IN_REVOCATION_DATABASE:
    'The certificate was issued by another authority than the responder serves, or is too ' +
    'new for its data.',
  CRYPT_E_SECURITY_SETTINGS:
    'Look at the policies for certificates and system cryptography, and ask who manages ' +
    'this computer.',
  CRYPT_E_ASN1_ERROR:
    'The file or message is not in the form that was expected; certutil -dump shows what ' +
    'it is.',
  CRYPT_E_ASN1_EOD: 'The file was cut; copy or export it again.',
  CRYPT_E_ASN1_CORRUPT:
    'The file is damaged, or is text where binary is expected; export it again as DER or ' + 'PFX.',
  CRYPT_E_ASN1_BADTAG: 'The file is of another kind, PEM in place of DER for example; convert it.',
  TRUST_E_SYSTEM_ERROR: 'The CAPI2 event log tells which step failed.',
  TRUST_E_NO_SIGNER_CERT: 'Include the certificate of the signer in what is checked.',
  TRUST_E_COUNTER_SIGNER: 'Get the file from its publisher again.',
  TRUST_E_CERT_SIGNATURE:
    'The certificate is damaged or forged, or its issuer has the right name and another ' +
    'key; install the right issuer.',
  TRUST_E_TIME_STAMP: 'Have the file signed and timestamped again.',
  TRUST_E_BAD_DIGEST: 'The file was changed after it was signed; get it again from its publisher.',
  TRUST_E_BASIC_CONSTRAINTS:
    'An end certificate was used to issue another; rebuild the chain with a proper ' + 'authority.',
  TRUST_E_FINANCIAL_CRITERIA:
    'The policy wants an extension that the certificate lacks; choose another certificate.',
  TRUST_E_PROVIDER_UNKNOWN:
    'Repair the installation of Windows; the check that was asked for is not registered.',
  TRUST_E_ACTION_UNKNOWN:
    'The program asks for a check that this system does not have; update one of the two.',
  TRUST_E_SUBJECT_FORM_UNKNOWN: 'Only kinds of files that can carry a signature can be checked.',
  TRUST_E_SUBJECT_NOT_TRUSTED: 'Trust its publisher on this computer, or do without the file.',
  TRUST_E_NOSIGNATURE:
    'The file was never signed, or its signature was cut off; get one that is signed.',
  CERT_E_EXPIRED: 'Renew the certificate, and check the clock of this computer.',
  CERT_E_VALIDITYPERIODNESTING:
    'Issue the certificate anew, for no longer than its issuer is valid.',
  CERT_E_ROLE: 'Check the basic constraints of each certificate of the chain.',
  CERT_E_PATHLENCONST: 'Shorten the chain, or raise the path length of the authority.',
  CERT_E_CRITICAL: 'Issue the certificate without the extension, or do not mark it as critical.',
  CERT_E_PURPOSE:
    'Request a certificate with the key usage and extended key usage that are needed.',
  CERT_E_ISSUERCHAINING:
    'The server sends a wrong intermediate certificate; configure the one that issued its ' +
    'own.',
  CERT_E_MALFORMED: 'Issue the certificate again with a subject or a subject alternative name.',
  CERT_E_UNTRUSTEDROOT:
    'Install the root certificate of the issuer in the Trusted Root store of this computer.',
  CERT_E_CHAINING: 'An intermediate certificate is missing; let the server send it, or install it.',
  TRUST_E_FAIL: 'The CAPI2 event log tells which certificate failed, and why.',
  CERT_E_UNTRUSTEDTESTROOT: 'Do not use test certificates here, or allow them by policy.',
  CERT_E_REVOCATION_FAILURE:
    'Let this computer reach the revocation list or responder that the certificate names.',
  CERT_E_CN_NO_MATCH:
    'The target must be one of the DNS names in the subject alternative name of the ' +
    'certificate.',
  CERT_E_WRONG_USAGE:
    'A server certificate needs the extended key usage Server Authentication, a client one ' +
    'Client Authentication.',
  TRUST_E_EXPLICIT_DISTRUST:
    'Somebody put it into the Untrusted Certificates store; remove it there only if you ' +
    'know why it is in.',
  CERT_E_UNTRUSTEDCA:
    'The policy does not accept this authority for this purpose; use a certificate of ' +
    'another one.',
  CERT_E_INVALID_POLICY:
    'Compare the certificate policies of the chain with those that are asked for.',
  CERT_E_INVALID_NAME: 'The authority may not issue for this name: look at its name constraints.',
} as const satisfies Readonly<Record<string, string>>;
