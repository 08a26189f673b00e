import { describe, expect, test } from '@jest/globals';

import type { StatusName } from '#lib/status';
import { describeStatus, isSuccess, Status, statusCode, statusName, toUnsigned } from '#lib/status';
import { STATUS_TABLE } from '#lib/status/table';

const entries = Object.entries(Status) as [StatusName, number][];

/** Values that sspi.h, winerror.h and ntstatus.h of Windows give, written down apart from lib/. */
const facts: [string, number][] = [
  ['SEC_E_OK', 0],
  ['SEC_I_CONTINUE_NEEDED', 0x00090312],
  ['SEC_I_CONTEXT_EXPIRED', 0x00090317],
  ['SEC_I_RENEGOTIATE', 0x00090321],
  ['SEC_E_INSUFFICIENT_MEMORY', 0x80090300],
  ['SEC_E_INVALID_HANDLE', 0x80090301],
  ['SEC_E_INVALID_TOKEN', 0x80090308],
  ['SEC_E_QOP_NOT_SUPPORTED', 0x8009030a],
  ['SEC_E_CONTEXT_EXPIRED', 0x80090317],
  ['SEC_E_BUFFER_TOO_SMALL', 0x80090321],
  ['SEC_E_CRYPTO_SYSTEM_INVALID', 0x80090337],
  ['SEC_E_INSUFFICIENT_BUFFERS', 0x8009036b],
  ['CERT_E_UNTRUSTEDROOT', 0x800b0109],
  ['CRYPT_E_REVOCATION_OFFLINE', 0x80092013],
  ['NTE_BAD_KEYSET', 0x80090016],
  ['ERROR_INVALID_PASSWORD', 0x80070056],
  ['STATUS_INVALID_HANDLE', 0xc0000008],
  ['STATUS_INVALID_PARAMETER', 0xc000000d],
];

describe('the table', () => {
  test.each(facts)('gives %s the value that Windows gives it', (name, value) => {
    expect(statusCode(name)).toBe(value);
    expect(statusName(value)).toBe(name);
    expect(Status[name as StatusName]).toBe(value);
  });

  test('holds each value and each name once', () => {
    expect(new Set(STATUS_TABLE.map(([value]) => value)).size).toBe(STATUS_TABLE.length);
    expect(new Set(STATUS_TABLE.map(([, name]) => name)).size).toBe(STATUS_TABLE.length);
    expect(entries).toHaveLength(STATUS_TABLE.length);
  });

  test('resolves every name to its value and back', () => {
    for (const [name, value] of entries) {
      expect(statusCode(name)).toBe(value);
      expect(statusName(value)).toBe(name);
    }
  });

  test('holds unsigned 32-bit numbers only', () => {
    for (const [, value] of entries) expect(value).toBe(value >>> 0);
  });

  test('agrees with the letter of a name on success and failure', () => {
    for (const [name, value] of entries) {
      if (/^(SEC|CERT|TRUST|CRYPT)_E_(?!OK$)|^NTE_/.test(name))
        expect(isSuccess(value)).toBe(false);
      if (name.startsWith('SEC_I_')) expect(isSuccess(value)).toBe(true);
    }
  });

  test('explains each status in one line that ends with a period', () => {
    for (const [, value] of entries) {
      const { message, hint } = describeStatus(value);
      expect(message).toMatch(/^[A-Z][^\r\n]*\.$/);
      if (hint !== undefined) expect(hint).toMatch(/^[A-Z][^\r\n]*\.$/);
    }
  });

  test('cannot be changed', () => {
    expect(Object.isFrozen(Status)).toBe(true);
    expect(Object.isFrozen(describeStatus(Status.SEC_E_INVALID_HANDLE))).toBe(true);
  });
});

describe('names', () => {
  test.each([
    ['SEC_E_NO_SPM', 'SEC_E_INTERNAL_ERROR'],
    ['SEC_E_NOT_SUPPORTED', 'SEC_E_UNSUPPORTED_FUNCTION'],
    ['STATUS_SUCCESS', 'SEC_E_OK'],
    ['S_OK', 'SEC_E_OK'],
    ['ERROR_INVALID_PARAMETER', 'E_INVALIDARG'],
  ])('%s is understood as a second name of %s', (alias, name) => {
    expect(statusCode(alias)).toBe(statusCode(name));
    expect(statusName(statusCode(alias) ?? NaN)).toBe(name);
  });

  test.each(['SEC_E_NONSENSE', 'sec_e_ok', '', 'toString', '__proto__'])(
    'the name %p is not known',
    (name) => {
      expect(statusCode(name)).toBeUndefined();
    },
  );
});

describe('a status that is known', () => {
  test('is described with its name, message and hint', () => {
    expect(describeStatus(0x8009030c)).toEqual({
      status: 0x8009030c,
      name: 'SEC_E_LOGON_DENIED',
      message: expect.stringContaining('logon'),
      hint: expect.stringContaining('password'),
    });
  });

  test('has no hint where there is nothing to advise', () => {
    expect(describeStatus(0)).toEqual({ status: 0, name: 'SEC_E_OK', message: expect.any(String) });
  });

  test.each([
    'SEC_E_BUFFER_TOO_SMALL',
    'SEC_E_CONTEXT_EXPIRED',
    'SEC_E_CRYPTO_SYSTEM_INVALID',
    'SEC_E_INSUFFICIENT_MEMORY',
    'SEC_E_INVALID_HANDLE',
    'SEC_E_INVALID_TOKEN',
    'SEC_E_QOP_NOT_SUPPORTED',
  ] as const)('comes with a hint when EncryptMessage returns %s', (name) => {
    expect(describeStatus(Status[name]).hint).toBeDefined();
  });

  test('is the same whether it is read as signed or as unsigned', () => {
    expect(statusName(-2146893048)).toBe('SEC_E_INVALID_TOKEN');
    expect(describeStatus(-2146893048)).toBe(describeStatus(0x80090308));
    expect(toUnsigned(-2146893048)).toBe(0x80090308);
    expect(isSuccess(-2146893048)).toBe(false);
  });
});

describe('a status that is not known', () => {
  test.each([
    [0xc0de1234, '0xC0DE1234', 'NTSTATUS error'],
    [0xe0434352, '0xE0434352', 'NTSTATUS error of another vendor'],
    [0xdeadbeef, '0xDEADBEEF', 'NTSTATUS error in HRESULT form'],
    [2 ** 32 - 1, '0xFFFFFFFF', 'NTSTATUS error in HRESULT form'],
    [-1, '0xFFFFFFFF', 'NTSTATUS error in HRESULT form'],
    [0x800903fe, '0x800903FE', 'HRESULT error, security facility'],
    [0x800704d2, '0x800704D2', 'Win32 error 1234 in HRESULT form'],
    [0x80310000, '0x80310000', 'HRESULT error, 0x31 facility'],
    [0x8000abcd, '0x8000ABCD', 'HRESULT error or NTSTATUS warning'],
    [0x40001234, '0x40001234', 'NTSTATUS information'],
    [0x000903fe, '0x000903FE', 'success, security facility'],
    [0x00310000, '0x00310000', 'success'],
    [5, '0x00000005', 'success, or the bare Win32 error 5'],
  ])('is named and described by its bits: %p', (status, name, kind) => {
    expect(statusName(status)).toBe(name);
    expect(describeStatus(status)).toEqual({
      status: status >>> 0,
      name,
      message: `Unknown status ${name} (${kind}).`,
    });
  });
});

describe('success and failure', () => {
  test.each([0, 5, 0x00090312, 0x00000103, 0x7fffffff])('%p is a success', (status) => {
    expect(isSuccess(status)).toBe(true);
  });

  test.each([0x80000000, 0x80090301, 0xc0000008, 0xffffffff, -1, -(2 ** 31)])(
    '%p is a failure',
    (status) => {
      expect(isSuccess(status)).toBe(false);
    },
  );
});

describe('what is not an integer of 32 bits', () => {
  const functions = { toUnsigned, statusName, describeStatus, isSuccess };

  test.each(Object.entries(functions))('is refused by %s', (_name, call) => {
    const numbers = [NaN, Infinity, -Infinity, 1.5, 2 ** 32, 2 ** 33, -(2 ** 31) - 1];
    // The last two cannot be made a string of.
    for (const value of [...numbers, '1', undefined, Symbol('x'), Object.create(null)]) {
      expect(() => call(value as number)).toThrow(
        expect.objectContaining({ name: 'RangeError', code: 'ERR_OUT_OF_RANGE' }),
      );
    }
  });
});
