// The channels tracing:secur32:…: what they tell, what they never tell, and that listeners can do no
// harm.
import { AsyncLocalStorage } from 'node:async_hooks';
import { channel, tracingChannel } from 'node:diagnostics_channel';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { acquire, client, established, KERBEROS_SIZES, leg } from '../support/contexts';
import { refusal, rejectionOf, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';
import { fill } from '../support/fake-message';
import type { Told } from '../support/trace-listener';
import { listen } from '../support/trace-listener';

import { SECBUFFER, SECPKG_ATTR } from '#lib/constants';
import type { SspiError, TraceMessage } from '#lib/index';
import { raw, SecBuffer, Status } from '#lib/index';

const SECRET = 'a secret that nobody may read';
const DURATION = expect.any(Number) as unknown as number;

let told: Told;

beforeEach(() => {
  resetFake();
  fake.attributes.set(SECPKG_ATTR.SIZES, KERBEROS_SIZES);
  fake.encrypt = ({ buffers }) => {
    fill(
      buffers.find(({ type }) => type === SECBUFFER.TOKEN),
      'T'.repeat(60),
    );
    return 0;
  };
  fake.decrypt = ({ buffers: [stream, data] }) => {
    Object.assign(data ?? {}, { memory: stream?.memory?.subarray(60), size: 4 });
    return 0;
  };
  fake.sign = ({ buffers: [, token] }) => {
    fill(token, 'MIC');
    return 0;
  };
  fake.verify = () => 0;
  told = listen();
});

afterEach(() => told.stop());

describe('a channel of an operation', () => {
  test('tells of acquired credentials, by package and status', async () => {
    await acquire('Kerberos');
    expect(told.names()).toEqual(['start', 'end', 'asyncStart', 'asyncEnd']);
    expect(told.messages('acquire')).toEqual([
      { package: 'Kerberos', method: 'acquire', status: 0, code: 'SEC_E_OK', duration: DURATION },
    ]);
  });

  test('tells of each step, with the sizes of the tokens', async () => {
    fake.legs.push(leg({ status: Status.SEC_I_CONTINUE_NEEDED, token: 'hello' }), leg());
    const context = await client('NTLM');
    await context.step();
    await context.step(Buffer.from('challenge'));
    const about = { package: 'NTLM', method: 'step', side: 'client', duration: DURATION };
    expect(told.messages('step')).toEqual([
      { ...about, inputBytes: 0, outputBytes: 5, status: 0x90312, code: 'SEC_I_CONTINUE_NEEDED' },
      { ...about, inputBytes: 9, outputBytes: 0, status: 0, code: 'SEC_E_OK' },
    ]);
  });

  test('tells of each message call, with the sizes of what went in and came out', async () => {
    const context = await established('Kerberos');
    const sealed = context.wrap(Buffer.from('data'));
    context.unwrap(sealed);
    context.verify(Buffer.from('data'), context.sign(Buffer.from('data')));
    const about = { package: 'Kerberos', side: 'client', status: 0, code: 'SEC_E_OK' };
    const sizes = (kind: string): unknown =>
      told.messages(kind).map(({ method, inputBytes, outputBytes, ...rest }) => {
        expect(rest).toEqual({ ...about, duration: DURATION });
        return [method, inputBytes, outputBytes];
      });
    expect(sizes('encrypt')).toEqual([['encryptMessage', 4, sealed.length]]);
    expect(sizes('decrypt')).toEqual([['decryptMessage', sealed.length, 4]]);
    expect(sizes('sign')).toEqual([['makeSignature', 4, 3]]);
    expect(sizes('verify')).toEqual([['verifySignature', 4, 3]]);
  });

  test('tells of an asynchronous call when it ends, not when its function returns', async () => {
    const context = await established('Kerberos');
    const statuses: unknown[] = [];
    const note = (message: unknown): void => {
      statuses.push((message as TraceMessage).status);
    };
    const { end, asyncEnd } = tracingChannel('secur32:encrypt');
    end.subscribe(note);
    asyncEnd.subscribe(note);
    await context.wrapAsync(Buffer.from('data'));
    end.unsubscribe(note);
    asyncEnd.unsubscribe(note);
    expect(statuses).toEqual([undefined, 0]);
  });

  test('tells of the calls of raw, where a failure is a status and no error', async () => {
    const context = await established('Kerberos');
    fake.encrypt = () => Status.SEC_E_CONTEXT_EXPIRED;
    raw.encryptMessage(context, 0, [SecBuffer.data(Buffer.from('data'))]);
    expect(told.messages('encrypt')).toEqual([
      expect.objectContaining({ code: 'SEC_E_CONTEXT_EXPIRED', outputBytes: 0 }),
    ]);
    expect(told.names()).not.toContain('error');
  });

  test('tells of an error that the caller gets as well', async () => {
    const context = await established('Kerberos');
    fake.encrypt = () => Status.SEC_E_CONTEXT_EXPIRED;
    const error = thrownBy(() => context.wrap(Buffer.from('data')));
    expect(error).toMatchObject({ code: 'SEC_E_CONTEXT_EXPIRED' });
    expect(told.messages('encrypt')).toEqual([
      expect.objectContaining({ code: 'SEC_E_CONTEXT_EXPIRED', status: 0x80090317, error }),
    ]);
    const late = await rejectionOf(context.wrapAsync(Buffer.from('data')));
    expect(told.messages('encrypt')[1]?.error).toBe(late);
  });

  test('tells of what sealers and openers throw', async () => {
    const context = await established('Kerberos');
    const [sealer, opener] = [context.createSealer(), context.createOpener({ size: 100 })];
    fake.encrypt = () => Status.SEC_E_CONTEXT_EXPIRED;
    fake.decrypt = () => Status.SEC_E_MESSAGE_ALTERED;
    const errors = [thrownBy(() => sealer.seal(4)), thrownBy(() => opener.open(70))];
    expect(errors).toMatchObject([
      { code: 'SEC_E_CONTEXT_EXPIRED' },
      { code: 'SEC_E_MESSAGE_ALTERED' },
    ]);
    expect(told.messages('encrypt')[0]?.error).toBe(errors[0]);
    expect(told.messages('decrypt')[0]?.error).toBe(errors[1]);
    expect([sealer.sealed, opener.opened]).toEqual([0, 0]);
  });

  test('serves a listener of errors alone', async () => {
    told.stop();
    const errors: unknown[] = [];
    const note = (message: unknown): void => void errors.push(message);
    channel('tracing:secur32:acquire:error').subscribe(note);
    const error = await rejectionOf(acquire('None'));
    channel('tracing:secur32:acquire:error').unsubscribe(note);
    expect(errors).toEqual([
      expect.objectContaining({ package: 'None', code: 'SEC_E_SECPKG_NOT_FOUND', error }),
    ]);
  });
});

describe('what is told', () => {
  test('holds no bytes, no password and no name', async () => {
    const identity = { user: SECRET, domain: SECRET, password: SECRET };
    const credentials = await acquire('Kerberos', { identity });
    const context = credentials.initiate({ target: `HTTP/${SECRET}` });
    fake.legs.push(leg({ token: SECRET }));
    await context.step();
    const sealed = await context.wrapAsync(Buffer.from(SECRET));
    context.wrap(Buffer.from(SECRET));
    context.unwrap(sealed);
    context.sign(Buffer.from(SECRET));
    expect(told.all.length).toBeGreaterThan(16);
    for (const value of told.all.flatMap(({ message }) => Object.values<unknown>({ ...message }))) {
      expect(['string', 'number', 'undefined']).toContain(typeof value);
      expect(String(value)).not.toContain(SECRET);
    }
  });

  test('holds the error of a failed leg without its token', async () => {
    const context = await client('NTLM');
    const status = Status.SEC_E_LOGON_DENIED;
    fake.legs.push(leg({ status, token: SECRET, flags: 0x4000 }));
    const error = (await rejectionOf(context.step())) as SspiError;
    expect(String(error.token)).toBe(SECRET);
    const [message] = told.messages('step');
    const shown = message?.error as SspiError;
    expect(shown).toBeInstanceOf(error.constructor);
    expect(shown.token).toBeUndefined();
    expect([shown.message, shown.code, shown.stack]).toEqual([
      error.message,
      error.code,
      error.stack,
    ]);
  });
});

describe('a listener', () => {
  test('that changes or freezes what it is told changes nothing for the caller', async () => {
    const context = await established('Kerberos');
    const freeze = (message: unknown): void => {
      Object.freeze(message);
    };
    told.stop();
    const sealed = context.wrap(Buffer.from('data'));
    const { start } = tracingChannel('secur32:encrypt');
    start.subscribe(freeze);
    expect(context.wrap(Buffer.from('data'))).toEqual(sealed);
    expect(await context.wrapAsync(Buffer.from('data'))).toEqual(sealed);
    start.unsubscribe(freeze);
  });

  test('that begins what no message may run beside is no way past the refusal', async () => {
    const context = await established('Kerberos');
    const sealer = context.createSealer({ messageSize: 16 });
    const begin = channel('tracing:secur32:encrypt:start');
    for (const seal of [() => context.wrap(Buffer.from('data')), () => sealer.seal(4)]) {
      const begun: Promise<unknown>[] = [];
      const listener = (): void => void begun.push(context.wrapAsync(Buffer.from('beside')));
      begin.subscribe(listener);
      const error = thrownBy(seal);
      begin.unsubscribe(listener);
      expect(error).toMatchObject({ code: 'ERR_SSPI_BUSY' });
      await Promise.all(begun);
    }
  });

  test('whose store keeps the promise to itself ends no call before its time', async () => {
    const context = await established('Kerberos');
    const { start } = tracingChannel('secur32:encrypt');
    const store = new AsyncLocalStorage<unknown>();
    start.bindStore(store, (message) => message);
    // Calls, and returns nothing.
    store.run = (_: unknown, next: () => unknown) => void next();
    const sealing = context.wrapAsync(Buffer.from('data'));
    expect(() => context.wrap(Buffer.from('beside it'))).toThrow(refusal('ERR_SSPI_BUSY'));
    expect(await sealing).toHaveLength(65);
    // Does not call.
    store.run = () => undefined;
    const error = await rejectionOf(context.wrapAsync(Buffer.from('data')));
    start.unbindStore(store);
    expect(error).toMatchObject({ message: expect.stringMatching(/store/) });
    expect(context.wrap(Buffer.from('data'))).toHaveLength(65);
  });

  test('that has gone costs nothing: no message is made', async () => {
    const context = await established('Kerberos');
    told.stop();
    const before = told.all.length;
    context.wrap(Buffer.from('data'));
    await context.wrapAsync(Buffer.from('data'));
    expect(told.all.length).toBe(before);
    for (const kind of ['acquire', 'step', 'encrypt', 'decrypt', 'sign', 'verify']) {
      expect(tracingChannel(`secur32:${kind}`).hasSubscribers).toBe(false);
    }
  });
});
