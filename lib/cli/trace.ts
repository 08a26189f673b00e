import { ASC_RET, flagNames, ISC_RET } from '../constants.js';
import { SspiError } from '../errors.js';
import type { StepResult } from '../handshake.js';
import type { SecurityContext } from '../security-context.js';
import { ServerContext } from '../server-context.js';
import { describeStatus, statusName } from '../status.js';
import { hex32 } from '../status/uint32.js';
import { wrapWords } from './text/layout.js';
import type { Style } from './text/style.js';

/** How a token is written out. */
export type Encoding = 'hex' | 'base64';

/** One leg of a handshake. */
export interface Leg {
  readonly side: 'client' | 'server';
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly code: string;
  readonly hex: string;
  readonly meaning: string;
  readonly flags: readonly string[];
  readonly milliseconds: number;
  readonly token?: string;
}

/** Makes the legs of a handshake, and notes what each of them did. */
export class Trace {
  readonly legs: Leg[] = [];

  constructor(private readonly encoding: Encoding | undefined) {}

  async step(context: SecurityContext, input: Buffer | undefined): Promise<StepResult> {
    const start = performance.now();
    try {
      const result = await context.step(input);
      this.#note(context, start, input, result);
      return result;
    } catch (error) {
      if (error instanceof SspiError) this.#note(context, start, input, error);
      throw error;
    }
  }

  #note(
    context: SecurityContext,
    start: number,
    input: Buffer | undefined,
    { status, token }: { readonly status: number; readonly token?: Buffer },
  ): void {
    const isServer = context instanceof ServerContext;
    this.legs.push({
      side: isServer ? 'server' : 'client',
      inputBytes: input?.length ?? 0,
      outputBytes: token?.length ?? 0,
      code: statusName(status),
      hex: hex32(status),
      meaning: describeStatus(status).message,
      flags: flagNames(context.flags, isServer ? ASC_RET : ISC_RET),
      milliseconds: Math.round((performance.now() - start) * 1000) / 1000,
      ...(token && this.encoding && { token: token.toString(this.encoding) }),
    });
  }
}

/** The legs for a person. */
export function legsText(legs: readonly Leg[], style: Style): string {
  return legs
    .map((leg, index) => {
      const sizes = `${String(leg.inputBytes)} bytes in, ${String(leg.outputBytes)} bytes out`;
      const paint =
        leg.code.startsWith('SEC_I_') || leg.code === 'SEC_E_OK' ? style.good : style.bad;
      return [
        `${style.strong(`${String(index + 1)}. ${leg.side}`)}  ${sizes}, ${leg.milliseconds.toFixed(1)} ms`,
        `   ${paint(leg.code)} (${leg.hex}): ${leg.meaning}`,
        ...(leg.flags.length > 0 ? [wrapWords(`flags: ${leg.flags.join(' ')}`, 90, '   ')] : []),
        ...(leg.token === undefined ? [] : [`   token: ${leg.token}`]),
      ].join('\n');
    })
    .join('\n');
}
