import { inspect } from 'node:util';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, GRANTED, leg, server } from '../support/contexts';
import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';

import { SECPKG_ATTR, SECPKG_CONTEXT_EXPORT } from '#lib/constants';
import type { ExportedContext } from '#lib/index';
import { ClientContext, importContext, raw, ServerContext, Status } from '#lib/index';

const PACKED = Buffer.from('keys of the session');

let exportedWith: number[] = [];

beforeEach(() => {
  resetFake();
  exportedWith = [];
  fake.exported = (flags) => {
    exportedWith.push(flags);
    return { status: 0, packed: Buffer.from(PACKED) };
  };
});

describe('export', () => {
  test('gives all that another process needs', async () => {
    const context = await established('Kerberos', { side: 'server' });
    expect(context.export()).toEqual({
      package: 'Kerberos',
      side: 'server',
      flags: GRANTED,
      packed: PACKED,
    });
    expect(exportedWith).toEqual([0]);
    expect(context.state).toBe('established');
  });

  test('shows no keys to console.log()', async () => {
    const context = await established('Kerberos');
    for (const exported of [context.export(), raw.exportSecurityContext(context)]) {
      expect(inspect(exported)).toContain('packed: <secret, 19 bytes>');
    }
  });

  test('passes its options on as flags, and closes a context that is deleted', async () => {
    const context = await established('Kerberos');
    context.export({ resetNew: true });
    context.export({ resetNew: true, deleteOld: true });
    const { RESET_NEW, DELETE_OLD } = SECPKG_CONTEXT_EXPORT;
    expect(exportedWith).toEqual([RESET_NEW, RESET_NEW | DELETE_OLD]);
    expect(context.state).toBe('closed');
    expect(fake.contexts[0]?.closed).toBe(1);
  });

  test('passes on what the package says, and keeps the context', async () => {
    const status = Status.SEC_E_UNSUPPORTED_FUNCTION;
    fake.exported = () => ({ status, packed: Buffer.alloc(0) });
    const context = await established('Kerberos');
    expect(thrownBy(() => context.export({ deleteOld: true }))).toMatchObject({
      name: 'UnsupportedFunctionError',
      syscall: 'ExportSecurityContext',
    });
    expect(context.state).toBe('established');
  });

  test('refuses other options, other types, and a context that is not established', async () => {
    const context = await established('Kerberos');
    expect(thrownBy(() => context.export({ delete: true } as never))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'delete'),
    );
    expect(thrownBy(() => context.export({ deleteOld: 1 } as never))).toEqual(
      argumentError('ERR_INVALID_ARG_TYPE', 'options.deleteOld'),
    );
    const early = await server('Kerberos');
    expect(thrownBy(() => early.export())).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
    expect(exportedWith).toEqual([]);
  });

  test('is refused where the stream has ended, or its peer has begun a new handshake', async () => {
    const ended = await established('Schannel');
    fake.control = () => 0;
    fake.legs = [leg()];
    await ended.shutdown();
    expect(thrownBy(() => ended.export())).toEqual(refusal('ERR_SSPI_CLOSED'));
    const renegotiating = await established('Schannel');
    fake.decrypt = () => Status.SEC_I_RENEGOTIATE;
    renegotiating.decryptMessage([]);
    expect(thrownBy(() => renegotiating.export())).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
  });

  test('does not run beside an asynchronous message', async () => {
    fake.attributes.set(SECPKG_ATTR.SIZES, [1, 1, 1, 1]);
    fake.encrypt = () => 0;
    const context = await established('Kerberos');
    const busy = context.wrapAsync(Buffer.from('x'));
    expect(thrownBy(() => context.export())).toEqual(refusal('ERR_SSPI_BUSY'));
    await busy;
  });
});

describe('importContext', () => {
  const exported: ExportedContext = {
    package: 'kerberos',
    side: 'client',
    flags: GRANTED,
    packed: PACKED,
  };

  test.each<['client' | 'server', typeof ClientContext]>([
    ['client', ClientContext],
    ['server', ServerContext],
  ])('makes an established context: %s', (side, Class) => {
    const seen: unknown[] = [];
    fake.imported = (packageName, packed) => {
      seen.push(packageName, packed);
      return 0;
    };
    const context = importContext({ ...exported, side });
    expect(context).toBeInstanceOf(Class);
    expect(context).toMatchObject({ package: 'Kerberos', state: 'established', flags: GRANTED });
    expect(seen).toEqual(['Kerberos', PACKED]);
  });

  test('makes a context without legs, which stays as it is when one is asked for', async () => {
    fake.imported = () => 0;
    const context = importContext({ ...exported, package: 'Schannel' });
    const refused = refusal('ERR_SSPI_ESTABLISHED');
    expect(await rejectionOf(context.step(Buffer.from('ticket')))).toEqual(refused);
    expect(await rejectionOf(context.shutdown())).toEqual(refused);
    expect(await rejectionOf(context.alert({ level: 1, description: 0 }))).toEqual(refused);
    expect(context.state).toBe('established');
    expect(fake.controlled).toEqual([]);
  });

  test('passes on what the package says', () => {
    fake.imported = () => Status.SEC_E_INVALID_TOKEN;
    expect(thrownBy(() => importContext(exported))).toMatchObject({
      name: 'InvalidTokenError',
      syscall: 'ImportSecurityContext',
    });
    expect(thrownBy(() => importContext({ ...exported, package: 'Nobody' }))).toMatchObject({
      name: 'PackageNotFoundError',
      syscall: 'QuerySecurityPackageInfo',
    });
  });

  test.each([
    [{ package: '' }, 'exported.package'],
    [{ side: 'middle' }, 'exported.side'],
    [{ flags: -1 }, 'exported.flags'],
    [{ packed: 'text' }, 'exported.packed'],
    [{ more: 1 }, 'more'],
  ])('refuses %p', (change, name) => {
    const error = thrownBy(() => importContext({ ...exported, ...change } as never));
    expect(error).toMatchObject({
      code: expect.stringMatching(/^ERR_(INVALID_ARG|OUT_OF_RANGE)/),
      message: expect.stringContaining(name),
    });
  });
});
