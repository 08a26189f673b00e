import { describe, expect, test } from '@jest/globals';

import * as constants from '#lib/constants';
import {
  ASC_REQ,
  ASC_RET,
  flagNames,
  ISC_REQ,
  ISC_RET,
  KERB_WRAP_NO_ENCRYPT,
  SCHANNEL,
  SCH_CRED,
  SCH_USE,
  SECBUFFER,
  SECPKG_ATTR,
  SECPKG_CRED,
  SECPKG_FLAG,
  SECQOP,
  SP_PROT,
  TLS1_ALERT,
} from '#lib/constants';

const groups = Object.entries(constants as Record<string, unknown>).filter(
  (entry): entry is [string, Record<string, number>] => typeof entry[1] === 'object',
);

const bits = (group: Record<string, number>): number[] =>
  Object.values(group).filter((value) => value !== 0 && (value & (value - 1)) === 0);

describe('the constants', () => {
  test.each([
    ['ISC_REQ_MUTUAL_AUTH', ISC_REQ.MUTUAL_AUTH, 0x2],
    ['ISC_REQ_ALLOCATE_MEMORY', ISC_REQ.ALLOCATE_MEMORY, 0x100],
    ['ISC_REQ_EXTENDED_ERROR', ISC_REQ.EXTENDED_ERROR, 0x4000],
    ['ISC_REQ_STREAM', ISC_REQ.STREAM, 0x8000],
    ['ISC_REQ_INTEGRITY', ISC_REQ.INTEGRITY, 0x10000],
    ['ISC_RET_CONFIDENTIALITY', ISC_RET.CONFIDENTIALITY, 0x10],
    ['ISC_RET_CALL_LEVEL', ISC_RET.CALL_LEVEL, 0x2000],
    ['ASC_REQ_EXTENDED_ERROR', ASC_REQ.EXTENDED_ERROR, 0x8000],
    ['ASC_REQ_STREAM', ASC_REQ.STREAM, 0x10000],
    ['ASC_REQ_INTEGRITY', ASC_REQ.INTEGRITY, 0x20000],
    ['ASC_REQ_ALLOW_MISSING_BINDINGS', ASC_REQ.ALLOW_MISSING_BINDINGS, 0x10000000],
    ['ASC_RET_IDENTIFY', ASC_RET.IDENTIFY, 0x80000],
    ['SECBUFFER_TOKEN', SECBUFFER.TOKEN, 2],
    ['SECBUFFER_STREAM_HEADER', SECBUFFER.STREAM_HEADER, 7],
    ['SECBUFFER_CHANNEL_BINDINGS', SECBUFFER.CHANNEL_BINDINGS, 14],
    ['SECBUFFER_READONLY', SECBUFFER.READONLY, 0x80000000],
    ['SECBUFFER_READONLY_WITH_CHECKSUM', SECBUFFER.READONLY_WITH_CHECKSUM, 0x10000000],
    ['SECQOP_WRAP_NO_ENCRYPT', SECQOP.WRAP_NO_ENCRYPT, 0x80000001],
    ['SECQOP_WRAP_OOB_DATA', SECQOP.WRAP_OOB_DATA, 0x40000000],
    ['KERB_WRAP_NO_ENCRYPT', KERB_WRAP_NO_ENCRYPT, 0x80000001],
    ['SECPKG_CRED_BOTH', SECPKG_CRED.BOTH, 3],
    ['SECPKG_FLAG_PRIVACY', SECPKG_FLAG.PRIVACY, 2],
    ['SECPKG_ATTR_STREAM_SIZES', SECPKG_ATTR.STREAM_SIZES, 4],
    ['SECPKG_ATTR_REMOTE_CERT_CONTEXT', SECPKG_ATTR.REMOTE_CERT_CONTEXT, 0x53],
    ['SCH_USE_STRONG_CRYPTO', SCH_USE.STRONG_CRYPTO, 0x400000],
    ['SCH_CRED_MANUAL_CRED_VALIDATION', SCH_CRED.MANUAL_CRED_VALIDATION, 8],
    ['SCHANNEL_SHUTDOWN', SCHANNEL.SHUTDOWN, 1],
    ['SP_PROT_TLS1_2_CLIENT', SP_PROT.TLS1_2_CLIENT, 0x800],
    ['SP_PROT_TLS1_3', SP_PROT.TLS1_3, 0x3000],
    ['TLS1_ALERT_HANDSHAKE_FAILURE', TLS1_ALERT.HANDSHAKE_FAILURE, 40],
  ])('%s has the value that Windows gives it', (_name, value, expected) => {
    expect(value).toBe(expected);
  });

  test.each(groups)('%s holds unsigned 32-bit numbers only', (_name, group) => {
    for (const value of Object.values(group)) expect(value).toBe(value >>> 0);
  });

  test.each(['ISC_REQ', 'ISC_RET', 'ASC_REQ', 'ASC_RET', 'SECPKG_FLAG', 'SCH_CRED'] as const)(
    '%s gives each bit one name',
    (name) => {
      const values = Object.values(constants[name]);
      expect(bits(constants[name])).toEqual(values);
      expect(new Set(values).size).toBe(values.length);
    },
  );

  test('the flags that share dwFlags of Schannel credentials do not overlap', () => {
    const { SCH_SEND, SCH_ALLOW } = constants;
    const values = [SCH_CRED, SCH_SEND, SCH_USE, SCH_ALLOW].flatMap((group) =>
      Object.values(group),
    );
    expect(new Set(values).size).toBe(values.length);
  });

  test('a protocol for both sides is its server and its client bit', () => {
    for (const [name, value] of Object.entries(SP_PROT)) {
      const sides = SP_PROT as Readonly<Record<string, number>>;
      const server = sides[`${name}_SERVER`];
      const client = sides[`${name}_CLIENT`];
      if (server !== undefined && client !== undefined) expect((server | client) >>> 0).toBe(value);
    }
  });
});

describe('flagNames', () => {
  test('lists the flags of a value, lowest bit first', () => {
    const granted = ISC_RET.INTEGRITY | ISC_RET.MUTUAL_AUTH | ISC_RET.CONFIDENTIALITY;
    expect(flagNames(granted, ISC_RET)).toEqual(['MUTUAL_AUTH', 'CONFIDENTIALITY', 'INTEGRITY']);
  });

  test('lists nothing for 0', () => {
    expect(flagNames(0, ISC_RET)).toEqual([]);
  });

  test('writes a bit without a name as a hexadecimal number', () => {
    expect(flagNames(0x90000002, ISC_RET)).toEqual(['MUTUAL_AUTH', '0x10000000', '0x80000000']);
  });

  test('names single bits where the group has a name for several', () => {
    expect(flagNames(SECPKG_CRED.BOTH, SECPKG_CRED)).toEqual(['INBOUND', 'OUTBOUND']);
    expect(flagNames(SP_PROT.TLS1, SP_PROT)).toEqual(['TLS1_0_SERVER', 'TLS1_0_CLIENT']);
  });

  test('takes a signed value like the unsigned one with the same bits', () => {
    expect(flagNames(-(2 ** 31), SP_PROT)).toEqual(['UNI_CLIENT']);
    expect(flagNames(-1, {})).toHaveLength(32);
  });

  test.each([NaN, 1.5, 2 ** 32, 2 ** 33])('refuses %p', (value) => {
    expect(() => flagNames(value, ISC_RET)).toThrow(
      expect.objectContaining({ name: 'RangeError', code: 'ERR_OUT_OF_RANGE' }),
    );
  });
});
