import { expect, test } from '@jest/globals';

import { MessageAlteredError, SecBuffer, SspiError } from 'secur32';

import { describeEach, describeKerberos } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { thrownBy } from '../support/errors.js';
import { onWine } from '../support/platform.js';

const TEXT = Buffer.from('text that stays as it is');
// RFC 4121: a header of 16 bytes and a checksum of 12.
const KERBEROS_MIC = 28;
const NTLM_SIGNATURE = 16;

describeKerberos('a signature of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('is a MIC token of RFC 4121, which the other end accepts', () => {
    const { client, server } = loopback();
    for (const [signer, checker] of [
      [client, server],
      [server, client],
    ] as const) {
      const signature = signer.sign(TEXT);
      expect(signature).toHaveLength(KERBEROS_MIC);
      expect(signature.readUInt16BE(0)).toBe(0x0404);
      expect(() => checker.verify(TEXT, signature)).not.toThrow();
    }
  });

  test('is of an empty message too', () => {
    const { client, server } = loopback();
    expect(() => server.verify(Buffer.alloc(0), client.sign(Buffer.alloc(0)))).not.toThrow();
  });

  test('is not of another message, nor of another context', () => {
    const { client, server } = loopback();
    const other = Buffer.from('text that was changed!!!');
    expect(thrownBy(() => server.verify(other, client.sign(TEXT)))).toBeInstanceOf(
      MessageAlteredError,
    );
    // What the client signed says that it comes from the client.
    expect(thrownBy(() => client.verify(TEXT, client.sign(TEXT)))).toBeInstanceOf(SspiError);
  });

  test('needs its room', () => {
    const { client } = loopback();
    const buffers = [SecBuffer.data(TEXT), SecBuffer.token(KERBEROS_MIC - 1)];
    expect(thrownBy(() => client.makeSignature(buffers))).toMatchObject({
      code: 'SEC_E_BUFFER_TOO_SMALL',
    });
  });
});

describeEach(['NTLM'], 'a signature of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('has its version and is counted', () => {
    const { client, server } = loopback();
    const [first, second] = [client.sign(TEXT), client.sign(TEXT)] as const;
    expect([first.length, first.readUInt32LE(0)]).toEqual([NTLM_SIGNATURE, 1]);
    expect([first.readUInt32LE(12), second.readUInt32LE(12)]).toEqual([0, 1]);
    // Wine's NTLM has no keys on the server's end.
    const refused = onWine ? 'SEC_E_UNSUPPORTED_FUNCTION' : undefined;
    const check = (): unknown => server.verify(TEXT, first);
    if (refused === undefined) expect(check).not.toThrow();
    else expect(thrownBy(check)).toMatchObject({ code: refused });
  });
});
