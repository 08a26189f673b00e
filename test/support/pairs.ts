import { afterAll } from '@jest/globals';

import type { ConnectOptions } from './loopback.js';
import type { Pair, PairName } from './pair-maker.js';
import { PairMaker } from './pair-maker.js';

/**
 * Pairs for many cases of a property: each serves some of them, since a handshake takes longer than a
 * case, and a message that is refused may leave a context that refuses all others.
 */
export function sharedPairs(
  name: PairName,
  { casesEach = 20, ...options }: ConnectOptions & { readonly casesEach?: number } = {},
): () => Promise<Pair> {
  const maker = new PairMaker(name, options);
  let pair: Pair | undefined;
  let left = 0;
  afterAll(async () => {
    pair?.close();
    await maker.close();
  });
  return async () => {
    if (pair === undefined || left === 0) {
      pair?.close();
      pair = await maker.connect();
      left = casesEach;
    }
    left -= 1;
    return pair;
  };
}
