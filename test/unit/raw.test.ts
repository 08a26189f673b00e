import { beforeEach, describe, expect, test } from '@jest/globals';

import { acquire, client, established, leg, server } from '../support/contexts';
import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';
import { fill } from '../support/fake-message';

import { SECBUFFER, SECPKG_ATTR, SECPKG_CONTEXT_EXPORT } from '#lib/constants';
import { raw, Status } from '#lib/index';

const BAD = Status.SEC_E_INTERNAL_ERROR;
const ROOM = [{ type: SECBUFFER.TOKEN, size: 100 }];

beforeEach(() => {
  resetFake();
});

describe('every function', () => {
  test('requires an object of the right class', async () => {
    const context = {} as never;
    const wrongContext = argumentError('ERR_INVALID_ARG_TYPE', 'context');
    const calls = [
      () => raw.encryptMessage(context, 0, []),
      () => raw.decryptMessage(context, []),
      () => raw.makeSignature(context, 0, []),
      () => raw.verifySignature(context, []),
      () => raw.deleteSecurityContext(context),
      () => raw.querySecurityContextToken(context),
      () => raw.impersonateSecurityContext(context, () => 0),
      () => raw.exportSecurityContext(context),
    ];
    for (const call of calls) expect(thrownBy(call)).toEqual(wrongContext);
    const token = Buffer.alloc(4);
    expect(await rejectionOf(raw.applyControlToken(context, token))).toEqual(wrongContext);
    expect(await rejectionOf(raw.completeAuthToken(context, token))).toEqual(wrongContext);
    const wrongCredentials = argumentError('ERR_INVALID_ARG_TYPE', 'credentials');
    expect(thrownBy(() => raw.freeCredentialsHandle(context))).toEqual(wrongCredentials);
    expect(await rejectionOf(raw.initializeSecurityContext(context))).toEqual(wrongCredentials);
    expect(await rejectionOf(raw.acceptSecurityContext(context))).toEqual(wrongCredentials);
    expect(await rejectionOf(raw.addCredentials(context, {}))).toEqual(wrongCredentials);
    // Of the other side.
    const accepted = (await server('NTLM')) as never;
    expect(await rejectionOf(raw.initializeSecurityContext(accepted))).toEqual(wrongCredentials);
  });

  test('has a status in its result, and throws none', async () => {
    fake.acquire = () => ({ status: BAD, syscall: 'AcquireCredentialsHandle', expiry: 0n });
    expect(await raw.acquireCredentialsHandle({ package: 'NTLM' })).toEqual({
      status: BAD,
      syscall: 'AcquireCredentialsHandle',
    });
    fake.acquire = () => ({ status: 0, syscall: 'AcquireCredentialsHandle', expiry: 0n });
    fake.add = () => ({ status: BAD, syscall: 'CertOpenStore', expiry: 0n });
    const credentials = await acquire('NTLM');
    expect(await raw.addCredentials(credentials, {})).toEqual({
      status: BAD,
      syscall: 'CertOpenStore',
    });
    expect(await raw.addCredentials(credentials, { package: 'Nobody' })).toEqual({
      status: Status.SEC_E_SECPKG_NOT_FOUND,
      syscall: 'QuerySecurityPackageInfo',
    });
    const context = await established('Kerberos');
    for (const name of ['encrypt', 'decrypt', 'sign', 'verify'] as const) fake[name] = () => BAD;
    fake.control = () => BAD;
    fake.complete = () => ({ status: BAD, token: '' });
    fake.token = () => ({
      ...{ status: BAD, syscall: 'GetTokenInformation', user: '', groups: [] },
      ...{ type: 0, impersonationLevel: 0 },
    });
    fake.impersonation = () => BAD;
    fake.exported = () => ({ status: BAD, packed: Buffer.alloc(0) });
    fake.imported = () => BAD;
    fake.changePassword = () => BAD;
    const nothing = { status: BAD, qop: 0, buffers: [], sizes: [] };
    expect(raw.encryptMessage(context, 0, [])).toEqual(nothing);
    expect(raw.decryptMessage(context, [])).toEqual(nothing);
    expect(raw.makeSignature(context, 0, [])).toEqual(nothing);
    expect(raw.verifySignature(context, [])).toEqual(nothing);
    const empty = Buffer.alloc(0);
    expect(await raw.applyControlToken(context, empty)).toMatchObject({ status: BAD });
    expect(await raw.completeAuthToken(context, empty)).toMatchObject({ status: BAD });
    expect(raw.querySecurityContextToken(context)).toEqual({
      status: BAD,
      syscall: 'GetTokenInformation',
    });
    expect(raw.impersonateSecurityContext(context, () => 1)).toEqual({ status: BAD });
    const flags = SECPKG_CONTEXT_EXPORT.DELETE_OLD;
    expect(raw.exportSecurityContext(context, flags)).toEqual({ status: BAD, packed: empty });
    expect(context.state).toBe('established');
    const exported = { package: 'NTLM', side: 'client', flags: 0, packed: empty } as const;
    expect(raw.importSecurityContext(exported)).toEqual({ status: BAD });
    const change = { package: 'NTLM', domain: 'd', user: 'u', oldPassword: 'o', newPassword: 'n' };
    expect(await raw.changeAccountPassword(change)).toEqual({ status: BAD });
    fake.packagesStatus = BAD;
    expect(raw.enumerateSecurityPackages()).toEqual({ status: BAD, packages: [] });
    expect(raw.querySecurityPackageInfo('NTLM')).toEqual({ status: BAD });
  });
});

describe('a leg', () => {
  test('is given what the caller gives, and nothing else', async () => {
    fake.legs = [leg({ status: Status.SEC_I_CONTINUE_NEEDED, token: 'one', flags: 7 }), leg()];
    const credentials = await acquire('Kerberos');
    const first = await raw.initializeSecurityContext(credentials, {
      ...{ target: 'HTTP/x', flags: 2, outputs: ROOM },
    });
    expect(first).toMatchObject({ status: Status.SEC_I_CONTINUE_NEEDED, flags: 7 });
    expect(String(first.outputs[0]?.data)).toBe('one');
    expect(first.context.state).toBe('handshake');
    const next = await raw.initializeSecurityContext(first.context, {
      inputs: [
        { type: SECBUFFER.TOKEN, flags: SECBUFFER.READONLY, data: Buffer.from('two') },
        { type: SECBUFFER.EMPTY },
      ],
    });
    expect(next.context).toBe(first.context);
    expect(next.context.state).toBe('established');
    expect(fake.legCalls).toEqual([
      { method: 'initialize', target: 'HTTP/x', flags: 2, inputs: [], outputs: ROOM },
      {
        method: 'initialize',
        target: null,
        flags: 0,
        inputs: [
          { type: (SECBUFFER.TOKEN | SECBUFFER.READONLY) >>> 0, data: Buffer.from('two') },
          { type: SECBUFFER.EMPTY, data: Buffer.alloc(0) },
        ],
        outputs: [],
      },
    ]);
  });

  test('that fails leaves the context for another try', async () => {
    fake.legs = [leg({ status: Status.SEC_E_INCOMPLETE_MESSAGE }), leg()];
    const credentials = await acquire('NTLM');
    const first = await raw.acceptSecurityContext(credentials);
    expect(first.status).toBe(Status.SEC_E_INCOMPLETE_MESSAGE);
    const second = await raw.acceptSecurityContext(first.context);
    expect(second).toMatchObject({ status: 0, context: { state: 'established' } });
  });

  test('cannot run beside another one, nor messages beside it', async () => {
    let release: () => void = () => undefined;
    const blocked = new Promise<void>((resolve) => (release = resolve));
    const answer = leg({ status: Status.SEC_I_CONTINUE_NEEDED });
    fake.legs = [(call) => blocked.then(() => answer(call))];
    const context = await client('NTLM');
    const running = raw.initializeSecurityContext(context);
    const busy = refusal('ERR_SSPI_BUSY');
    expect(await rejectionOf(raw.initializeSecurityContext(context))).toEqual(busy);
    expect(await rejectionOf(raw.applyControlToken(context, Buffer.alloc(4)))).toEqual(busy);
    expect(thrownBy(() => raw.encryptMessage(context, 0, []))).toEqual(busy);
    expect(thrownBy(() => raw.exportSecurityContext(context))).toEqual(busy);
    expect(thrownBy(() => raw.querySecurityContextToken(context))).toEqual(busy);
    release();
    expect((await running).status).toBe(Status.SEC_I_CONTINUE_NEEDED);
  });

  test.each([
    [{ flags: 0x100 }, 'ALLOCATE_MEMORY'],
    [{ flags: -1 }, 'flags'],
    [{ target: 'a\0b' }, 'leg.target'],
    [{ inputs: {} }, 'buffers'],
    [{ outputs: {} }, 'leg.outputs'],
    [{ outputs: [{ type: 2, size: 0x100_0001 }] }, 'leg.outputs[0].size'],
    [{ outputs: [{ type: 2, data: Buffer.alloc(4) }] }, 'data'],
    [{ more: 1 }, 'more'],
  ])('refuses %p', async (options, name) => {
    const credentials = await acquire('NTLM');
    const error = await rejectionOf(raw.initializeSecurityContext(credentials, options as never));
    expect(error).toMatchObject({
      code: expect.stringMatching(/^ERR_(INVALID_ARG|OUT_OF_RANGE)/),
      message: expect.stringContaining(name),
    });
    expect(fake.legCalls).toEqual([]);
  });
});

describe('a message call', () => {
  test('makes no decision: not of flags granted, sizes, or quality', async () => {
    fake.encrypt = () => 0;
    const context = await established('Kerberos', { flags: 0 });
    fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, [5, 5, 2, 4, 1]);
    const data = { type: SECBUFFER.DATA, data: Buffer.alloc(9) };
    expect(raw.encryptMessage(context, 0x4000_0000, [data], 7)).toMatchObject({ status: 0 });
    expect(fake.messages[0]).toMatchObject({ qop: 0x4000_0000, sequenceNumber: 7 });
  });

  test('gives types, places and sizes as the call left them', async () => {
    fake.decrypt = (message) => {
      message.qop = 5;
      fill(message.buffers[0], 'short');
      const [, missing] = message.buffers;
      if (missing) Object.assign(missing, { type: SECBUFFER.MISSING, size: 17 });
      return Status.SEC_E_INCOMPLETE_MESSAGE;
    };
    const context = await established('NTLM');
    const answer = raw.decryptMessage(context, [
      { type: SECBUFFER.STREAM, data: Buffer.alloc(20) },
      { type: SECBUFFER.EMPTY },
    ]);
    expect(answer).toMatchObject({ status: Status.SEC_E_INCOMPLETE_MESSAGE, qop: 5 });
    expect(answer.sizes).toEqual([5, 17]);
    expect(String(answer.buffers[0]?.data)).toBe('short');
    expect(answer.buffers[1]).toEqual({ type: SECBUFFER.MISSING });
  });

  test('throws for arguments, and beside an asynchronous call of its direction', async () => {
    fake.attributes.set(SECPKG_ATTR.SIZES, [1, 1, 1, 1]);
    fake.encrypt = () => 0;
    fake.decrypt = () => 0;
    const context = await established('Kerberos');
    const outOfRange = { code: 'ERR_OUT_OF_RANGE' };
    expect(thrownBy(() => raw.encryptMessage(context, -1, []))).toMatchObject(outOfRange);
    expect(thrownBy(() => raw.encryptMessage(context, 0, [], 2 ** 32))).toMatchObject(outOfRange);
    const busy = context.wrapAsync(Buffer.from('x'));
    expect(thrownBy(() => raw.encryptMessage(context, 0, []))).toEqual(refusal('ERR_SSPI_BUSY'));
    expect(thrownBy(() => raw.makeSignature(context, 0, []))).toEqual(refusal('ERR_SSPI_BUSY'));
    expect(raw.decryptMessage(context, [])).toMatchObject({ status: 0 });
    await busy;
  });
});

test('freeing and deleting are those of close()', async () => {
  const context = await established('NTLM');
  expect(raw.deleteSecurityContext(context)).toEqual({ status: 0 });
  expect(context.state).toBe('closed');
  expect(raw.deleteSecurityContext(context)).toEqual({ status: Status.SEC_E_INVALID_HANDLE });
  const credentials = await acquire('NTLM');
  expect(raw.freeCredentialsHandle(credentials)).toEqual({ status: 0 });
  expect(raw.freeCredentialsHandle(credentials)).toEqual({ status: Status.SEC_E_INVALID_HANDLE });
  expect(thrownBy(() => credentials.accept())).toEqual(refusal('ERR_SSPI_CLOSED'));
});
