// identity PACKAGE IDENTITY: shakes hands as an explicit user (JSON), and writes what came of it.
import { Credentials, SspiError } from 'secur32';
import type { Identity } from 'secur32';

import { SERVICE } from '../../support/accounts.js';
import type { PackageName } from '../../support/capabilities.js';
import { connect } from '../../support/loopback.js';

const [name, json] = process.argv.slice(2) as [PackageName, string];
const identity = JSON.parse(json) as Identity;

async function main(): Promise<unknown> {
  try {
    using loopback = await connect(name, { identity });
    const { client, server } = loopback;
    const data = server.unwrap(client.wrap(Buffer.from('sealed as somebody else'))).data.toString();
    return { mechanism: client.query('negotiationInfo').package.name, data };
  } catch (error) {
    if (!(error instanceof SspiError)) throw error;
    const { code, syscall } = error;
    return { code, syscall, first: await firstToken() };
  }
}

/** The kind of the first token that such a user sends, if there is one. */
async function firstToken(): Promise<string> {
  try {
    using credentials = await Credentials.acquire({ package: name, identity });
    using context = credentials.initiate(SERVICE === undefined ? {} : { target: SERVICE });
    const { token } = await context.step();
    return token?.includes('NTLMSSP\0') === true ? 'NTLM' : 'Kerberos';
  } catch {
    return 'none';
  }
}

void main().then((result) => console.log(JSON.stringify(result)));
