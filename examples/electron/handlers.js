'use strict';

/** @typedef {{ senderFrame: { url: string } | null }} Sender */
/** @typedef {(sender: Sender, ...args: unknown[]) => Promise<import('./caller.js').Outcome>} Handler */

const isText = (/** @type {unknown} */ value) => typeof value === 'string' && value.length < 65_536;

/**
 * What the page may ask for, by channel. Each request is checked here, in the main process: who
 * sends it, and what is in it.
 *
 * @param {import('./caller.js').Caller} caller
 * @param {string} page the only page that is answered
 * @returns {Record<string, Handler>}
 */
function createHandlers(caller, page) {
  /**
   * @param {import('./caller.js').Request['method']} method
   * @param {...((value: unknown) => boolean)} checks one for each argument
   * @returns {Handler}
   */
  function handler(method, ...checks) {
    return async (sender, ...args) => {
      const known = sender.senderFrame?.url === page;
      const valid = args.length === checks.length && checks.every((check, i) => check(args[i]));
      if (known && valid) return caller.call(method, ...args);
      const message = known ? `${method}: invalid arguments` : 'This page may not ask';
      return Promise.resolve({ ok: false, error: { message, code: 'ERR_REFUSED' } });
    };
  }
  return {
    'sspi:packages': handler('packages'),
    'sspi:connect': handler('connect', isText),
    'sspi:ask': handler('ask', Number.isSafeInteger, isText),
    'sspi:close': handler('close', Number.isSafeInteger),
    'sspi:selfTest': handler('selfTest'),
  };
}

module.exports = { createHandlers };
