import { setImmediate as turn } from 'node:timers/promises';

import { expect } from '@jest/globals';

import type { Pair } from './pair-maker.js';
import type { Outcome } from './typed-errors.js';
import { codeOf, outcomeOf, outcomeOfAsync } from './typed-errors.js';

// What may happen on one context, as a model: one message may be protected while another is checked,
// asynchronous calls keep their order in each direction, and nothing runs beside a leg or after close.

/** The things that a caller may do, in any order. */
export const ACTS = [
  ...(['wrap', 'wrapAsync', 'sign', 'signAsync', 'unwrap', 'unwrapAsync'] as const),
  ...(['query', 'step', 'turn', 'settle', 'close'] as const),
] as const;

export type Act = (typeof ACTS)[number];

type Work = 'protecting' | 'checking' | 'leg';

interface Pending {
  readonly work: Work;
  /** Nothing, or the code of the error that the call has to end with. */
  expected: string | undefined;
  ended: boolean;
  readonly outcome: Promise<Outcome<unknown>>;
}

/** What differs between packages. */
export interface Traits {
  readonly attribute: 'sizes' | 'streamSizes';
  /** Whether messages can be signed apart from being sealed. */
  readonly signs: boolean;
  /** A token by which a leg of an established context succeeds; none where there are no such legs. */
  readonly leg: Buffer | undefined;
}

/** Plays acts on the client of an established pair, and requires the outcomes that the model says. */
export class LaneModel {
  readonly #incoming: Buffer[];
  readonly #sent: { method: 'wrap' | 'sign'; text: string; pending: Pending }[] = [];
  readonly #pending: Pending[] = [];
  #count = 0;
  #received = 0;
  #closed = false;

  constructor(
    private readonly pair: Pair,
    private readonly traits: Traits,
    acts: readonly Act[],
  ) {
    const opened = acts.filter((act) => act.startsWith('unwrap'));
    this.#incoming = opened.map((_, i) => pair.server.wrap(Buffer.from(`incoming ${i}`)));
  }

  /** Plays one act. Between two of them nothing happens, unless the act says so. */
  async play(act: Act): Promise<void> {
    const { client } = this.pair;
    if (act === 'turn') await turn();
    else if (act === 'settle') await this.settle();
    else if (act === 'close') this.#close();
    else if (act === 'query') {
      const outcome = outcomeOf(() => client.query(this.traits.attribute));
      expect(codeOf(outcome)).toBe(this.#refusal());
    } else if (act === 'step') {
      this.#begin('leg', this.#legRefusal(), async () => await client.step(this.traits.leg));
    } else if (act.startsWith('unwrap')) this.#receive(act === 'unwrapAsync');
    else this.#send(act.startsWith('sign') ? 'sign' : 'wrap', act.endsWith('Async'));
  }

  /** Waits for everything, and requires the server to take all that was made, in order. */
  async finish(): Promise<void> {
    await this.settle();
    for (const { method, text, pending } of this.#sent) {
      const outcome = await pending.outcome;
      if (!('value' in outcome)) continue;
      const { server } = this.pair;
      const bytes = outcome.value as Buffer;
      if (method === 'sign') server.verify(Buffer.from(text), bytes);
      else expect(server.unwrap(bytes).data.toString()).toBe(text);
    }
  }

  async settle(): Promise<void> {
    await Promise.all(this.#pending.map(({ outcome }) => outcome));
    // What they leave behind, they leave before the next turn.
    await turn();
  }

  #close(): void {
    this.pair.client.close();
    this.#closed = true;
    for (const each of this.#pending) if (!each.ended) each.expected = 'ERR_SSPI_CLOSED';
  }

  #busy(work: Work): boolean {
    return this.#pending.some((each) => each.work === work && !each.ended);
  }

  /** Why nothing at all can be done now. */
  #refusal(): string | undefined {
    if (this.#closed) return 'ERR_SSPI_CLOSED';
    return this.#busy('leg') ? 'ERR_SSPI_BUSY' : undefined;
  }

  #legRefusal(): string | undefined {
    const busy = this.#busy('protecting') || this.#busy('checking');
    const refusal = this.#refusal() ?? (busy ? 'ERR_SSPI_BUSY' : undefined);
    return refusal ?? (this.traits.leg === undefined ? 'ERR_SSPI_ESTABLISHED' : undefined);
  }

  #send(kind: 'wrap' | 'sign', later: boolean): void {
    const method = this.traits.signs ? kind : 'wrap';
    const text = `outgoing ${(this.#count += 1)}`;
    const { client } = this.pair;
    const pending = later
      ? this.#begin('protecting', this.#refusal(), () =>
          client[`${method}Async`](Buffer.from(text)),
        )
      : this.#call('protecting', () => client[method](Buffer.from(text)));
    this.#sent.push({ method, text, pending });
  }

  #receive(later: boolean): void {
    const { client } = this.pair;
    const index = this.#received;
    const token = this.#incoming[index] ?? Buffer.alloc(0);
    const check = ({ data }: { data: Buffer }): void => {
      expect(data.toString()).toBe(`incoming ${index}`);
    };
    const refusal = this.#refusal();
    const pending = later
      ? this.#begin('checking', refusal, async () => check(await client.unwrapAsync(token)))
      : this.#call('checking', () => check(client.unwrap(token)));
    // What was refused can be opened later.
    if (pending.expected === undefined) this.#received += 1;
  }

  /** A synchronous call: refused while its direction is busy. */
  #call(work: Work, call: () => unknown): Pending {
    const expected = this.#refusal() ?? (this.#busy(work) ? 'ERR_SSPI_BUSY' : undefined);
    const outcome = outcomeOf(call);
    expect(codeOf(outcome)).toBe(expected);
    return { work, expected, ended: true, outcome: Promise.resolve(outcome) };
  }

  /** An asynchronous one: waits, unless it is refused at once. */
  #begin(work: Work, refusal: string | undefined, call: () => Promise<unknown>): Pending {
    const outcome = outcomeOfAsync(call).then((result) => {
      pending.ended = true;
      return result;
    });
    const checked = outcome.then((result) => {
      expect(codeOf(result)).toBe(pending.expected);
      return result;
    });
    const pending: Pending = {
      work,
      expected: refusal,
      ended: refusal !== undefined,
      outcome: checked,
    };
    this.#pending.push(pending);
    return pending;
  }
}
