import { expect, test } from '@jest/globals';

import { importContext, SECPKG_CONTEXT_EXPORT } from 'secur32';

import { calls, lastCall, openTokens, script, SCRIPTED_PROVIDER } from '../scripted-ssp/index.js';
import { thrownBy } from '../support/errors.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

describeScripted('a context that is exported', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_PROVIDER);

  test('is imported as one that opens what its peer seals', () => {
    const { client, server } = pair();
    const exported = server.export();
    expect(exported).toMatchObject({
      package: SCRIPTED_PROVIDER,
      side: 'server',
      flags: server.flags,
    });
    expect(lastCall('ExportSecurityContext')).toMatchObject({ flags: 0 });
    using imported = importContext(exported);
    expect(lastCall('ImportSecurityContext').bytes).toEqual(exported.packed);
    expect(imported).toMatchObject({ state: 'established', flags: server.flags });
    expect(imported.constructor).toBe(server.constructor);
    const sealed = client.wrap(Buffer.from('for either end'));
    expect(imported.unwrap(sealed).data).toEqual(Buffer.from('for either end'));
    expect(openTokens()).toBe(0);
  });

  test('is freed by the call, and not once more, when it is to be deleted', () => {
    const { server } = pair();
    server.export({ deleteOld: true, resetNew: true });
    const { RESET_NEW, DELETE_OLD } = SECPKG_CONTEXT_EXPORT;
    expect(lastCall('ExportSecurityContext').flags).toBe(RESET_NEW | DELETE_OLD);
    expect(server.state).toBe('closed');
    expect(calls('DeleteContext')).toEqual([]);
  });

  test('stays as it is where the package refuses', () => {
    script('ExportSecurityContext', { status: 0x80090302 });
    const { client, server } = pair();
    expect(thrownBy(() => server.export({ deleteOld: true }))).toMatchObject({
      name: 'UnsupportedFunctionError',
      syscall: 'ExportSecurityContext',
    });
    expect(server.unwrap(client.wrap(Buffer.from('x'))).data).toEqual(Buffer.from('x'));
  });

  test('can be empty, and is not taken where the package refuses', () => {
    script('ExportSecurityContext', { packed: Buffer.alloc(0) });
    const exported = pair().server.export();
    expect(exported.packed).toHaveLength(0);
    script('ImportSecurityContext', { status: 0x80090308 });
    expect(thrownBy(() => importContext(exported))).toMatchObject({
      name: 'InvalidTokenError',
      syscall: 'ImportSecurityContext',
    });
  });
});
