import { Secur32Error } from './errors.js';
import type { NativeLeg } from './native.js';
import { isSuccess } from './status.js';

/**
 * What the package says that it wrote into the room for the token. A leg that failed may leave any
 * size; one that did not, and whose token lies elsewhere, ends the context: `end` does that.
 */
export function writtenToken(
  { status, outputs }: Pick<NativeLeg, 'status' | 'outputs'>,
  end: () => void,
): Buffer | undefined {
  const [token] = outputs;
  if (token === undefined || token.size === 0) return undefined;
  if (token.data.length === token.size) return token.data;
  if (!isSuccess(status)) return undefined;
  end();
  throw new Secur32Error(
    'ERR_SSPI_FOREIGN_MEMORY',
    'The security package returned a token that does not lie inside the memory it was given. ' +
      'It was not read.',
  );
}
