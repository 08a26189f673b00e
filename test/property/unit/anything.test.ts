// First, so that the library gets the fake.
import { fake, resetFake } from '../../support/fake-binding';

import { beforeEach, describe, expect } from '@jest/globals';
import fc from 'fast-check';

import { anything, partial, uint32 } from '../../support/arbitraries';
import { acquire, established, leg } from '../../support/contexts';
import { property } from '../../support/property';
import { outcomeOf, outcomeOfAsync } from '../../support/typed-errors';

import type { ClientContext } from '#lib/index';
import { Credentials, queryPackage, SecBuffer, SspModule, statusName } from '#lib/index';

beforeEach(resetFake);

/** Anything, or an object whose members are right or anything. */
function optionsOf(members: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const each = Object.entries(members).map(([key, right]) => [
    key,
    fc.oneof({ weight: 3, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: anything }),
  ]);
  const some = partial(Object.fromEntries(each) as Record<string, fc.Arbitrary<unknown>>);
  return fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: anything });
}

/** The same, without numbers that ask for much memory. */
function smallOptionsOf(members: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  return optionsOf(members).filter(
    (options) =>
      !Object.values(options ?? {}).some((each) => typeof each === 'number' && each > 1e4),
  );
}

const identity = optionsOf({ user: 'alice', domain: 'SSPI', password: 'secret' });
const tls = optionsOf({
  ...{ pfx: Buffer.from('PFX'), passphrase: 'x', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' },
  ...{ rejectUnauthorized: false, flags: 0, certificate: { thumbprint: 'a'.repeat(40) } },
});

const acquireOptions = fc
  .tuple(
    optionsOf({ package: 'Kerberos', use: 'accept', principal: 'alice', packageList: ['NTLM'] }),
    fc.constantFrom('Kerberos', 'Schannel', undefined),
    partial({ identity, tls }),
  )
  .map(([options, name, more]) =>
    typeof options === 'object' && options !== null && !Array.isArray(options)
      ? { ...options, ...(name !== undefined && { package: name }), ...more }
      : options,
  );

describe('anything in place of an argument', () => {
  property('is refused by acquire, or taken', 5000, acquireOptions, async (options) => {
    resetFake();
    await outcomeOfAsync(() => Credentials.acquire(options as never));
  });

  const contextOptions = optionsOf({
    ...{ target: 'HTTP/x', flags: 0x10, channelBindings: Buffer.from('x') },
  });

  property('is refused by initiate and accept, or taken', 4000, contextOptions, async (options) => {
    resetFake();
    const credentials = await acquire('Negotiate');
    outcomeOf(() => credentials.initiate(options as never));
    outcomeOf(() => credentials.accept(options as never));
  });

  const METHODS = [
    ...(['encryptMessage', 'decryptMessage', 'makeSignature', 'verifySignature'] as const),
    ...(['wrap', 'unwrap', 'wrapWinRM', 'unwrapWinRM', 'wrapDce', 'unwrapDce'] as const),
    ...(['sign', 'verify', 'query'] as const),
    ...(['wrapAsync', 'unwrapAsync', 'signAsync', 'verifyAsync', 'encryptMessageAsync'] as const),
    ...(['decryptMessageAsync', 'makeSignatureAsync', 'verifySignatureAsync', 'step'] as const),
  ] as const satisfies readonly (keyof ClientContext)[];

  const buffer = optionsOf({ type: 1, flags: 0, data: Buffer.alloc(8) });
  const argument = fc.oneof(
    { weight: 2, arbitrary: fc.array(buffer, { maxLength: 3 }) },
    { weight: 1, arbitrary: optionsOf({ qop: 0, sequenceNumber: 0 }) },
    { weight: 1, arbitrary: optionsOf({ data: Buffer.alloc(8), header: Buffer.alloc(1) }) },
    { weight: 2, arbitrary: anything },
  );
  const call = fc.tuple(
    fc.constantFrom(...METHODS),
    fc.array(argument, { maxLength: 3 }),
    fc.constantFrom('Kerberos', 'Schannel'),
  );

  property('is refused by every method of a context, or taken', 8000, call, async (given) => {
    const [method, args, name] = given;
    resetFake();
    fake.encrypt = fake.decrypt = fake.sign = fake.verify = () => 0;
    const context = await established(name);
    fake.legs.push(leg());
    const untyped = context as unknown as Record<string, (...all: unknown[]) => unknown>;
    await outcomeOfAsync(async () => await untyped[method]?.(...args));
  });

  const SEALING = ['seal', 'sealAll', 'sealFrom', 'startOf', 'lengthOf'] as const;
  const OPENING = ['open', 'openAll', 'openTokens', 'startOf', 'lengthOf'] as const;
  const listed = fc.oneof(anything, fc.nat(30), fc.array(fc.oneof(fc.nat(30), anything)));
  const stream = fc.record(
    {
      name: fc.constantFrom('Kerberos', 'Schannel'),
      sealer: smallOptionsOf({ messageSize: 30, count: 2, encrypt: true, packed: true }),
      opener: smallOptionsOf({ size: 30, count: 2, requireEncryption: true }),
      seal: fc.tuple(fc.constantFrom(...SEALING), fc.array(listed, { maxLength: 2 })),
      open: fc.tuple(fc.constantFrom(...OPENING), fc.array(listed, { maxLength: 2 })),
    },
    { noNullPrototype: true },
  );

  property('is refused by message streams, or taken', 4000, stream, async (given) => {
    resetFake();
    fake.encrypt = fake.decrypt = () => 0;
    const context = await established(given.name);
    type Untyped = Record<string, (...all: unknown[]) => unknown>;
    const use = (make: (options?: never) => unknown, options: unknown, call: unknown[]): void => {
      const made = outcomeOf(() => make(options as never));
      const used = ('value' in made ? made.value : make()) as Untyped;
      const [method, args] = call as [string, unknown[]];
      outcomeOf(() => used[method]?.(...args));
    };
    use((options) => context.createSealer(options), given.sealer, given.seal);
    use((options) => context.createOpener(options), given.opener, given.open);
  });

  property('is refused by what makes no call, or taken', 4000, anything, (value) => {
    outcomeOf(() => queryPackage(value as never));
    outcomeOf(() => SspModule.load(value as never));
    for (const make of [SecBuffer.token, SecBuffer.padding, SecBuffer.data, SecBuffer.stream]) {
      // A number is a size, and none here is large.
      if (typeof value !== 'number' || value < 1e6) outcomeOf(() => make(value as never));
    }
    outcomeOf(() => statusName(value as never));
  });
});

describe('any answer to a leg', () => {
  const STATUSES = [0, 0x90312, 0x90313, 0x90314, 0x90320, 0x80090318];
  const status = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...STATUSES) },
    { weight: 1, arbitrary: uint32 },
  );
  const answer = partial({
    ...{ status, flags: uint32, token: fc.string({ maxLength: 9 }), extra: fc.nat(40) },
    expiry: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
  });
  const play = fc.tuple(
    fc.constantFrom('Kerberos', 'NTLM', 'Schannel'),
    fc.array(fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.array(answer, { maxLength: 4 })), {
      maxLength: 5,
    }),
    status,
  );

  property('ends each step with a result or an error', 6000, play, async ([name, steps, last]) => {
    resetFake();
    fake.complete = () => ({ status: last, token: 'completed' });
    const credentials = await acquire(name);
    const context = credentials.initiate({ target: 'HOST/x' });
    for (const [token, answers] of steps) {
      fake.legs = answers.map(leg);
      // Legs go on as long as they are told to: the last one ends them.
      fake.legs.push(leg({ status: 0x8009_0308 }));
      const outcome = await outcomeOfAsync(() => context.step(token));
      if ('value' in outcome && outcome.value.done) expect(context.state).toBe('established');
      expect(context.expiry === undefined || !Number.isNaN(+context.expiry)).toBe(true);
    }
    context.close();
  });
});
