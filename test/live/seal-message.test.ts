import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';

import type { SecBuffer as SecBufferType, SspContext, SspCredentials } from 'secur32';
import {
  NtStatusError,
  SECBUFFER,
  SecBuffer,
  SECPKG_CONTEXT_EXPORT,
  SECPKG_CRED,
  SspModule,
} from 'secur32';

import { calls, lastCall, release, reset, script, SCRIPTED } from '../scripted-ssp/index.js';
import { refusal, rejectionOf, thrownBy } from '../support/errors.js';
import { asReceived, describeScripted } from '../support/scripted.js';

const PATH = join(process.env['SystemRoot'] ?? 'C:\\windows', 'system32', 'secur32-scripted.dll');

const text = (buffer: SecBufferType | undefined) => String(Buffer.from(buffer?.data ?? []));

// To each second call, the DLL is the other one of its two packages.
function loadScripted(): SspModule {
  const module = SspModule.load(PATH);
  if (module.packages[0]?.name === SCRIPTED) return module;
  module.close();
  return SspModule.load(PATH);
}

describeScripted('SpSealMessage of a hosted package', () => {
  let module: SspModule;
  let credentials: SspCredentials;
  let client: SspContext;
  let server: SspContext;

  beforeAll(() => {
    module = loadScripted();
  });
  afterAll(() => {
    module.close();
  });
  beforeEach(async () => {
    credentials = await module.acquire({ use: 'both', principal: 'alice' });
    client = credentials.initiate({ target: 'HTTP/app.sspi.test', flags: 0x10 });
    server = credentials.accept();
    const hello = await client.step();
    const welcome = await server.step(hello.token);
    await client.step(welcome.token);
  });
  afterEach(() => {
    for (const each of [client, server, credentials]) each.close();
  });

  test('has contexts on both sides, made by the package itself', () => {
    expect([client.state, server.state, client.flags]).toEqual([
      'established',
      'established',
      0x10,
    ]);
    const made = calls().map((call) => call.function);
    expect(made).toEqual([
      ...['AcquireCredentialsHandle', 'InitLsaModeContext'],
      ...['AcceptLsaModeContext', 'InitLsaModeContext'],
    ]);
    expect(calls()[0]).toMatchObject({ flags: SECPKG_CRED.BOTH, target: 'alice', authData: null });
    const [, first, accepted, second] = calls();
    expect(first).toMatchObject({ target: 'HTTP/app.sspi.test', flags: 0x10, buffers: [] });
    expect(accepted?.context).not.toBe(first?.context);
    expect(second?.context).toBe(first?.context);
    expect(second?.credentials).toBe(calls()[0]?.credentials);
  });

  test('receives the quality of protection, the number and the buffers as they are', () => {
    const buffers = [
      { type: SECBUFFER.PADDING, flags: 0x1000_0000, data: Buffer.from('pad') },
      { type: SECBUFFER.DATA, data: Buffer.from('the message') },
      { type: 0x1234, data: Buffer.from('of another kind') },
      { type: SECBUFFER.TOKEN, data: Buffer.alloc(32, 0xa5) },
      SecBuffer.empty(),
    ];
    const expected = asReceived(buffers);
    client.sealMessage(buffers, { qop: 0x8765_4321, sequenceNumber: 0xffff_fffe });
    expect(lastCall('SealMessage')).toMatchObject({
      ...{ qop: 0x8765_4321, sequenceNumber: 0xffff_fffe, buffers: expected },
      context: calls('InitLsaModeContext')[0]?.context,
    });
  });

  test('seals what SpUnsealMessage of the other side opens', () => {
    const data = Buffer.from('a message');
    const sealed = client.sealMessage([SecBuffer.token(32), SecBuffer.data(data)], {
      sequenceNumber: 7,
    });
    expect(sealed.status).toBe(0);
    expect(sealed.buffers[0]?.data).toHaveLength(16);
    expect(String(data)).not.toBe('a message');
    const opened = server.unsealMessage(sealed.buffers, { sequenceNumber: 7 });
    expect(opened).toMatchObject({ status: 0, qop: 0 });
    expect(text(opened.buffers[1])).toBe('a message');
    expect(lastCall('UnsealMessage').context).toBe(calls('AcceptLsaModeContext')[0]?.context);
  });

  test('stands beside SpMakeSignature and SpVerifySignature', () => {
    const data = { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY, data: Buffer.from('signed') };
    const signed = client.makeSignature([data, SecBuffer.token(32)], { sequenceNumber: 2 });
    expect(lastCall('MakeSignature')).toMatchObject({ sequenceNumber: 2 });
    script('VerifySignature', { qop: 5 });
    expect(server.verifySignature(signed.buffers, { sequenceNumber: 2 })).toEqual({
      ...{ status: 0, qop: 5 },
    });
  });

  const message = () => [SecBuffer.token(32), SecBuffer.data(Buffer.from('a message'))];

  test.each([
    [0xc000_0008, 'STATUS_INVALID_HANDLE'],
    [0xc000_000d, 'STATUS_INVALID_PARAMETER'],
    [0xc000_0017, 'STATUS_NO_MEMORY'],
  ])('returns 0x%x as an NtStatusError', (status, code) => {
    script('SealMessage', { status });
    const error = thrownBy(() => client.sealMessage(message()));
    expect(error).toBeInstanceOf(NtStatusError);
    expect(error).toMatchObject({ code, status, syscall: 'SpSealMessage', package: SCRIPTED });
  });

  test('returns a SEC_E_ code as the class that belongs to it', () => {
    const short = [SecBuffer.token(4), SecBuffer.data(Buffer.from('a message'))];
    expect(thrownBy(() => client.sealMessage(short))).toMatchObject({
      ...{ name: 'BufferTooSmallError', syscall: 'SpSealMessage' },
    });
  });

  test('may not answer with memory that nobody gave it', () => {
    script('SealMessage', { buffers: [{ index: 1, place: 'foreign' }] });
    expect(thrownBy(() => client.sealMessage(message()))).toEqual(
      refusal('ERR_SSPI_FOREIGN_MEMORY'),
    );
  });

  test('is refused while a leg blocks, which may be closed meanwhile', async () => {
    reset();
    const other = credentials.initiate();
    script('InitLsaModeContext', { blocks: true });
    const step = other.step();
    expect(await rejectionOf(other.step())).toEqual(refusal('ERR_SSPI_BUSY'));
    other.close();
    while (calls('InitLsaModeContext').length === 0) await setTimeout(5);
    release();
    expect(await rejectionOf(step)).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(calls().map((call) => call.function)).toEqual(['InitLsaModeContext', 'DeleteContext']);
  });

  test('works on after its module and credentials are closed', () => {
    const own = loadScripted();
    own.close();
    credentials.close();
    expect(calls('FreeCredentialsHandle')).toEqual([]);
    expect(client.sealMessage(message()).status).toBe(0);
    for (const each of [client, server, client]) each.close();
    expect(calls('DeleteContext')).toHaveLength(2);
    expect(calls('FreeCredentialsHandle')).toHaveLength(1);
    expect(thrownBy(() => client.sealMessage(message()))).toEqual(refusal('ERR_SSPI_CLOSED'));
  });

  test('has in user mode what LSA mode has packed, and lets both go', async () => {
    reset();
    const contextData = Buffer.from('keys, for example');
    script('AcceptLsaModeContext', { status: 0, contextData });
    const mapped = credentials.accept();
    await mapped.step(Buffer.from('a token'));
    const [leg, init] = calls();
    expect(init).toMatchObject({ function: 'InitUserModeContext', context: leg?.context });
    expect(init?.buffers.map(({ data }) => data)).toEqual([contextData]);
    mapped.sealMessage(message());
    expect(lastCall('SealMessage').context).toBe(leg?.context);
    mapped.close();
    const ended = calls().slice(-2);
    expect(ended.map((call) => call.function)).toEqual(['DeleteUserModeContext', 'DeleteContext']);
    expect(ended.map((call) => call.context)).toEqual([leg?.context, leg?.context]);
  });

  test('is let go by what exports it, in the mode that does so, and not once more', async () => {
    reset();
    script('AcceptLsaModeContext', { status: 0, contextData: Buffer.from('keys'), times: 2 });
    const step = async () => {
      const mapped = credentials.accept();
      await mapped.step(Buffer.from('a token'));
      return mapped;
    };
    const [moved, copied] = [await step(), await step()];
    const ended = () => calls().map((call) => call.function);
    const before = ended().length;
    moved.export({ deleteOld: true });
    expect(moved.state).toBe('closed');
    expect(ended().slice(before)).toEqual(['ExportContext', 'DeleteContext']);
    copied.export();
    copied.close();
    expect(ended().slice(before + 2)).toEqual([
      ...['ExportContext', 'DeleteUserModeContext', 'DeleteContext'],
    ]);
  });

  test('is let go by an export where there is only one mode', () => {
    reset();
    client.export({ deleteOld: true, resetNew: true });
    const { RESET_NEW, DELETE_OLD } = SECPKG_CONTEXT_EXPORT;
    expect(lastCall('ExportContext').flags).toBe(RESET_NEW | DELETE_OLD);
    expect(calls()).toHaveLength(1);
  });

  test('leaves nothing of the data of handshakes that failed', async () => {
    const contextData = Buffer.alloc(16 * 2 ** 20, 'keys');
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 32; ++i) {
      script('AcceptLsaModeContext', { status: 0xc000_000d, contextData });
      const refused = credentials.accept();
      expect(await rejectionOf(refused.step(Buffer.from('?')))).toBeInstanceOf(NtStatusError);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 2 ** 20);
  });

  test('is not reached where user mode refuses the context, which LSA mode still lets go', async () => {
    reset();
    script('InitLsaModeContext', { contextData: Buffer.from('?') });
    script('InitUserModeContext', { status: 0xc000_0017 });
    const refused = credentials.initiate();
    const expected = { code: 'STATUS_NO_MEMORY', syscall: 'SpInitUserModeContext' };
    expect(await rejectionOf(refused.step())).toMatchObject(expected);
    expect(refused.state).toBe('failed');
    const all = calls().map((call) => call.function);
    expect(all).toEqual(['InitLsaModeContext', 'InitUserModeContext', 'DeleteContext']);
  });

  test.each([
    ['in memory of the package', { index: 0, place: 'foreign' as const, size: 8 }],
    ['behind the end of its room', { index: 0, size: 4097 }],
  ])('is not reached by a handshake whose token lies %s', async (_, edit) => {
    script('InitLsaModeContext', { status: 0, buffers: [edit] });
    const refused = credentials.initiate();
    expect(await rejectionOf(refused.step())).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
    expect(refused.state).toBe('failed');
    expect(calls('DeleteContext')).toHaveLength(1);
  });

  test('is not reached by a handshake that the package refuses', async () => {
    script('AcceptLsaModeContext', { status: 0xc000_000d });
    const refused = credentials.accept();
    const expected = { code: 'STATUS_INVALID_PARAMETER', syscall: 'SpAcceptLsaModeContext' };
    expect(await rejectionOf(refused.step(Buffer.from('?')))).toMatchObject(expected);
    expect(refused.state).toBe('failed');
    expect(thrownBy(() => refused.sealMessage(message()))).toEqual(
      refusal('ERR_SSPI_NOT_ESTABLISHED'),
    );
    refused.close();
  });
});
