import { expect, test } from '@jest/globals';

import * as library from '#lib/index';

const constants = [
  'ASC_REQ',
  'ASC_RET',
  'ISC_REQ',
  'ISC_RET',
  'KERB_WRAP_NO_ENCRYPT',
  'SCHANNEL',
  'SCH_ALLOW',
  'SCH_CRED',
  'SCH_SEND',
  'SCH_USE',
  'SECBUFFER',
  'SECPKG_ATTR',
  'SECPKG_CONTEXT_EXPORT',
  'SECPKG_CRED',
  'SECPKG_CRED_ATTR',
  'SECPKG_FLAG',
  'SECPKG_NEGOTIATION',
  'SECQOP',
  'SP_PROT',
  'SSL_SESSION',
  'TLS1_ALERT',
];

const errors = [
  'AuthenticationError',
  'BufferTooSmallError',
  'CertificateError',
  'ContextExpiredError',
  'CryptoSystemInvalidError',
  'IncompleteMessageError',
  'InsufficientMemoryError',
  'InvalidHandleError',
  'InvalidTokenError',
  'MessageAlteredError',
  'NtStatusError',
  'OutOfSequenceError',
  'PackageNotFoundError',
  'QopNotSupportedError',
  'Secur32Error',
  'SspiError',
  'TargetError',
  'UnsupportedFunctionError',
];

const others = [
  'ClientContext',
  'Credentials',
  'DEFAULT_ACCEPT_FLAGS',
  'DEFAULT_INITIATE_FLAGS',
  'DEFAULT_STREAM_ACCEPT_FLAGS',
  'DEFAULT_STREAM_INITIATE_FLAGS',
  'Opener',
  'Sealer',
  'SecBuffer',
  'SecurityContext',
  'ServerContext',
  'SspContext',
  'SspCredentials',
  'SspMessageContext',
  'SspModule',
  'Status',
  'describeStatus',
  'MessageContext',
  'changePassword',
  'flagNames',
  'importContext',
  'isSuccess',
  'isSupported',
  'listPackages',
  'queryPackage',
  'raw',
  'statusCode',
  'statusName',
];

test('the public names are these, and no others', () => {
  expect(Object.keys(library).sort()).toEqual([...constants, ...errors, ...others].sort());
});

test('every error is an Error with its own name, below SspiError or beside it', () => {
  for (const name of errors) {
    const Class = library[name as keyof typeof library] as unknown as new () => Error;
    expect(Class.name).toBe(name);
    expect(Class.prototype).toBeInstanceOf(Error);
    const below = Class.prototype instanceof library.SspiError;
    expect(below).toBe(!['SspiError', 'Secur32Error'].includes(name));
  }
});

test('a default flag is one that can be asked for', () => {
  const { ISC_REQ, ASC_REQ } = library;
  const { DEFAULT_INITIATE_FLAGS, DEFAULT_STREAM_INITIATE_FLAGS } = library;
  const { DEFAULT_ACCEPT_FLAGS, DEFAULT_STREAM_ACCEPT_FLAGS } = library;
  const names = (flags: number, group: Readonly<Record<string, number>>) =>
    library.flagNames(flags, group).join(' ');
  expect(names(DEFAULT_INITIATE_FLAGS, ISC_REQ)).toBe(
    'MUTUAL_AUTH REPLAY_DETECT SEQUENCE_DETECT CONFIDENTIALITY INTEGRITY',
  );
  expect(names(DEFAULT_STREAM_INITIATE_FLAGS, ISC_REQ)).toBe(
    'REPLAY_DETECT SEQUENCE_DETECT CONFIDENTIALITY EXTENDED_ERROR STREAM',
  );
  expect(names(DEFAULT_ACCEPT_FLAGS, ASC_REQ)).toBe(
    'REPLAY_DETECT SEQUENCE_DETECT CONFIDENTIALITY INTEGRITY',
  );
  expect(names(DEFAULT_STREAM_ACCEPT_FLAGS, ASC_REQ)).toBe(
    'REPLAY_DETECT SEQUENCE_DETECT CONFIDENTIALITY EXTENDED_ERROR STREAM',
  );
});
