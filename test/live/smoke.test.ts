import { expect, test } from '@jest/globals';

import { ISC_RET, listPackages, UnsupportedFunctionError } from 'secur32';

import { describeEach, PACKAGES } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { thrownBy } from '../support/errors.js';
import { onWine } from '../support/platform.js';

// What shows, within seconds, that a binary works: it also runs under the other releases of Node.js
// and the other word size.

test('the addon loads and lists the packages', () => {
  const names = listPackages().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...PACKAGES]));
});

describeEach(PACKAGES, '%s', (name) => {
  const loopback = connectBeforeEach(name);
  const text = Buffer.from('sealed by one end, opened by the other');

  test('shakes hands, and grants confidentiality', () => {
    const { client, server } = loopback();
    expect([client.state, server.state]).toEqual(['established', 'established']);
    expect(client.flags & ISC_RET.CONFIDENTIALITY).toBe(ISC_RET.CONFIDENTIALITY);
  });

  test('seals what the server opens', () => {
    const { client, server } = loopback();
    const sealed = client.wrap(text);
    expect(sealed.includes(text)).toBe(false);
    if (onWine && name === 'NTLM') {
      // Wine's NTLM makes no keys for a server. What its client seals, the peer tests have opened.
      expect(thrownBy(() => server.unwrap(sealed))).toBeInstanceOf(UnsupportedFunctionError);
      return;
    }
    expect(server.unwrap(sealed)).toMatchObject({ data: text, encrypted: true });
  });

  test('seals what the client opens', () => {
    const { client, server } = loopback();
    if (onWine && name === 'NTLM') {
      expect(thrownBy(() => server.wrap(text))).toBeInstanceOf(UnsupportedFunctionError);
      return;
    }
    expect(client.unwrap(server.wrap(text))).toMatchObject({ data: text, encrypted: true });
  });
});
