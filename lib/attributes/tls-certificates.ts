import { SECPKG_ATTR } from '../constants.js';
import type { AttributeTable } from './fields.js';
import { blobs, bytes, countedText, guid, number, single, structure, words } from './fields.js';

/**
 * How Windows' own check of the peer's certificate ended
 * (SecPkgContext_CertificateValidationResult of schannel.h).
 */
export interface CertificateCheckResult {
  /** CERT_TRUST_* bits of CertGetCertificateChain. */
  readonly chainErrorStatus: number;
  /** The HRESULT of CertVerifyCertificateChainPolicy, unsigned; 0 is good. */
  readonly verifyChainStatus: number;
}

/** What the server's policy said of the client's certificate. */
export interface ClientCertificatePolicyResult {
  /** An HRESULT, unsigned; 0 is good. */
  readonly result: number;
  /** The policy: a GUID. */
  readonly policyId: string;
}

/** The own certificate, where there is no CryptoAPI: in the kernel (SecPkgContext_CertInfo). */
export interface LocalCertificateInfo {
  /** Its subject. */
  readonly subjectName: string;
  /** Its issuer. */
  readonly issuerName: string;
  /** The length of its key, in bits. */
  readonly keySize: number;
}

/** What SECPKG_ATTR_REMOTE_CRED and _LOCAL_CRED say. Obsolete. */
export interface CertificateCredentialInfo {
  /** Certificates, in a form that is not documented. */
  readonly certificateChain: Buffer;
  /** How many there are. */
  readonly certificates: number;
  /** 1 if there is a certificate, 2 if its issuer is not known. */
  readonly flags: number;
  /** The length of the key, in bits. */
  readonly bits: number;
}

/** What {@link SecurityContext.query} says of certificates, of Schannel. All are DER-encoded. */
export interface TlsCertificateAttributes {
  /** SECPKG_ATTR_REMOTE_CERT_CONTEXT: the peer's certificate; empty when it has none. */
  remoteCertificate: Buffer;
  /** SECPKG_ATTR_LOCAL_CERT_CONTEXT: the certificate that was sent to the peer. */
  localCertificate: Buffer;
  /** SECPKG_ATTR_ROOT_STORE: a certificate of the trusted roots. */
  rootCertificate: Buffer;
  /** SECPKG_ATTR_REMOTE_CERT_CHAIN: the peer's certificate, and all that Windows has found for it. */
  remoteCertificateChain: Buffer[];
  /** SECPKG_ATTR_REMOTE_CERTIFICATES: all that the peer has sent, in its order. */
  remoteCertificates: Buffer[];
  /** SECPKG_ATTR_SERIALIZED_REMOTE_CERT_CONTEXT: a serialized store; during the handshake too. */
  serializedRemoteCertificate: Buffer;
  /** SECPKG_ATTR_SERIALIZED_REMOTE_CERT_CONTEXT_INPROC: the same, known to this process. */
  serializedRemoteCertificateInproc: Buffer;
  /** SECPKG_ATTR_CERT_CHECK_RESULT; during the handshake too. */
  certificateCheckResult: CertificateCheckResult;
  /** SECPKG_ATTR_CERT_CHECK_RESULT_INPROC: the same, known to this process. */
  certificateCheckResultInproc: CertificateCheckResult;
  /**
   * SECPKG_ATTR_ISSUER_LIST_EX, of clients: the names of the issuers that the server trusts.
   * During the handshake only: when a leg has ended with SEC_I_INCOMPLETE_CREDENTIALS.
   */
  issuers: Buffer[];
  /** SECPKG_ATTR_ISSUER_LIST. Obsolete: use `issuers`. */
  issuerList: Buffer;
  /** SECPKG_ATTR_REMOTE_CRED. Obsolete: use `remoteCertificates`. */
  remoteCredential: CertificateCredentialInfo;
  /** SECPKG_ATTR_LOCAL_CRED. Obsolete: use `localCertificate`. */
  localCredential: CertificateCredentialInfo;
  /** SECPKG_ATTR_LOCAL_CERT_INFO. */
  localCertificateInfo: LocalCertificateInfo;
  /** SECPKG_ATTR_CC_POLICY_RESULT, of servers. */
  clientCertificatePolicyResult: ClientCertificatePolicyResult;
  /**
   * SECPKG_ATTR_SUPPORTED_SIGNATURES: what the peer takes, during the handshake too. The low byte of
   * each is the hash, the high byte the signature, by the numbers of RFC 5246.
   */
  supportedSignatures: number[];
}

const CREDENTIAL_INFO = {
  ...{ certificateChain: bytes, certificates: number, flags: number, bits: number },
};
const CHECK_RESULT = { chainErrorStatus: number, verifyChainStatus: number };

export const TLS_CERTIFICATES: AttributeTable<TlsCertificateAttributes> = {
  remoteCertificate: single(SECPKG_ATTR.REMOTE_CERT_CONTEXT, bytes),
  localCertificate: single(SECPKG_ATTR.LOCAL_CERT_CONTEXT, bytes),
  rootCertificate: single(SECPKG_ATTR.ROOT_STORE, bytes),
  remoteCertificateChain: single(SECPKG_ATTR.REMOTE_CERT_CHAIN, blobs),
  // The first member counts them.
  remoteCertificates: single(SECPKG_ATTR.REMOTE_CERTIFICATES, blobs, 1),
  serializedRemoteCertificate: single(SECPKG_ATTR.SERIALIZED_REMOTE_CERT_CONTEXT, bytes),
  serializedRemoteCertificateInproc: single(
    SECPKG_ATTR.SERIALIZED_REMOTE_CERT_CONTEXT_INPROC,
    bytes,
  ),
  certificateCheckResult: structure(SECPKG_ATTR.CERT_CHECK_RESULT, CHECK_RESULT),
  certificateCheckResultInproc: structure(SECPKG_ATTR.CERT_CHECK_RESULT_INPROC, CHECK_RESULT),
  issuers: single(SECPKG_ATTR.ISSUER_LIST_EX, blobs),
  issuerList: single(SECPKG_ATTR.ISSUER_LIST, bytes),
  remoteCredential: structure(SECPKG_ATTR.REMOTE_CRED, CREDENTIAL_INFO),
  localCredential: structure(SECPKG_ATTR.LOCAL_CRED, CREDENTIAL_INFO),
  localCertificateInfo: structure(SECPKG_ATTR.LOCAL_CERT_INFO, {
    ...{ subjectName: countedText, issuerName: countedText, keySize: number },
  }),
  clientCertificatePolicyResult: structure(SECPKG_ATTR.CC_POLICY_RESULT, {
    ...{ result: number, policyId: guid },
  }),
  supportedSignatures: single(SECPKG_ATTR.SUPPORTED_SIGNATURES, words),
};
