import { expect, test } from '@jest/globals';

import { describeEach, PACKAGES } from '../support/capabilities.js';
import { refusal, rejectionOf, thrownBy } from '../support/errors.js';
import { connect, defaultTarget, prepare, shakeHands } from '../support/loopback.js';
import { serverProtects } from '../support/sealed.js';

// What ends a process, or must not, is in test/process.

const TEXT = Buffer.from('still alive');

describeEach(PACKAGES, 'closing a context of %s', (name) => {
  test('does nothing the second time', async () => {
    const loopback = await connect(name);
    const { client, server } = loopback;
    client.close();
    client.close();
    loopback.close();
    loopback.close();
    expect([client.state, server.state]).toEqual(['closed', 'closed']);
  });

  test('is what the end of a using block does', async () => {
    const loopback = await connect(name);
    {
      using client = loopback.client;
      expect(client.state).toBe('established');
    }
    {
      using credentials = loopback.clientCredentials;
      expect(credentials.package).toBe(name);
    }
    expect(loopback.client.state).toBe('closed');
    const initiate = (): unknown =>
      loopback.clientCredentials.initiate({ target: 'HOST/localhost' });
    expect(thrownBy(initiate)).toEqual(refusal('ERR_SSPI_CLOSED'));
    loopback.close();
  });

  test('is possible before its first step', async () => {
    const prepared = await prepare(name);
    const { client, server } = prepared;
    prepared.close();
    for (const end of [client, server]) {
      expect(await rejectionOf(end.step(Buffer.of(1)))).toEqual(refusal('ERR_SSPI_CLOSED'));
    }
  });

  test('is possible between two steps', async () => {
    using prepared = await prepare(name);
    const { token } = await prepared.client.step();
    prepared.client.close();
    expect(await rejectionOf(prepared.client.step(token))).toEqual(refusal('ERR_SSPI_CLOSED'));
  });

  test('during a step makes the step fail, when it ends', async () => {
    using prepared = await prepare(name);
    const step = prepared.client.step();
    prepared.client.close();
    expect(await rejectionOf(step)).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(prepared.client.state).toBe('closed');
  });

  test("during the server's step does so too", async () => {
    using prepared = await prepare(name);
    const { token } = await prepared.client.step();
    const step = prepared.server.step(token);
    prepared.close();
    expect(await rejectionOf(step)).toEqual(refusal('ERR_SSPI_CLOSED'));
  });
});

describeEach(PACKAGES, 'credentials of %s', (name) => {
  test('may be closed while their contexts shake hands', async () => {
    using prepared = await prepare(name);
    const { clientCredentials, serverCredentials, client, server } = prepared;
    const step = client.step();
    clientCredentials.close();
    serverCredentials.close();
    const { token } = await step;
    const answer = await server.step(token);
    if (answer.token !== undefined) await client.step(answer.token);
    expect(['handshake', 'established']).toContain(client.state);
  });

  test('may be closed while their contexts send messages', async () => {
    using loopback = await connect(name);
    const { clientCredentials, serverCredentials, client, server } = loopback;
    clientCredentials.close();
    serverCredentials.close();
    const token = client.wrap(TEXT);
    if (serverProtects(name)) expect(server.unwrap(token).data).toEqual(TEXT);
  });

  test('make one context after another', async () => {
    using prepared = await prepare(name);
    const target = defaultTarget(name);
    for (let i = 0; i < 5; i += 1) {
      using client = prepared.clientCredentials.initiate(target === undefined ? {} : { target });
      using server = prepared.serverCredentials.accept();
      await shakeHands({ client, server });
      expect(client.state).toBe('established');
    }
  });
});

describeEach(PACKAGES, 'while a step of %s runs', (name) => {
  test('there is no second step, and no message', async () => {
    using prepared = await prepare(name);
    const { client } = prepared;
    const step = client.step();
    expect(await rejectionOf(client.step())).toEqual(refusal('ERR_SSPI_BUSY'));
    expect(thrownBy(() => client.wrap(TEXT))).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
    const { token } = await step;
    expect(token?.length).toBeGreaterThan(0);
  });

  test('its token may be overwritten: it was copied', async () => {
    using prepared = await prepare(name);
    const { client, server } = prepared;
    const { token = Buffer.alloc(0) } = await client.step();
    const copy = Buffer.from(token);
    const step = server.step(copy);
    copy.fill(0);
    const answer = await step;
    expect(answer.done || answer.token !== undefined).toBe(true);
  });
});
