import { describe, expect, test } from '@jest/globals';

import { inspect } from 'node:util';

import * as errors from '#lib/errors';
import { createSspiError, Secur32Error, SspiError } from '#lib/errors';
import type { StatusName } from '#lib/status';
import { Status } from '#lib/status';

type ClassName = Exclude<keyof typeof errors, 'createSspiError' | 'Secur32Error'>;

function errorOf(status: number): SspiError {
  return createSspiError({ status, syscall: 'EncryptMessage' });
}

describe('the class of an error', () => {
  test.each<[StatusName, ClassName]>([
    ['SEC_E_BUFFER_TOO_SMALL', 'BufferTooSmallError'],
    ['SEC_E_CONTEXT_EXPIRED', 'ContextExpiredError'],
    ['SEC_E_CRYPTO_SYSTEM_INVALID', 'CryptoSystemInvalidError'],
    ['SEC_E_INSUFFICIENT_MEMORY', 'InsufficientMemoryError'],
    ['SEC_E_INVALID_HANDLE', 'InvalidHandleError'],
    ['SEC_E_INVALID_TOKEN', 'InvalidTokenError'],
    ['SEC_E_QOP_NOT_SUPPORTED', 'QopNotSupportedError'],
    ['SEC_E_MESSAGE_ALTERED', 'MessageAlteredError'],
    ['SEC_E_OUT_OF_SEQUENCE', 'OutOfSequenceError'],
    ['SEC_E_INCOMPLETE_MESSAGE', 'IncompleteMessageError'],
    ['SEC_E_UNSUPPORTED_FUNCTION', 'UnsupportedFunctionError'],
    ['SEC_E_SECPKG_NOT_FOUND', 'PackageNotFoundError'],
    ['SEC_E_LOGON_DENIED', 'AuthenticationError'],
    ['SEC_E_NO_CREDENTIALS', 'AuthenticationError'],
    ['SEC_E_TIME_SKEW', 'AuthenticationError'],
    ['SEC_E_TARGET_UNKNOWN', 'TargetError'],
    ['SEC_E_WRONG_PRINCIPAL', 'TargetError'],
    ['SEC_E_UNTRUSTED_ROOT', 'CertificateError'],
    ['SEC_E_CERT_EXPIRED', 'CertificateError'],
    ['CERT_E_CN_NO_MATCH', 'CertificateError'],
    ['TRUST_E_CERT_SIGNATURE', 'CertificateError'],
    ['TRUST_E_EXPLICIT_DISTRUST', 'CertificateError'],
    ['CRYPT_E_REVOKED', 'CertificateError'],
    ['CRYPT_E_REVOCATION_OFFLINE', 'CertificateError'],
    ['STATUS_INVALID_HANDLE', 'NtStatusError'],
    ['STATUS_INVALID_PARAMETER', 'NtStatusError'],
    ['SEC_E_INTERNAL_ERROR', 'SspiError'],
    ['NTE_BAD_KEYSET', 'SspiError'],
  ])('of %s is %s', (code, className) => {
    const error = errorOf(Status[code]);
    expect(error).toBeInstanceOf(errors[className]);
    expect(error).toBeInstanceOf(SspiError);
    expect(error).toMatchObject({ name: className, code, status: Status[code] });
    expect(error.constructor.name).toBe(className);
  });

  test.each([
    [0xc0de1234, 'NtStatusError'],
    [0xffffffff, 'NtStatusError'],
    [0x800b0abc, 'CertificateError'],
    [0x8009dead, 'SspiError'],
    [0x80000001, 'SspiError'],
  ])('of the unknown status %p is found by its bits', (status, name) => {
    expect(errorOf(status).name).toBe(name);
  });

  test('is the same for a signed status, which becomes unsigned', () => {
    const error = errorOf(-2146893048);
    expect(error).toBeInstanceOf(errors.InvalidTokenError);
    expect(error.status).toBe(0x80090308);
  });

  test('is not shared by errors of two documented codes', () => {
    expect(errorOf(Status.SEC_E_BUFFER_TOO_SMALL)).not.toBeInstanceOf(errors.ContextExpiredError);
    expect(errorOf(Status.SEC_E_INVALID_HANDLE)).not.toBeInstanceOf(errors.InvalidTokenError);
  });
});

describe('the message of an error', () => {
  test('has the function, the name, the meaning and the hint', () => {
    const error = errorOf(Status.SEC_E_LOGON_DENIED);
    expect(error.hint).toBeDefined();
    expect(error.message).toMatch(/^EncryptMessage failed with SEC_E_LOGON_DENIED: .+\. .+\.$/);
    expect(error.message).toContain(error.hint);
  });

  test('has the words of the system in place of ours, where there are any', () => {
    const details = { status: Status.SEC_E_LOGON_DENIED, syscall: 'X', hint: 'Try again.' };
    const foreign = createSspiError({ ...details, systemMessage: 'Die Anmeldung ist falsch.' });
    expect(foreign.message).toBe(
      'X failed with SEC_E_LOGON_DENIED: Die Anmeldung ist falsch. Try again.',
    );
    const none = createSspiError({ ...details, systemMessage: '' });
    expect(none.message).toMatch(/^X failed with SEC_E_LOGON_DENIED: \S/);
  });

  test('has the bits of an unknown status, and no hint', () => {
    expect(errorOf(0x8009dead).message).toContain('0x8009DEAD');
    expect(errorOf(0x8009dead).code).toBe('0x8009DEAD');
    expect(errorOf(0x8009dead)).not.toHaveProperty('hint');
  });
});

describe('the members of an error', () => {
  const details = { status: 0x8009dead, syscall: 'AcceptSecurityContext' };
  const token = Buffer.from('a token for the peer');

  test('are absent where they have no value', () => {
    const nothing = { package: undefined, token: undefined, hint: undefined };
    const keys = Object.getOwnPropertyNames(createSspiError({ ...details, ...nothing }));
    expect(keys.sort()).toEqual(['code', 'message', 'name', 'stack', 'status', 'syscall']);
  });

  test('are those that are known', () => {
    const error = createSspiError({ ...details, package: 'Kerberos', hint: 'Do it.', token });
    expect(error).toMatchObject({ ...details, package: 'Kerberos', hint: 'Do it.' });
    expect(error.token).toBe(token);
  });

  test('do not show the token to a log', () => {
    const error = createSspiError({ ...details, token });
    expect(Object.keys(error)).not.toContain('token');
    expect(JSON.stringify(error)).not.toContain('token');
    expect(inspect(error, { depth: 9 })).not.toMatch(/a token for|<Buffer/);
  });
});

describe('Secur32Error', () => {
  test('has a code, a message and the cause', () => {
    const cause = new Error('missing');
    const error = new Secur32Error('ERR_SSPI_BINDING_NOT_LOADED', 'No addon.', { cause });
    expect(error).toMatchObject({
      name: 'Secur32Error',
      code: 'ERR_SSPI_BINDING_NOT_LOADED',
      message: 'No addon.',
      cause,
    });
    expect(error).not.toBeInstanceOf(SspiError);
  });
});
