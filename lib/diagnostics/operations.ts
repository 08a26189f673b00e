import type { TraceMessage } from '../diagnostics.js';
import { traceAsync, tracing } from '../diagnostics.js';

/** What a step is told of. */
interface StepTarget {
  readonly securityPackage: { readonly name: string };
  readonly side?: 'client' | 'server';
}

const byteLength = (bytes: Uint8Array | undefined): number => bytes?.byteLength ?? 0;

/** How many bytes a step made. */
const tokenBytes = ({ token }: { readonly token?: Uint8Array }): number => byteLength(token);

/** Makes a leg of a handshake, told to those who listen; `made` counts the bytes that it made. */
export async function traceLeg<T extends { readonly status: number }>(
  { securityPackage, side }: StepTarget,
  inputBytes: number,
  call: () => Promise<T>,
  made: (answer: T) => number,
): Promise<T> {
  if (!tracing.step.hasSubscribers) return await call();
  const about = { package: securityPackage.name, method: 'step', ...(side && { side }) };
  return await traceAsync(tracing.step, { ...about, inputBytes }, async (result) => {
    const answer = await call();
    result.status = answer.status;
    result.outputBytes = made(answer);
    return answer;
  });
}

/** The same for a leg of one token. */
export async function traceStep<T extends { readonly status: number; readonly token?: Uint8Array }>(
  target: StepTarget,
  token: Uint8Array | undefined,
  call: () => Promise<T>,
): Promise<T> {
  return await traceLeg(target, byteLength(token), call, tokenBytes);
}

/** Acquires credentials, told to those who listen. */
export async function traceAcquire<T extends { readonly status: number }>(
  packageName: string,
  call: () => Promise<T>,
): Promise<T> {
  if (!tracing.acquire.hasSubscribers) return await call();
  const message: TraceMessage = { package: packageName, method: 'acquire' };
  return await traceAsync(tracing.acquire, message, async (result) => {
    const answer = await call();
    result.status = answer.status;
    return answer;
  });
}
