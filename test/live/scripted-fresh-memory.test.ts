// What a package does not write is sent as it is: so it must be nobody's bytes.
import { expect, test } from '@jest/globals';

import { SCRIPTED, script } from '../scripted-ssp/index.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

const SECRET = 'a password that another context has opened';

describeScripted('a package that leaves a token as it was', () => {
  const scripted = connectScriptedBeforeEach(SCRIPTED);
  const stream = connectBeforeEach('Schannel');

  test.each([
    ['short', 1],
    ['long', 8000],
  ])('sends zeros, and nothing of others, with a %s message', async (_name, size) => {
    const { client } = scripted();
    const { client: other, server } = stream();
    const records = ['message one....', 'message two....', SECRET].map((text) =>
      other.wrap(Buffer.from(text)),
    );
    client.wrap(Buffer.alloc(1));
    script('SealMessage', { status: 0, times: 100 });
    for (let i = 0; i < 50; i += 1) {
      server.unwrap(Buffer.concat(records.splice(0)), {});
      records.push(other.wrap(Buffer.from('message one....')), other.wrap(Buffer.from(SECRET)));
      Buffer.from(SECRET.repeat(200));
      const sealed =
        i % 2 ? client.wrap(Buffer.alloc(size)) : await client.wrapAsync(Buffer.alloc(size));
      expect(sealed.every((byte) => byte === 0)).toBe(true);
    }
  });
});
