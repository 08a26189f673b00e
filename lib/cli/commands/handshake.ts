import type { ClientContext } from '../../client-context.js';
import { SspiError } from '../../errors.js';
import type { Command, Invocation, Report } from '../command.js';
import { END_OPTIONS, openClient, openServer, packageOf, shakeHands } from '../ends.js';
import type { Agreement } from '../established.js';
import { agreement } from '../established.js';
import { EXIT } from '../exit-codes.js';
import type { ErrorFacts } from '../failure.js';
import { errorFacts } from '../failure.js';
import { parseAddress, shakeHandsOver } from '../tcp.js';
import { columns, wrapWords } from '../text/layout.js';
import type { Style } from '../text/style.js';
import type { Leg } from '../trace.js';
import { legsText, Trace } from '../trace.js';
import { UsageError } from '../usage-error.js';

interface Outcome {
  /** Where it ended: `client` waits for the answer of a peer. */
  readonly state: 'established' | 'waiting' | 'failed';
  readonly legs: readonly Leg[];
  readonly established?: Agreement;
  readonly error?: ErrorFacts;
}

async function carryOut(invocation: Invocation, trace: Trace, client: ClientContext) {
  const address = invocation.text('connect');
  if (address !== undefined) {
    await shakeHandsOver(parseAddress(address), trace, client);
  } else if (invocation.flag('loopback')) {
    const server = await openServer(invocation);
    try {
      await shakeHands(trace, client, server.context);
    } finally {
      server.close();
    }
  } else {
    await trace.step(client, undefined);
  }
}

async function outcomeOf(invocation: Invocation): Promise<Outcome> {
  const trace = new Trace(invocation.oneOf('tokens', ['hex', 'base64']));
  const { legs } = trace;
  const address = invocation.text('connect');
  const peer = address === undefined ? undefined : parseAddress(address).host;
  const client = await openClient(invocation, peer);
  try {
    await carryOut(invocation, trace, client.context);
    if (client.context.state !== 'established') return { state: 'waiting', legs };
    return { state: 'established', legs, established: agreement(client.context) };
  } catch (error) {
    if (error instanceof SspiError) return { state: 'failed', legs, error: errorFacts(error) };
    throw error;
  } finally {
    client.close();
  }
}

function agreementText(agreed: Agreement, style: Style): string {
  const { flags, sizes, streamSizes, ...texts } = agreed;
  const numbers = Object.entries(streamSizes ?? sizes ?? {}).map(
    ([name, value]) => `${name} ${String(value)}`,
  );
  const rows = Object.entries(texts);
  return [
    style.good(style.strong('Established.')),
    columns([...rows, ['sizes', numbers.join(', ')]], '  '),
    wrapWords(`flags  ${flags.join(' ')}`, 90, '  '),
  ].join('\n');
}

function endText({ state, established, error }: Outcome, style: Style): string {
  if (established !== undefined) return agreementText(established, style);
  if (state === 'waiting') {
    return wrapWords(
      'The token is for the peer, whose answer the next leg needs. Use --loopback for a peer in ' +
        'this process, --connect for a server of TLS, or --tokens to see the token.',
    );
  }
  return style.bad(wrapWords(error?.message ?? ''));
}

function requireSensible(invocation: Invocation): void {
  if (invocation.text('connect') === undefined) return;
  if (invocation.flag('loopback'))
    throw new UsageError('--connect and --loopback exclude each other');
  const { name, isStream } = packageOf(invocation);
  if (!isStream) throw new UsageError(`--connect speaks TLS, and the package is ${name}`);
}

/** `secur32 handshake`. */
export const handshake: Command = {
  name: 'handshake',
  operands: '',
  summary: 'Shake hands, and tell each leg: sizes, flags, status, what was agreed on.',
  details: [
    'Without a peer it makes the first leg, which is enough to see whether a ticket can be had for ' +
      'a service. --loopback makes the peer in this process, as the current user. --connect shakes ' +
      'hands with a server of TLS (--package Schannel).',
    'A password is never an option: it comes from an environment variable, the terminal, or the ' +
      'first line of standard input.',
  ],
  options: {
    ...END_OPTIONS,
    loopback: { type: 'boolean', help: 'make the peer in this process' },
    connect: { type: 'string', value: 'HOST:PORT', help: 'shake hands with a server of TLS' },
    tokens: { type: 'string', value: 'FORM', help: 'show the tokens: hex or base64' },
  },
  count: [0, 0],
  async run(invocation): Promise<Report> {
    requireSensible(invocation);
    const outcome = await outcomeOf(invocation);
    return {
      exitCode: outcome.state === 'failed' ? EXIT.failed : EXIT.ok,
      json: outcome,
      text: (style) =>
        [legsText(outcome.legs, style), endText(outcome, style)].filter(Boolean).join('\n\n'),
    };
  },
};
