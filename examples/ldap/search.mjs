// Asks a domain controller as the current user of Windows, with all that is asked and answered sealed:
//   node search.mjs [--mechanism GSSAPI] [--port 389] HOST BASE NAME=VALUE [ATTRIBUTE…]
import { parseArgs } from 'node:util';

import { flagNames, ISC_RET } from 'secur32';

import { bind } from './bind.mjs';
import { LdapConnection } from './connection.mjs';
import { OPERATION, readEntry, readResult, RESULT, searchRequest } from './messages.mjs';
import { unbindRequest } from './messages.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mechanism: { type: 'string', default: 'GSS-SPNEGO' },
    port: { type: 'string', default: '389' },
  },
});
const [host, base, condition, ...attributes] = positionals;
const { mechanism } = values;
if (host === undefined || base === undefined || condition === undefined) {
  throw new TypeError('Usage: node search.mjs HOST BASE NAME=VALUE [ATTRIBUTE…]');
}
if (mechanism !== 'GSS-SPNEGO' && mechanism !== 'GSSAPI') {
  throw new TypeError('The mechanism is GSS-SPNEGO or GSSAPI');
}

const connection = await LdapConnection.open(host, Number(values.port));
try {
  const context = await bind(connection, host, mechanism);
  console.log(`# ${context.package}: ${flagNames(context.flags, ISC_RET).join(' ')}`);
  connection.send(searchRequest(base, condition, attributes));
  for (;;) {
    const { tag, body } = await connection.receive();
    if (tag === OPERATION.SEARCH_ENTRY) print(readEntry(body));
    if (tag !== OPERATION.SEARCH_DONE) continue;
    const { code, reason } = readResult(body);
    if (code !== RESULT.SUCCESS) throw new Error(`The search ends with result ${code}: ${reason}`);
    break;
  }
  connection.send(unbindRequest());
} finally {
  connection.close();
}

/** @param {ReturnType<typeof readEntry>} entry */
function print({ name, attributes: found }) {
  console.log(`dn: ${name}`);
  for (const { type, values: all } of found) {
    for (const value of all) console.log(`${type}: ${value}`);
  }
}
