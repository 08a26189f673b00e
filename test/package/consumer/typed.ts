// What a program in TypeScript sees of the types; it is compiled as a consumer's would be, and run.
import * as secur32 from 'secur32';
import type { ClientContext, ContextSizes, SecurityPackage, UnwrapResult } from 'secur32';
import { BufferTooSmallError, listPackages, SecBuffer, SspiError, Status } from 'secur32';

import { report } from './report.js';
import { session } from './session.js';

/** What the compiler has to know of a context. */
export function documented(context: ClientContext, text: Buffer): UnwrapResult {
  const sizes: ContextSizes = context.query('sizes');
  const { buffers } = context.encryptMessage([
    SecBuffer.token(sizes.securityTrailer),
    SecBuffer.data(text),
    SecBuffer.padding(sizes.blockSize),
  ]);
  // @ts-expect-error: there is no such attribute
  context.query('size');
  // @ts-expect-error: text has to be encoded first
  context.wrap('text');
  return context.unwrap(Buffer.concat(buffers.flatMap(({ data }) => data ?? [])));
}

/** What the compiler has to know of an error. */
export function meaning(error: unknown): string {
  if (error instanceof BufferTooSmallError) return error.syscall;
  if (!(error instanceof SspiError)) return 'another error';
  const { status, hint }: { status: number; hint?: string } = error;
  return status === Status.SEC_E_LOGON_DENIED ? 'denied' : (hint ?? error.code);
}

/** A resource that `using` closes. */
export async function scoped(): Promise<number> {
  using credentials = await secur32.Credentials.acquire({ package: 'Schannel' });
  const packages: SecurityPackage[] = listPackages();
  return credentials instanceof secur32.Credentials ? packages.length : 0;
}

void report(async () => {
  const packages = await scoped();
  return { ...(await session(secur32)), packages };
});
