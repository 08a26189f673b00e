// The asynchronous twins: the same operations, in copies, in order, one lane for each direction.
import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, KERBEROS_SIZES, STREAM_SIZES } from '../support/contexts';
import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';
import { bytesOf, fill } from '../support/fake-message';

import { SECBUFFER, SECPKG_ATTR } from '#lib/constants';
import { SecBuffer, Status } from '#lib/index';

const { DATA, TOKEN } = SECBUFFER;
const text = (content: string): Buffer => Buffer.from(content);

/** Holds the thread pool until `open` is called. */
function closedPool(): { open: () => void } {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  fake.pool = () => gate;
  return { open };
}

beforeEach(() => {
  resetFake();
  fake.attributes.set(SECPKG_ATTR.SIZES, KERBEROS_SIZES);
  fake.encrypt = ({ buffers }) => {
    const plain = buffers.find(({ type }) => type === DATA);
    fill(plain, String(bytesOf(plain)).toUpperCase());
    const token = buffers.find(({ type }) => type === TOKEN);
    if (token) fill(token, 'T'.repeat(60));
    for (const each of buffers) {
      if (each.type === SECBUFFER.STREAM_HEADER) fill(each, 'HEAD:');
      if (each.type === SECBUFFER.STREAM_TRAILER) fill(each, ':END');
    }
    for (const each of buffers) if (each.type === SECBUFFER.PADDING) each.size = 0;
    return 0;
  };
  fake.decrypt = ({ buffers: [stream, data] }) => {
    const plain = String(bytesOf(stream)).slice(60).toLowerCase();
    const memory = stream?.memory?.subarray(60) ?? new Uint8Array();
    memory.set(text(plain));
    if (data !== undefined) Object.assign(data, { memory, size: plain.length });
    return 0;
  };
  fake.sign = ({ buffers: [, token] }) => {
    fill(token, 'MIC');
    return 0;
  };
  fake.verify = () => 0;
});

describe('an asynchronous twin', () => {
  test('gives what the synchronous method gives', async () => {
    const context = await established('Kerberos');
    const sealed = await context.wrapAsync(text('hello'));
    expect(String(sealed)).toBe(`${'T'.repeat(60)}HELLO`);
    expect(sealed).toEqual(context.wrap(text('hello')));
    expect(await context.unwrapAsync(sealed)).toEqual(context.unwrap(sealed));
    expect(String(await context.signAsync(text('x')))).toBe('MIC');
    await expect(context.verifyAsync(text('x'), text('MIC'))).resolves.toBeUndefined();
    const verified = await context.verifySignatureAsync([SecBuffer.data(text('x'))]);
    expect(verified).toEqual({ status: 0, qop: 0 });
  });

  test('leaves the memory of the caller alone, and has its own', async () => {
    const context = await established('Kerberos');
    const message = text('hello');
    const buffers = [SecBuffer.token(76), SecBuffer.data(message)];
    const { buffers: sealed } = await context.encryptMessageAsync(buffers);
    expect(String(message)).toBe('hello');
    expect(sealed.map(({ type, data }) => [type, String(data)])).toEqual([
      [TOKEN, 'T'.repeat(60)],
      [DATA, 'HELLO'],
    ]);
    expect(sealed[1]?.data?.buffer).not.toBe(message.buffer);
  });

  test('seals the records of a stream one after the other', async () => {
    fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, STREAM_SIZES);
    const context = await established('Schannel');
    const long = Buffer.alloc(250, 'a');
    expect(await context.wrapAsync(long)).toEqual(context.wrap(long));
  });

  test('seals all records as they were when it was called', async () => {
    fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, STREAM_SIZES);
    const context = await established('Schannel');
    const long = Buffer.alloc(250, 'a');
    const expected = context.wrap(long);
    const sealing = context.wrapAsync(long);
    long.fill('x');
    expect(await sealing).toEqual(expected);
  });

  test('rejects with what the synchronous method throws', async () => {
    const context = await established('Kerberos');
    fake.encrypt = () => Status.SEC_E_CONTEXT_EXPIRED;
    expect(await rejectionOf(context.wrapAsync(text('x')))).toMatchObject({
      name: 'ContextExpiredError',
      syscall: 'EncryptMessage',
    });
    expect(await rejectionOf(context.wrapAsync('x' as never))).toEqual(
      argumentError('ERR_INVALID_ARG_TYPE', 'data'),
    );
    // The lane is free again.
    fake.encrypt = () => 0;
    expect(() => context.wrap(text('x'))).not.toThrow();
  });
});

describe('a lane', () => {
  test('keeps the order of the calls, and the bytes that they were made with', async () => {
    const context = await established('Kerberos');
    const pool = closedPool();
    const message = text('message 0');
    const sealing = [];
    for (let i = 0; i < 5; i += 1) {
      message.write(String(i), 8);
      sealing.push(context.encryptMessageAsync([SecBuffer.token(76), SecBuffer.data(message)]));
    }
    message.fill('x');
    pool.open();
    await Promise.all(sealing);
    expect(fake.messages.map(({ buffers: [, data] }) => String(bytesOf(data)))).toEqual(
      [0, 1, 2, 3, 4].map((i) => `MESSAGE ${String(i)}`),
    );
  });

  test('that is busy refuses synchronous calls of its direction, and no others', async () => {
    const context = await established('Kerberos');
    const token = context.wrap(text('opened meanwhile'));
    const pool = closedPool();
    const sealing = context.wrapAsync(text('slow'));
    const busy = refusal('ERR_SSPI_BUSY');
    expect(thrownBy(() => context.wrap(text('x')))).toEqual(busy);
    expect(thrownBy(() => context.sign(text('x')))).toEqual(busy);
    expect(String(context.unwrap(token).data)).toBe('opened meanwhile');
    expect(await rejectionOf(context.step())).toEqual(busy);
    pool.open();
    await sealing;
    expect(() => context.wrap(text('x'))).not.toThrow();
  });

  test('that is busy lets no handshake leg run beside it', async () => {
    fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, STREAM_SIZES);
    const context = await established('Schannel');
    const pool = closedPool();
    const sealing = context.wrapAsync(text('slow'));
    expect(await rejectionOf(context.step(text('hello')))).toEqual(refusal('ERR_SSPI_BUSY'));
    expect(await rejectionOf(context.shutdown())).toEqual(refusal('ERR_SSPI_BUSY'));
    pool.open();
    await sealing;
  });

  test('ends with its context: what is under way and what waits is rejected', async () => {
    const context = await established('Kerberos');
    const pool = closedPool();
    const outcomes = [1, 2, 3].map(() => rejectionOf(context.wrapAsync(text('x'))));
    context.close();
    pool.open();
    const closed = refusal('ERR_SSPI_CLOSED');
    expect(await Promise.all(outcomes)).toEqual([closed, closed, closed]);
  });

  test('goes on after a call that fails', async () => {
    const context = await established('Kerberos');
    const pool = closedPool();
    const statuses = [0, Status.SEC_E_OUT_OF_SEQUENCE, 0];
    fake.encrypt = () => statuses.shift() ?? 0;
    const calls = [1, 2, 3].map(() => context.wrapAsync(text('x')));
    pool.open();
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
