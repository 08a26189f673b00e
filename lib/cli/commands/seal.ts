import type { ClientContext } from '../../client-context.js';
import { SspiError } from '../../errors.js';
import type { ServerContext } from '../../server-context.js';
import type { Command, Invocation, Report } from '../command.js';
import { END_OPTIONS, openClient, openServer, packageOf, shakeHands } from '../ends.js';
import { EXIT } from '../exit-codes.js';
import type { ErrorFacts } from '../failure.js';
import { errorFacts } from '../failure.js';
import type { Part } from '../seal-parts.js';
import { sealParts } from '../seal-parts.js';
import { hexDump, wrapWords } from '../text/layout.js';
import type { Style } from '../text/style.js';
import { Trace } from '../trace.js';
import { UsageError } from '../usage-error.js';

type Context = ClientContext | ServerContext;
type Side = 'client' | 'server';

interface Opened {
  readonly text: string;
  readonly encrypted: boolean;
  readonly qop: number;
}

interface Outcome {
  readonly package: string;
  readonly sealedBy: Side;
  readonly openedBy: Side;
  readonly altered: boolean;
  readonly parts: readonly { name: string; bytes: number; hex: string }[];
  readonly message: string;
  readonly opened?: Opened;
  readonly error?: ErrorFacts;
}

// The last byte: the first ones say where the parts are, and are refused as malformed.
function alter(parts: readonly Part[]): void {
  const data = parts.at(-1)?.data ?? Buffer.alloc(0);
  data[data.length - 1] = (data.at(-1) ?? 0) ^ 1;
}

function open(context: Context, message: Buffer): { opened: Opened } | { error: ErrorFacts } {
  try {
    const { data, encrypted, qop } = context.unwrap(message);
    return { opened: { text: data.toString(), encrypted, qop } };
  } catch (error) {
    if (error instanceof SspiError) return { error: errorFacts(error) };
    throw error;
  }
}

function pass(from: Context, to: Context, invocation: Invocation, sealedBy: Side): Outcome {
  const parts = sealParts(from, invocation.positionals[0] ?? '');
  const altered = invocation.flag('alter');
  if (altered) alter(parts);
  const message = Buffer.concat(parts.map(({ data }) => data));
  return {
    package: from.package,
    sealedBy,
    openedBy: sealedBy === 'client' ? 'server' : 'client',
    altered,
    parts: parts.map(({ name, data }) => {
      return { name, bytes: data.length, hex: data.toString('hex') };
    }),
    message: message.toString('hex'),
    ...open(to, message),
  };
}

async function carryOut(invocation: Invocation, sealedBy: Side): Promise<Outcome> {
  if (invocation.positionals[0] === '') throw new UsageError('the text must not be empty');
  packageOf(invocation);
  const server = await openServer(invocation);
  try {
    const client = await openClient(invocation);
    try {
      await shakeHands(new Trace(undefined), client.context, server.context);
      return sealedBy === 'client'
        ? pass(client.context, server.context, invocation, sealedBy)
        : pass(server.context, client.context, invocation, sealedBy);
    } finally {
      client.close();
    }
  } finally {
    server.close();
  }
}

function lastLine({ opened, openedBy, error }: Outcome, style: Style): string {
  if (opened !== undefined) {
    const how = opened.encrypted ? 'it was encrypted' : 'it was only signed';
    return style.good(`The ${openedBy} opened it (${how}): ${opened.text}`);
  }
  return style.bad(wrapWords(`The ${openedBy} refused it. ${error?.message ?? ''}`));
}

function outcomeText(outcome: Outcome, style: Style): string {
  const parts = outcome.parts.map(({ name, bytes, hex }) => {
    const title = `${style.strong(name)}, ${String(bytes)} bytes`;
    return `${title}\n${hexDump(Buffer.from(hex, 'hex'), '  ')}`;
  });
  const size = String(outcome.message.length / 2);
  const altered = outcome.altered ? ' One bit was changed on the way.' : '';
  return [
    `The ${outcome.sealedBy} sealed a message with ${outcome.package}: ${size} bytes.${altered}`,
    ...parts,
    lastLine(outcome, style),
  ].join('\n');
}

function command(name: string, sealedBy: Side, summary: string): Command {
  return {
    name,
    operands: '<text>',
    summary,
    details: [
      'Both ends are contexts of this process: the client is the current user or --user, the ' +
        'server the current user, or the certificate of --pfx. The parts are shown in the order ' +
        'in which they travel. Keys end with the process, so that nothing is left to open later.',
      'A message that is refused ends with exit code 1: that is what --alter is for.',
    ],
    options: {
      ...END_OPTIONS,
      alter: { type: 'boolean', help: 'change one bit of the message before it is opened' },
    },
    count: [1, 1],
    async run(invocation): Promise<Report> {
      const outcome = await carryOut(invocation, sealedBy);
      return {
        exitCode: outcome.error === undefined ? EXIT.ok : EXIT.failed,
        json: outcome,
        text: (style) => outcomeText(outcome, style),
      };
    },
  };
}

/** `secur32 seal`. */
export const seal = command(
  'seal',
  'client',
  'Seal a text as a client, show the parts of the message, and open it as the server.',
);

/** `secur32 unseal`. */
export const unseal = command(
  'unseal',
  'server',
  'The other direction: open as the client what the server has sealed.',
);
