import { expect, test } from '@jest/globals';

import { ASC_REQ, ISC_REQ, MessageAlteredError, SECQOP } from 'secur32';

import { describeEach, describeKerberos } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { argumentError, refusal, thrownBy } from '../support/errors.js';
import { flipped } from '../support/flip.js';
import { connect } from '../support/loopback.js';
import { onWine } from '../support/platform.js';
import { KERBEROS_SIGNED, kerberosHeader, NTLM_SIGNATURE, ROTATION } from '../support/sealed.js';

const TEXT = Buffer.from('text that everybody may read, and nobody change');

describeKerberos('a message that %s only signs', (name) => {
  const loopback = connectBeforeEach(name);

  test('shows its text, and says in its header that it is not sealed', () => {
    const { client } = loopback();
    const token = client.wrap(TEXT, { encrypt: false });
    expect(token.includes(TEXT)).toBe(true);
    expect(token).toHaveLength(TEXT.length + KERBEROS_SIGNED);
    const header = kerberosHeader(token);
    expect(header).toMatchObject({ sealed: false, sentByAcceptor: false });
    // EC is the length of the checksum.
    expect([header.extra, header.rotation]).toEqual([12, ROTATION.signed]);
  });

  test('is counted together with sealed ones', () => {
    const { client } = loopback();
    const [first, second, third] = [true, false, true].map(
      (encrypt) => kerberosHeader(client.wrap(TEXT, { encrypt })).sequence,
    ) as [bigint, bigint, bigint];
    expect([second - first, third - second]).toEqual([1n, 1n]);
  });

  test('is refused where encryption is required, which is the default', () => {
    const { client, server } = loopback();
    const tokens = [1, 2].map(() => client.wrap(TEXT, { encrypt: false }));
    const [first, second] = tokens as [Buffer, Buffer];
    const error = refusal('ERR_SSPI_NOT_ENCRYPTED');
    expect(thrownBy(() => server.unwrap(first))).toEqual(error);
    expect(thrownBy(() => server.unwrap(second, { requireEncryption: true }))).toEqual(error);
  });

  test('is opened where it is allowed, and told apart from a sealed one', () => {
    const { client, server } = loopback();
    const allowed = { requireEncryption: false };
    expect(server.unwrap(client.wrap(TEXT, { encrypt: false }), allowed)).toMatchObject({
      data: TEXT,
      encrypted: false,
      qop: SECQOP.WRAP_NO_ENCRYPT,
    });
    expect(server.unwrap(client.wrap(TEXT), allowed)).toMatchObject({
      data: TEXT,
      encrypted: true,
      qop: 0,
    });
  });

  test('may come from the server too', () => {
    const { client, server } = loopback();
    const token = server.wrap(TEXT, { encrypt: false });
    expect(kerberosHeader(token)).toMatchObject({ sealed: false, sentByAcceptor: true });
    expect(client.unwrap(token, { requireEncryption: false }).data).toEqual(TEXT);
  });

  test.each([0, 1, 65_536])('may have %d bytes', (size) => {
    const { client, server } = loopback();
    const data = Buffer.alloc(size, 0x5a);
    const token = client.wrap(data, { encrypt: false });
    expect(server.unwrap(token, { requireEncryption: false }).data.equals(data)).toBe(true);
  });

  test.each([
    ['its text', 20],
    ['its checksum', -1],
  ])('was altered when a bit of %s is flipped', (_, at) => {
    const { client, server } = loopback();
    const token = flipped(client.wrap(TEXT, { encrypt: false }), at);
    const error = thrownBy(() => server.unwrap(token, { requireEncryption: false }));
    expect(error).toBeInstanceOf(MessageAlteredError);
  });

  test('cannot be made to look sealed', () => {
    const { client, server } = loopback();
    const token = flipped(client.wrap(TEXT, { encrypt: false }), 2, 2);
    const error = thrownBy(() => server.unwrap(token, { requireEncryption: false }));
    expect(error).toMatchObject({ syscall: 'DecryptMessage' });
  });
});

describeEach(['Kerberos'], 'a message of a context of %s without confidentiality', (name) => {
  test('is signed, and opened without further ado', async () => {
    const options = { flags: ISC_REQ.INTEGRITY, acceptFlags: ASC_REQ.INTEGRITY };
    using loopback = await connect(name, options);
    const { client, server } = loopback;
    const token = client.wrap(TEXT, { encrypt: false });
    // Wine grants confidentiality, asked for or not, and with it the demand for it.
    const opened = server.unwrap(token, onWine ? { requireEncryption: false } : {});
    expect(opened).toMatchObject({ data: TEXT, encrypted: false });
  });
});

describeEach(['NTLM'], 'a message that %s is to sign only', (name) => {
  test('is signed by Windows, and sealed by Wine', async () => {
    using loopback = await connect(name);
    const token = loopback.client.wrap(TEXT, { encrypt: false });
    expect(token).toHaveLength(TEXT.length + NTLM_SIGNATURE);
    // Wine's NTLM does not look at the quality of protection.
    expect(token.includes(TEXT)).toBe(!onWine);
  });
});

describeEach(['Schannel'], 'a message of %s', (name) => {
  test('cannot be signed only', async () => {
    using loopback = await connect(name);
    const { client } = loopback;
    expect(thrownBy(() => client.wrap(TEXT, { encrypt: false }))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'TLS has no signed records'),
    );
  });
});
