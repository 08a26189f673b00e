import { expect, test } from '@jest/globals';

import { listPackages, MessageAlteredError, queryPackage, SECPKG_FLAG, SECQOP } from 'secur32';

import { calls, lastCall, SCRIPTED, SCRIPTED_STREAM, script } from '../scripted-ssp/index.js';
import { rejectionOf, thrownBy } from '../support/errors.js';
import { connectScripted, describeScripted, prepareScripted } from '../support/scripted.js';

// What the package does by itself, so that the other suites can rely on it.

describeScripted('the scripted package', () => {
  test('is listed by Windows, as two packages of one file', () => {
    const names = listPackages().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([SCRIPTED, SCRIPTED_STREAM]));
    expect(queryPackage(SCRIPTED).capabilities & SECPKG_FLAG.STREAM).toBe(0);
    expect(queryPackage(SCRIPTED_STREAM).capabilities & SECPKG_FLAG.STREAM).not.toBe(0);
  });

  test.each([SCRIPTED, SCRIPTED_STREAM] as const)(
    'of the name %s carries messages',
    async (name) => {
      using pair = await connectScripted(name);
      const { client, server } = pair;
      for (const size of [0, 1, 40_000]) {
        const data = Buffer.alloc(size, 'message ');
        const token = client.wrap(data);
        expect(token.includes('message message')).toBe(false);
        expect(server.unwrap(token)).toMatchObject({ data, encrypted: true, qop: 0 });
      }
    },
  );

  test('tells sealed messages from signed ones', async () => {
    using pair = await connectScripted();
    const { client, server } = pair;
    const token = client.wrap(Buffer.from('in the open'), { encrypt: false });
    expect(token.includes('in the open')).toBe(true);
    expect(server.unwrap(token, { requireEncryption: false })).toMatchObject({
      encrypted: false,
      qop: SECQOP.WRAP_NO_ENCRYPT,
    });
  });

  test('notices altered messages', async () => {
    using pair = await connectScripted();
    const token = pair.client.wrap(Buffer.from('original'));
    token.writeUInt8(token.readUInt8(20) ^ 1, 20);
    expect(thrownBy(() => pair.server.unwrap(token))).toBeInstanceOf(MessageAlteredError);
  });

  test('sees each handle made, used and freed once', async () => {
    const pair = await connectScripted();
    pair[Symbol.dispose]();
    const contexts = calls('InitLsaModeContext').concat(calls('AcceptLsaModeContext'));
    const made = new Set(contexts.map(({ context }) => context));
    expect(made.size).toBe(2);
    const freed = calls('DeleteContext').map(({ context }) => context);
    expect(freed.sort()).toEqual([...made].sort());
    const acquired = calls('AcquireCredentialsHandle').map(({ credentials }) => credentials);
    const closed = calls('FreeCredentialsHandle').map(({ credentials }) => credentials);
    expect([acquired.length, closed.sort()]).toEqual([2, acquired.sort()]);
  });

  test('sees no context freed whose first leg failed', async () => {
    script('InitLsaModeContext', { status: 0x8009030c });
    const pair = await prepareScripted();
    await rejectionOf(pair.client.step());
    pair[Symbol.dispose]();
    expect(calls('DeleteContext')).toEqual([]);
    expect(calls('FreeCredentialsHandle')).toHaveLength(2);
  });

  test('is told a mistake of the script by a status of its own', async () => {
    using pair = await connectScripted();
    script('SealMessage', { status: 0, buffers: [{ index: 7 }] });
    expect(thrownBy(() => pair.client.encryptMessage([]))).toMatchObject({
      code: 'SEC_E_INTERNAL_ERROR',
    });
  });

  test('sees each message sealed with the context that seals it', async () => {
    using connected = await connectScripted();
    const { client, server } = connected;
    const ends = ['InitLsaModeContext', 'AcceptLsaModeContext'] as const;
    const [ofClient, ofServer] = ends.map((leg) => lastCall(leg).context);
    client.wrap(Buffer.from('x'));
    expect(lastCall('SealMessage').context).toBe(ofClient);
    server.wrap(Buffer.from('x'));
    expect(lastCall('SealMessage').context).toBe(ofServer);
  });
});
