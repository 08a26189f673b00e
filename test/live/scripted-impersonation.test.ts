import { expect, test } from '@jest/globals';

import { raw, SECPKG_CONTEXT_EXPORT } from 'secur32';

import { calls, isImpersonating, script, SCRIPTED_PROVIDER } from '../scripted-ssp/index.js';
import { refusal, thrownBy } from '../support/errors.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

describeScripted('impersonate', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_PROVIDER);

  test('makes this thread the client for as long as the callback runs', () => {
    expect(isImpersonating()).toBe(false);
    expect(pair().server.impersonate(isImpersonating)).toBe(true);
    expect(isImpersonating()).toBe(false);
    const [impersonate] = calls('ImpersonateSecurityContext');
    const [revert] = calls('RevertSecurityContext');
    expect(impersonate?.context).toBe(revert?.context);
    expect(impersonate?.thread).toBe(revert?.thread);
  });

  test('makes it itself again when the callback throws', () => {
    const own = new Error('as the client');
    const fail = () => {
      throw own;
    };
    expect(thrownBy(() => pair().server.impersonate(fail))).toBe(own);
    expect(isImpersonating()).toBe(false);
    expect(calls('RevertSecurityContext')).toHaveLength(1);
  });

  test('makes it itself again when the callback closes the context', () => {
    const { server } = pair();
    const closeAndLook = () => {
      server.close();
      return isImpersonating();
    };
    expect(server.impersonate(closeAndLook)).toBe(true);
    expect(isImpersonating()).toBe(false);
    expect(calls('RevertSecurityContext')).toHaveLength(1);
    expect(calls('DeleteContext')).toHaveLength(1);
  });

  test('refuses to let the context go within the callback, or to make a leg of it', () => {
    const { server } = pair();
    const attempts = [
      () => server.export({ deleteOld: true }),
      () => raw.exportSecurityContext(server, SECPKG_CONTEXT_EXPORT.DELETE_OLD),
    ];
    for (const attempt of attempts) {
      expect(server.impersonate(() => thrownBy(attempt))).toEqual(refusal('ERR_SSPI_BUSY'));
    }
    expect(calls('ExportSecurityContext')).toEqual([]);
    expect(isImpersonating()).toBe(false);
  });

  test('does not call the callback where the package refuses', () => {
    script('ImpersonateSecurityContext', { status: 0x8009030b });
    let called = false;
    const note = () => {
      called = true;
    };
    expect(thrownBy(() => pair().server.impersonate(note))).toMatchObject({
      code: 'SEC_E_NO_IMPERSONATION',
      syscall: 'ImpersonateSecurityContext',
    });
    expect(called).toBe(false);
    expect(calls('RevertSecurityContext')).toEqual([]);
  });

  test('reverts by another way where the package cannot', () => {
    script('RevertSecurityContext', { status: 0x80090304 });
    expect(pair().server.impersonate(isImpersonating)).toBe(true);
    expect(isImpersonating()).toBe(false);
  });
});
