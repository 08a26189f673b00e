import { beforeEach, describe, expect, test } from '@jest/globals';

import { inspect } from 'node:util';

import { acquire, client, established, leg, server } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import { ASC_RET, ISC_RET } from '#lib/constants';
import { ClientContext, SecurityContext, ServerContext, Status } from '#lib/index';

import { refusal } from '../support/errors';

const bytes = Buffer.from('message');

const methods: [string, (context: SecurityContext) => unknown][] = [
  ['encryptMessage', (context) => context.encryptMessage([])],
  ['decryptMessage', (context) => context.decryptMessage([])],
  ['wrap', (context) => context.wrap(bytes)],
  ['unwrap', (context) => context.unwrap(bytes)],
  ['query', (context) => context.query('sizes')],
];

beforeEach(resetFake);

describe.each(methods)('%s', (_name, call) => {
  function expectRefused(context: SecurityContext, code: `ERR_SSPI_${string}`, text: RegExp) {
    const queried = fake.queried.length;
    expect(() => call(context)).toThrow(refusal(code));
    expect(() => call(context)).toThrow(text);
    expect(fake.messages).toEqual([]);
    expect(fake.queried).toHaveLength(queried);
  }

  test('is refused before the first step', async () => {
    expectRefused(await client('Kerberos'), 'ERR_SSPI_NOT_ESTABLISHED', /Pass tokens to step/);
  });

  test('is refused in the middle of the handshake', async () => {
    fake.legs = [leg({ status: Status.SEC_I_CONTINUE_NEEDED })];
    const context = await client('Kerberos');
    await context.step();
    expectRefused(context, 'ERR_SSPI_NOT_ESTABLISHED', /not complete/);
  });

  test('is refused after a failed handshake', async () => {
    fake.legs = [leg({ status: Status.SEC_E_LOGON_DENIED })];
    const context = await client('Kerberos');
    await expect(context.step()).rejects.toThrow(/SEC_E_LOGON_DENIED/);
    expectRefused(context, 'ERR_SSPI_NOT_ESTABLISHED', /has failed/);
  });

  test('is refused while a step is on its way', async () => {
    const context = await established('Schannel');
    let end: () => void = () => undefined;
    const pending = new Promise<void>((resolve) => {
      end = resolve;
    });
    fake.legs = [(made) => pending.then(() => leg()(made))];
    const stepped = context.step(bytes);
    expectRefused(context, 'ERR_SSPI_BUSY', /has not ended yet/);
    end();
    await expect(stepped).resolves.toMatchObject({ done: true });
  });

  test('is refused after close', async () => {
    const context = await established('Kerberos');
    context.close();
    expectRefused(context, 'ERR_SSPI_CLOSED', /is closed/);
  });
});

describe('a context', () => {
  test('is of the side that made it', async () => {
    const [initiated, accepted] = [await client('NTLM'), await server('NTLM')];
    expect(initiated).toBeInstanceOf(ClientContext);
    expect(accepted).toBeInstanceOf(ServerContext);
    expect(initiated).not.toBeInstanceOf(ServerContext);
    for (const each of [initiated, accepted]) expect(each).toBeInstanceOf(SecurityContext);
  });

  test('is made by credentials only', () => {
    for (const Class of [SecurityContext, ClientContext, ServerContext]) {
      const make = () => new Class({} as never);
      expect(make).toThrow(TypeError);
      expect(make).toThrow(/credentials\.initiate/);
    }
  });

  test('can be closed twice, early, and by using', async () => {
    const context = await client('NTLM');
    context.close();
    context.close();
    expect(context.state).toBe('closed');
    const used = await established('NTLM');
    used[Symbol.dispose]();
    expect(used.state).toBe('closed');
    expect(fake.contexts.map(({ closed }) => closed > 0)).toEqual([true, true]);
  });

  test('can be closed after a failure', async () => {
    fake.legs = [leg({ status: Status.SEC_E_LOGON_DENIED })];
    const context = await client('NTLM');
    await expect(context.step()).rejects.toThrow(/SEC_E_LOGON_DENIED/);
    context.close();
    expect(context.state).toBe('closed');
  });

  test('goes on when its credentials are closed', async () => {
    const credentials = await acquire('Kerberos');
    const context = credentials.initiate({ target: 'a' });
    credentials.close();
    fake.legs = [leg()];
    await expect(context.step()).resolves.toMatchObject({ done: true });
  });

  test('keeps what is known of it after close', async () => {
    const context = await established('Kerberos', { flags: ISC_RET.MUTUAL_AUTH });
    context.close();
    expect(context).toMatchObject({ package: 'Kerberos', flags: ISC_RET.MUTUAL_AUTH });
    expect(context.expiry).toBeUndefined();
  });

  test.each([
    ['client', 'ClientContext { Kerberos, established, [MUTUAL_AUTH INTEGRITY] }'],
    ['server', 'ServerContext { Kerberos, established, [MUTUAL_AUTH STREAM] }'],
  ] as ['client' | 'server', string][])(
    'of a %s shows its state and the flags of its side when it is inspected',
    async (side, expected) => {
      const flags = ISC_RET.MUTUAL_AUTH | ISC_RET.INTEGRITY;
      expect(ASC_RET.STREAM).toBe(ISC_RET.INTEGRITY);
      const context = await established('Kerberos', { side, flags });
      expect(inspect(context, { showHidden: true, depth: 9 })).toBe(expected);
      expect(JSON.stringify(context)).toBe('{}');
    },
  );
});
