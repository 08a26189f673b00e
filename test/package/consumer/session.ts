// What each program of a consumer does: a TLS handshake within this process, and a message that one
// end seals and the other opens.
import { createRequire } from 'node:module';

import type * as Library from 'secur32';
import type { ClientContext, ServerContext } from 'secur32';

/** The package, however it was loaded. */
export type Secur32 = typeof Library;

/** What a program tells of itself. */
export interface Session {
  readonly opened: string;
  readonly encrypted: boolean;
  /** Whether the text can be read in the sealed message. */
  readonly readable: boolean;
  readonly cipher: string;
  readonly node: string;
  readonly arch: string;
  /** The file of the addon in this process. */
  readonly addon: string | undefined;
}

const TEXT = 'sealed by a consumer';

async function shakeHands(client: ClientContext, server: ServerContext): Promise<void> {
  let { token } = await client.step();
  while (token !== undefined) {
    const answer = (await server.step(token)).token;
    token = answer === undefined ? undefined : (await client.step(answer)).token;
  }
}

/** Of all modules in this process, as Node.js keeps them: a single executable's too. */
function loadedAddon(): string | undefined {
  const modules = Object.keys(createRequire(process.execPath).cache);
  return modules.find((file) => file.endsWith('secur32.node'));
}

/** Both ends may come from different copies of the package. */
export async function session({ Credentials }: Secur32, other = Credentials): Promise<Session> {
  const pfx = Buffer.from(process.env['SECUR32_CONSUMER_PFX'] ?? '', 'base64');
  const visitor = await Credentials.acquire({
    package: 'Schannel',
    tls: { rejectUnauthorized: false },
  });
  const host = await other.acquire({
    package: 'Schannel',
    use: 'accept',
    tls: { pfx, passphrase: 'test' },
  });
  const client = visitor.initiate({ target: 'app.sspi.test' });
  const server = host.accept();
  await shakeHands(client, server);
  const sealed = client.wrap(Buffer.from(TEXT));
  const { data, encrypted } = server.unwrap(sealed);
  const cipher = client.query('cipherInfo').cipherSuiteName;
  for (const each of [client, server, visitor, host]) each.close();
  return {
    opened: data.toString(),
    encrypted,
    readable: sealed.includes(TEXT),
    cipher,
    node: process.version,
    arch: process.arch,
    addon: loadedAddon(),
  };
}
