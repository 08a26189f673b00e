import { expect, test } from '@jest/globals';

import type { SecBuffer } from 'secur32';
import { SECBUFFER } from 'secur32';

import { guardedMemory } from '../scripted-ssp/guarded-memory.js';
import { isInstalled, SCRIPTED, SCRIPTED_STREAM } from '../scripted-ssp/index.js';
import { PACKAGES } from '../support/capabilities.js';
import { describeEach } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';
import { serverProtects } from '../support/sealed.js';
import type { End } from '../support/loopback.js';

// Every buffer has a page of its own, and the page beside it cannot be touched: a package, or the
// addon, that reads or writes one byte too many ends the process, and the run of the tests with it.

const SIDES = ['before', 'after'] as const;
const TEXT = Buffer.from('neither more nor less than this');

type Side = (typeof SIDES)[number];

function guarded(type: number, size: number, side: Side): SecBuffer {
  return size === 0 ? { type } : { type, data: guardedMemory(size, side) };
}

function copied(type: number, data: Uint8Array, side: Side): SecBuffer {
  const memory = guardedMemory(data.byteLength, side);
  memory.set(data);
  return { type, data: memory };
}

function layoutOf(end: End, isStream: boolean, side: Side): SecBuffer[] {
  if (isStream) {
    // In one block, since Wine's Schannel writes a record across its buffers.
    const { header, trailer } = end.query('streamSizes');
    const block = guardedMemory(header + TEXT.length + trailer, side);
    block.set(TEXT, header);
    return [
      { type: SECBUFFER.STREAM_HEADER, data: block.subarray(0, header) },
      { type: SECBUFFER.DATA, data: block.subarray(header, header + TEXT.length) },
      { type: SECBUFFER.STREAM_TRAILER, data: block.subarray(header + TEXT.length) },
      { type: SECBUFFER.EMPTY },
    ];
  }
  const { securityTrailer, blockSize } = end.query('sizes');
  return [
    guarded(SECBUFFER.TOKEN, securityTrailer, side),
    copied(SECBUFFER.DATA, TEXT, side),
    guarded(SECBUFFER.PADDING, blockSize, side),
  ];
}

function openedBy(server: End, sealed: readonly SecBuffer[], isStream: boolean, side: Side) {
  const used = sealed.filter(({ data }) => (data?.byteLength ?? 0) > 0);
  if (!isStream) {
    const parts = used.filter(({ type }) => type !== SECBUFFER.PADDING);
    return server.decryptMessage(parts.map(({ type, data }) => copied(type, data ?? TEXT, side)));
  }
  const record = Buffer.concat(used.map(({ data }) => data ?? TEXT));
  const empty = { type: SECBUFFER.EMPTY };
  return server.decryptMessage([copied(SECBUFFER.DATA, record, side), empty, empty, empty]);
}

function roundTrip(ends: { client: End; server: End }, isStream: boolean, side: Side): void {
  const { client, server } = ends;
  const sealed = client.encryptMessage(layoutOf(client, isStream, side)).buffers;
  expect(Buffer.concat(sealed.map(({ data }) => data ?? Buffer.alloc(0))).includes(TEXT)).toBe(
    false,
  );
  expect(openedBy(server, sealed, isStream, side).data).toEqual(TEXT);
}

if (isInstalled) {
  describeEach(PACKAGES, 'buffers of %s between guard pages', (name) => {
    const loopback = connectBeforeEach(name);
    const isStream = name === 'Schannel';

    test.each(SIDES)('are sealed and opened without a byte beside them: %s', (side) => {
      const { client } = loopback();
      if (serverProtects(name)) roundTrip(loopback(), isStream, side);
      else expect(client.encryptMessage(layoutOf(client, isStream, side)).status).toBe(0);
    });

    if (isStream) return;
    test.each(SIDES)('are signed and checked without a byte beside them: %s', (side) => {
      const { client, server } = loopback();
      const data = copied(SECBUFFER.DATA, TEXT, side);
      const room = guarded(SECBUFFER.TOKEN, client.query('sizes').maxSignature, side);
      const [, token] = client.makeSignature([data, room]).buffers;
      if (!serverProtects(name)) return;
      const signature = copied(SECBUFFER.TOKEN, token?.data ?? TEXT, side);
      expect(server.verifySignature([data, signature]).status).toBe(0);
    });
  });
}

for (const name of [SCRIPTED, SCRIPTED_STREAM] as const) {
  describeScripted(`buffers of ${name} between guard pages`, () => {
    const pair = connectScriptedBeforeEach(name);

    test.each(SIDES)('are sealed and opened without a byte beside them: %s', (side) => {
      roundTrip(pair(), name === SCRIPTED_STREAM, side);
    });
  });
}
