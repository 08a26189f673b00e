// What Windows' packages do and Wine's do not, through Secur32 itself: sealers and openers in one
// block of memory.
import { expect, test } from '@jest/globals';

import { SECBUFFER } from 'secur32';

import type { BufferEdit } from '../scripted-ssp/index.js';
import {
  calls,
  lastCall,
  release,
  SCRIPTED,
  SCRIPTED_STREAM,
  script,
} from '../scripted-ssp/index.js';
import { refusal, thrownBy } from '../support/errors.js';
import { arrival, connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

const { TOKEN, DATA, EXTRA, MISSING, STREAM_HEADER } = SECBUFFER;
const RENEGOTIATE = 0x90321;
const INCOMPLETE = 0x8009_0318;

/** A record of TLS that the package is told how to open. */
function record(text: string): Buffer {
  const header = Buffer.from([0x17, 3, 3, 0, text.length]);
  return Buffer.concat([header, Buffer.from(text)]);
}

/** The message is behind the header. */
function opens(size: number): BufferEdit[] {
  return [
    { index: 1, type: DATA, size, place: { inside: 0, offset: 5 } },
    { index: 0, type: STREAM_HEADER, size: 5 },
  ];
}

describeScripted('a sealer of a package whose token is shorter than its room', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED);

  test('moves the token up to the data, so that what is sent is one run of bytes', () => {
    const { client } = pair();
    const { securityTrailer } = client.query('sizes');
    const sealer = client.createSealer({ messageSize: 50, count: 3, packed: true });
    const buffers = [
      { index: 0, bytes: Buffer.alloc(securityTrailer - 3, 'T'), size: securityTrailer - 3 },
      { index: 1, bytes: Buffer.from('SEALED') },
      { index: 2, size: 0 },
    ];
    script('SealMessage', { status: 0, buffers, times: 4 });
    const token = 'T'.repeat(securityTrailer - 3);
    const size = sealer.seal(6);
    const sent = sealer.bytes.subarray(sealer.start, sealer.start + size);
    expect(String(sent)).toBe(`${token}SEALED`);
    expect(sealer.start).toBe(3);
    const total = sealer.sealAll([6, 6, 6]);
    const all = sealer.bytes.subarray(sealer.start, sealer.start + total);
    expect(String(all)).toBe(`${token}SEALED`.repeat(3));
  });

  test('gives the package rooms that follow each other in memory', () => {
    const { client } = pair();
    client.createSealer({ messageSize: 50, count: 2 }).sealAll([7, 50]);
    for (const { buffers } of calls('SealMessage')) {
      expect(buffers.map(({ type }) => type).slice(0, 2)).toEqual([TOKEN, DATA]);
    }
    expect(calls('SealMessage').map(({ buffers }) => buffers[1]?.size)).toEqual([7, 50]);
  });

  test.each([
    ['a pointer to memory of its own', { index: 1, size: 4, place: 'foreign' }],
    ['a size beyond its room', { index: 1, size: 51 }],
  ] as [string, BufferEdit][])('refuses %s, unread', (_, edit) => {
    const { client, server } = pair();
    const sealer = client.createSealer({ messageSize: 50, count: 2 });
    script('SealMessage', { status: 0, buffers: [edit], times: 2 });
    expect(thrownBy(() => sealer.seal(50))).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
    expect(thrownBy(() => sealer.sealAll([50, 50]))).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
    const opener = server.createOpener({ size: 50 });
    script('UnsealMessage', { status: 0, buffers: [{ ...edit, index: 0, type: DATA }] });
    expect(thrownBy(() => opener.open(50))).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
  });

  test('finds the message where the package points into the token', () => {
    const opener = pair().server.createOpener({ size: 50 });
    opener.bytes.write('HEADmessageTRAIL');
    const place = { inside: 0, offset: 4 };
    script('UnsealMessage', { status: 0, buffers: [{ index: 1, type: DATA, size: 7, place }] });
    expect(opener.open(16)).toBe(7);
    expect(opener.start).toBe(4);
    expect(lastCall('UnsealMessage').buffers.map(({ type, size }) => [type, size])).toEqual([
      [SECBUFFER.STREAM, 16],
      [DATA, 0],
    ]);
  });

  test('is refused while the thread pool seals, and goes on afterwards', async () => {
    const { client } = pair();
    const sealer = client.createSealer();
    script('SealMessage', { blocks: true });
    const sealing = client.wrapAsync(Buffer.from('slow'));
    await arrival('SealMessage');
    expect(thrownBy(() => sealer.seal(1))).toEqual(refusal('ERR_SSPI_BUSY'));
    client.close();
    expect(thrownBy(() => sealer.seal(1))).toEqual(refusal('ERR_SSPI_CLOSED'));
    release();
    await expect(sealing).rejects.toMatchObject({ code: 'ERR_SSPI_CLOSED' });
  });
});

describeScripted('an opener of a stream', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_STREAM);

  test('gives the package one record at a time', () => {
    const opener = pair().server.createOpener({ size: 100, count: 5 });
    const input = Buffer.concat([record('one'), record('second')]);
    opener.bytes.set(input);
    script('UnsealMessage', { status: 0, buffers: opens(3) });
    script('UnsealMessage', { status: 0, buffers: opens(6) });
    expect(opener.openAll(input.length)).toBe(2);
    expect([opener.lengthOf(0), opener.lengthOf(1)]).toEqual([3, 6]);
    expect([opener.startOf(0), opener.startOf(1)]).toEqual([5, 13]);
    expect(calls('UnsealMessage').map(({ buffers }) => buffers.map(({ size }) => size))).toEqual([
      [8, 0, 0, 0],
      [11, 0, 0, 0],
    ]);
  });

  test('takes a handshake message for what it is, and what is left over for its rest', () => {
    const opener = pair().server.createOpener({ size: 100, count: 5 });
    const input = Buffer.concat([record('hello'), record('behind')]);
    opener.bytes.set(input);
    const extra = { index: 3, type: EXTRA, size: 2, place: { inside: 0, offset: 8 } } as const;
    script('UnsealMessage', { status: RENEGOTIATE, buffers: [extra] });
    expect(opener.openAll(input.length)).toBe(1);
    expect(opener).toMatchObject({ renegotiate: true, expired: false, next: 8 });
    expect(opener.lengthOf(0)).toBe(0);
    expect(thrownBy(() => opener.open(input.length))).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
  });

  test('hands on what the package says is missing', () => {
    const opener = pair().server.createOpener({ size: 100 });
    opener.bytes.set(record('part'));
    const buffers = [{ index: 0, type: MISSING, size: 40 }];
    script('UnsealMessage', { status: INCOMPLETE, buffers });
    expect(opener.open(9)).toBeUndefined();
    expect(opener.missing).toBe(40);
  });
});
