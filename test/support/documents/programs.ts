import type { Block } from '../markdown.js';

/** A program, or a part of one, that a page shows and `live/documents` runs. */
export interface DocumentProgram {
  readonly page: string;
  /** The name in the block's fence. */
  readonly name: string;
  /** What it needs beside Windows: a domain with the accounts of the tests, or the lab's Linux. */
  readonly needs?: 'domain' | 'lab';
  /** What goes before it, where it is a part of a program. */
  readonly before?: string;
  /** What goes behind it. */
  readonly after?: string;
  /** Another program of the page, which runs meanwhile; it has written a line before this starts. */
  readonly beside?: string;
  /** All that it writes. */
  readonly output: RegExp;
}

/** Both ends of a connection of the current user, for parts that need an established `context`. */
const ESTABLISHED = `
  import { Credentials } from 'secur32';
  const credentials = await Credentials.acquire({ package: 'Negotiate' });
  const acceptor = await Credentials.acquire({ package: 'Negotiate', use: 'accept' });
  const context = credentials.initiate({ target: 'HTTP/app.example.com' });
  const other = acceptor.accept();
  for (let token; context.state !== 'established' || token; ) {
    token = (await context.step(token)).token;
    if (token) token = (await other.step(token)).token;
  }
`;

/** A server of HTTP that lets in whom Negotiate has proved. */
const HTTP_SERVER = `
  import { createServer } from 'node:http';
  import { once } from 'node:events';
  const acceptor = await (await import('secur32')).Credentials.acquire({
    ...{ package: 'Negotiate', use: 'accept' },
  });
  const accepting = acceptor.accept();
  const server = createServer(async (request, response) => {
    const token = Buffer.from(request.headers.authorization.split(' ')[1], 'base64');
    const step = await accepting.step(token);
    const answer = step.token?.toString('base64') ?? '';
    response.writeHead(step.done ? 200 : 401, { 'www-authenticate': 'Negotiate ' + answer });
    response.end(accepting.state);
  }).listen(0);
  await once(server, 'listening');
`;

/** A server of Node.js' own TLS that answers a line. */
const TLS_SERVER = `
  import { readFileSync } from 'node:fs';
  import { createServer } from 'node:tls';
  const file = (end) => readFileSync('test/fixtures/app.sspi.test.' + end);
  const server = createServer({ cert: file('crt'), key: file('key') }, (peer) => {
    peer.once('data', (line) => peer.write('You said: ' + line));
    peer.on('error', () => peer.destroy()).on('end', () => peer.end());
  }).listen(0);
  await once(server, 'listening');
`;

export const PROGRAMS: readonly DocumentProgram[] = [
  {
    ...{ page: 'README.md', name: 'client.mjs', beside: 'server.mjs' },
    output: /^(Kerberos|NTLM): You asked: How are you\?\n$/,
  },
  { page: 'README.md', name: 'server.mjs', output: /^listening\n$/ },
  {
    ...{ page: 'README.md', name: 'encrypt.mjs', before: ESTABLISHED },
    after: "console.log(sealed.includes('How are you?'), sealed.length);",
    // 12 bytes of text; 60 of an RFC 4121 token, and Wine counts one of padding.
    output: /^false (72|73|28)\n$/,
  },
  {
    ...{ page: 'docs/getting-started.md', name: 'first.mjs' },
    output: /^(72|73|28) bytes on the wire, encrypted: true\nThe server reads: How are you\?\n$/,
    needs: 'domain',
  },
  {
    ...{ page: 'docs/kerberos-and-negotiate.md', name: 'negotiate-fetch.mjs', needs: 'domain' },
    before: HTTP_SERVER,
    after: `
      const response = await negotiateFetch('http://app.example.com:' + server.address().port);
      console.log(response.status, await response.text());
      server.close();
    `,
    output: /^200 established\n$/,
  },
  {
    ...{ page: 'docs/schannel.md', name: 'tls-client.mjs', before: TLS_SERVER },
    after: `
      const own = { rejectUnauthorized: false };
      console.log(await ask('localhost', server.address().port, 'How are you?', own));
      server.close();
    `,
    output: /^You said: How are you\?\n$/,
  },
  {
    ...{ page: 'docs/sealing-protocols.md', name: 'winrm-body.mjs', needs: 'domain' },
    before: ESTABLISHED,
    after: `
      const body = sealBody(context, '<s:Envelope/>');
      console.log(body.includes('Envelope'), body.includes('Length=13'), openBody(other, body));
    `,
    output: /^false true <s:Envelope\/>\n$/,
  },
  {
    ...{ page: 'docs/migrating.md', name: 'negotiate-server.mjs', needs: 'domain' },
    after: `
      const client = (await Credentials.acquire({ package: 'Negotiate' })).initiate({
        target: 'HTTP/app.example.com',
      });
      const { token: first } = await client.step();
      const { Agent, get } = await import('node:http');
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (const token of ['no token', first.toString('base64'), '']) {
        const headers = token ? { authorization: 'Negotiate ' + token } : {};
        const request = get({ host: 'app.example.com', port: 8080, headers, agent });
        const [response] = await new Promise((answer) => request.once('response', (...all) => answer(all)));
        console.log(response.statusCode, (await response.toArray()).join(''));
      }
      process.exit();
    `,
    output: /^listening\n403 (SEC_E_\w+|0x\w+|STATUS_\w+)\n200 Hello\n200 Hello again\n$/,
  },
];

/** Programs that tests of their own run, which look closer at what happens. */
export const RUN_BY_OTHERS: readonly { page: string; name: string; test: string }[] = [
  {
    ...{ page: 'docs/observability.md', name: 'trace.mjs' },
    test: 'test/live/observability.test.ts',
  },
  { page: 'docs/performance.md', name: 'streams.ts', test: 'test/live/performance-page.test.ts' },
  ...['build.mjs', 'build-module.mjs'].map((name) => ({
    ...{ page: 'docs/bundling.md', name },
    test: 'test/package/bundles.test.ts',
  })),
  {
    ...{ page: 'docs/bundling.md', name: 'executable.mjs' },
    test: 'test/package/live/layouts.test.ts',
  },
];

/** Whether a live test runs the block. */
export function isProgram({ page, name }: Pick<Block, 'page' | 'name'>): boolean {
  return [...PROGRAMS, ...RUN_BY_OTHERS].some((each) => each.page === page && each.name === name);
}
