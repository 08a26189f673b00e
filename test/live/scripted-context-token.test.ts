import { expect, test } from '@jest/globals';

import { openTokens, script, SCRIPTED_PROVIDER } from '../scripted-ssp/index.js';
import { thrownBy } from '../support/errors.js';
import { runAtOnce } from '../support/run-at-once.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

describeScripted('queryToken', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_PROVIDER);

  test('says whose token the package gave, and closes it', () => {
    const token = pair().server.queryToken();
    // The package gives a token of the process itself.
    expect(runAtOnce('whoami', ['/user']).stdout).toContain(token.user);
    expect(token.user).toMatch(/^S-1-5-21(-\d+)+$/);
    expect(token.groups.length).toBeGreaterThan(0);
    for (const { sid, attributes } of token.groups) {
      expect(sid).toMatch(/^S-1(-\d+)+$/);
      expect(attributes).toEqual(expect.any(Number));
    }
    expect([1, 2]).toContain(token.type);
    expect(openTokens()).toBe(0);
  });

  test('passes on what the package says', () => {
    script('QuerySecurityContextToken', { status: 0x8009030b });
    expect(thrownBy(() => pair().server.queryToken())).toMatchObject({
      code: 'SEC_E_NO_IMPERSONATION',
      syscall: 'QuerySecurityContextToken',
    });
  });
});
