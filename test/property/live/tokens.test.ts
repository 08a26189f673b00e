// Byte strings in place of what the peer sent: arbitrary ones, and genuine ones with changes.
import { expect } from '@jest/globals';
import fc from 'fast-check';

import type { ClientContext, ServerContext } from 'secur32';

import { bytes } from '../../support/arbitraries.js';
import { describePairs } from '../../support/describe-pairs.js';
import type { PairName } from '../../support/pair-maker.js';
import { PairMaker } from '../../support/pair-maker.js';
import { sharedPairs } from '../../support/pairs.js';
import { onWine } from '../../support/platform.js';
import { property } from '../../support/property.js';
import { isSameMessage, serverProtects } from '../../support/sealed.js';
import { outcomeOf, outcomeOfAsync } from '../../support/typed-errors.js';
import type { Change } from '../../support/changes.js';
import { changed, changes } from '../../support/changes.js';

const OPENERS = ['unwrap', 'unwrapWinRM', 'unwrapDce', 'verify'] as const;

interface Received {
  readonly method: (typeof OPENERS)[number];
  readonly plain: Buffer;
  readonly changes: readonly Change[];
  readonly requireEncryption: boolean;
}

const received: fc.Arbitrary<Received> = fc.record(
  {
    method: fc.constantFrom(...OPENERS),
    plain: bytes,
    changes,
    requireEncryption: fc.boolean(),
  },
  { noNullPrototype: true },
);

interface Opened {
  readonly plain: Buffer;
  /** Whether what arrived is not what was sent, nor the same message in other bytes. */
  readonly altered: boolean;
}

/** Opens a changed message in one of the ways that there are. */
function open(sender: ClientContext, receiver: ServerContext, given: Received): Opened {
  const { method, plain, requireEncryption } = given;
  let altered = false;
  const change = (token: Buffer): Buffer => {
    const received = changed(token, given.changes);
    altered = !isSameMessage(received, token);
    return received;
  };
  const options = { requireEncryption };
  switch (method) {
    case 'unwrap':
      return { plain: receiver.unwrap(change(sender.wrap(plain)), options).data, altered };
    case 'unwrapWinRM': {
      const { data } = receiver.unwrapWinRM(change(sender.wrapWinRM(plain)), options);
      return { plain: data, altered };
    }
    case 'unwrapDce': {
      const token = change(sender.wrap(plain));
      return { plain: receiver.unwrapDce({ data: plain, token }, options).data, altered };
    }
    case 'verify':
      receiver.verify(plain, change(sender.sign(plain)));
      return { plain, altered };
  }
}

const PROTECTING: readonly PairName[] = ['Kerberos', 'Negotiate', 'Schannel'];

describePairs('what %s receives', (name) => {
  const pair = sharedPairs(name, { casesEach: name === 'NTLM' ? 200 : 10 });

  property('is the message that was sent, or refused', 2500, received, async (given) => {
    const { client, server } = await pair();
    const outcome = outcomeOf(() => open(client, server, given));
    if (!('value' in outcome)) return;
    const { plain, altered } = outcome.value;
    // The scripted packages protect nothing: who changes their messages may get others.
    // On Wine, Kerberos has no use for the length in front of a frame, and nobody protects that.
    const unprotected = onWine && given.method === 'unwrapWinRM';
    if (PROTECTING.includes(name) && !unprotected) expect(altered).toBe(false);
    if (!altered) expect(plain.equals(given.plain)).toBe(true);
  });

  property('may be any bytes', 1500, fc.tuple(bytes, fc.boolean()), async ([token, atServer]) => {
    const { client, server } = await pair();
    const end = atServer ? server : client;
    for (const method of ['unwrap', 'unwrapWinRM'] as const) {
      outcomeOf(() => end[method](token, { requireEncryption: false }));
    }
    outcomeOf(() => end.verify(token, token));
    await outcomeOfAsync(() => end.unwrapAsync(token));
  });

  // Whose messages nobody has refused.
  const intact = sharedPairs(name, { casesEach: 400 });
  const sizes = fc.tuple(bytes, fc.boolean(), fc.boolean());

  property('is what the other end wrapped', 800, sizes, async ([plain, encrypt, later]) => {
    const fresh = await intact();
    const sender = fresh.client;
    const receiver = serverProtects(name) ? fresh.server : undefined;
    const options = { encrypt };
    const wrap = () => (later ? sender.wrapAsync(plain, options) : sender.wrap(plain, options));
    const token = await outcomeOfAsync(async () => await wrap());
    if (!('value' in token)) {
      // TLS has no records that are only signed, and GnuTLS, by which Wine does it, no empty ones.
      expect(encrypt && !(onWine && name === 'Schannel' && plain.length === 0)).toBe(false);
      return;
    }
    const { data } = receiver?.unwrap(token.value, { requireEncryption: encrypt }) ?? {};
    if (data !== undefined) expect(data.equals(plain)).toBe(true);
  });
});

describePairs('a handshake of %s', (name) => {
  const maker = new PairMaker(name);
  // NTLM, which Negotiate falls back to, starts a program for each context on Wine.
  const cases = name === 'NTLM' || name === 'Negotiate' ? 60 : 400;

  property('may be given any bytes', cases, fc.array(bytes, { maxLength: 3 }), async (tokens) => {
    const pair = await maker.prepare();
    await outcomeOfAsync(() => pair.client.step());
    for (const token of tokens) {
      await outcomeOfAsync(() => pair.client.step(token));
      await outcomeOfAsync(() => pair.server.step(token));
    }
    pair.close();
  });

  const two = fc.tuple(changes, changes);

  property('may be given changed tokens', cases, two, async ([first, second]) => {
    const pair = await maker.prepare();
    const { client, server } = pair;
    const begin = await client.step();
    const token = changed(begin.token ?? Buffer.alloc(0), first);
    const answer = await outcomeOfAsync(() => server.step(token));
    if ('value' in answer && answer.value.token !== undefined) {
      const changedAnswer = changed(answer.value.token, second);
      await outcomeOfAsync(() => client.step(changedAnswer));
    }
    for (const end of [client, server]) {
      expect(['handshake', 'established', 'failed']).toContain(end.state);
    }
    pair.close();
  });
});
