// A bind as the current user of Windows, after which messages are sealed.
import { Credentials } from 'secur32';

import { bindRequest, OPERATION, readResult, RESULT } from './messages.mjs';

// Layers of RFC 4752: 1 none, 2 integrity, 4 confidentiality; and the largest message that we take.
const CONFIDENTIALITY = 4;
const OUR_LIMIT = [0xff, 0xff, 0xff];

/**
 * @param {import('./connection.mjs').LdapConnection} connection
 * @param {string} mechanism
 * @param {Uint8Array} [token]
 */
async function leg(connection, mechanism, token = Buffer.alloc(0)) {
  connection.send(bindRequest(mechanism, token));
  const { tag, body } = await connection.receive();
  if (tag !== OPERATION.BIND_RESPONSE) throw new Error('The server does not answer the bind');
  const result = readResult(body);
  const { code, reason } = result;
  if (code === RESULT.SUCCESS || code === RESULT.SASL_BIND_IN_PROGRESS) return result;
  throw new Error(`The server refuses the bind with result ${code}: ${reason}`);
}

/**
 * The answer to the layers that a server of GSSAPI offers. Both are signed only.
 *
 * @param {import('secur32').SecurityContext} context
 * @param {Uint8Array} offer
 */
function chooseLayer(context, offer) {
  const { data } = context.unwrap(offer, { requireEncryption: false });
  if (((data[0] ?? 0) & CONFIDENTIALITY) === 0) throw new Error('The server does not seal');
  return context.wrap(Buffer.from([CONFIDENTIALITY, ...OUR_LIMIT]), { encrypt: false });
}

/**
 * @param {import('./connection.mjs').LdapConnection} connection
 * @param {string} host the server's name in full, as its service principal name has it
 * @param {'GSS-SPNEGO' | 'GSSAPI'} mechanism
 */
export async function bind(connection, host, mechanism) {
  const credentials = await Credentials.acquire({
    package: mechanism === 'GSSAPI' ? 'Kerberos' : 'Negotiate',
  });
  const context = credentials.initiate({ target: `ldap/${host}` });
  let result = await leg(connection, mechanism, (await context.step()).token);
  while (context.state !== 'established') {
    if (result.token === undefined) throw new Error('The server proved nothing');
    const { token } = await context.step(result.token);
    if (result.code === RESULT.SASL_BIND_IN_PROGRESS) {
      result = await leg(connection, mechanism, token);
    }
  }
  if (mechanism === 'GSSAPI') {
    const choice = chooseLayer(context, result.token ?? Buffer.alloc(0));
    result = await leg(connection, mechanism, choice);
  }
  if (result.code !== RESULT.SUCCESS) throw new Error('The server does not complete the bind');
  connection.seal(context);
  return context;
}
