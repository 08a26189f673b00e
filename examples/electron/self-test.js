'use strict';

const { readFileSync } = require('node:fs');

const { Credentials } = require('secur32');

/**
 * @typedef {object} Options
 * @property {string} [pfx] a file with a certificate and its key, for a TLS server
 * @property {string} [passphrase] of that file
 * @property {string} [target] the service principal name of this account; none outside a domain
 *
 * @typedef {object} Loopback
 * @property {string} package the one that was negotiated
 * @property {boolean} hidden whether the sealed message does not show the text
 * @property {boolean} opened whether the other end read the text
 */

const TEXT = 'sealed in Electron';

/**
 * Passes tokens between both ends until none is left.
 *
 * @param {import('secur32').ClientContext} client
 * @param {import('secur32').ServerContext} server
 */
async function shakeHands(client, server) {
  let { token } = await client.step();
  while (token && client.state !== 'established') {
    const answer = await server.step(token);
    token = answer.token && (await client.step(answer.token)).token;
  }
  if (token && server.state !== 'established') await server.step(token);
}

/**
 * @param {import('secur32').AcquireOptions} ours
 * @param {import('secur32').AcquireOptions} theirs
 * @param {string} [target]
 * @returns {Promise<Loopback>}
 */
async function loopback(ours, theirs, target) {
  const credentials = await Credentials.acquire(ours);
  const acceptor = await Credentials.acquire({ ...theirs, use: 'accept' });
  const client = credentials.initiate(target === undefined ? {} : { target });
  const server = acceptor.accept();
  try {
    await shakeHands(client, server);
    const sealed = client.wrap(Buffer.from(TEXT));
    const { data, encrypted } = server.unwrap(sealed);
    const name =
      ours.package === 'Schannel' ? 'Schannel' : client.query('negotiationInfo').package.name;
    const hidden = encrypted && !sealed.includes(TEXT);
    return { package: name, hidden, opened: data.toString() === TEXT };
  } finally {
    for (const each of [client, server, credentials, acceptor]) each.close();
  }
}

/**
 * Handshakes and sealed messages with both ends in this process: as the current user, and with TLS
 * where there is a certificate.
 *
 * @param {Options} options
 */
async function selfTest({ pfx, passphrase, target }) {
  const user = { package: 'Negotiate' };
  const results = [await loopback(user, user, target)];
  if (pfx !== undefined) {
    const tls = { pfx: readFileSync(pfx), ...(passphrase !== undefined && { passphrase }) };
    const client = { package: 'Schannel', tls: { rejectUnauthorized: false } };
    results.push(await loopback(client, { package: 'Schannel', tls }, 'app.sspi.test'));
  }
  return results;
}

module.exports = { selfTest };
