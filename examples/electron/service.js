'use strict';

const { listPackages } = require('secur32');

const { selfTest } = require('./self-test.js');
const { Session } = require('./session.js');

/**
 * All that the utility process does for the application. It is plain Node.js: nothing of Electron is
 * needed to test it.
 *
 * @param {Record<string, import('./services.js').Service>} services
 * @param {import('./self-test.js').Options} [test]
 */
function createService(services, test = {}) {
  /** @type {Map<number, Session>} */
  const sessions = new Map();
  let last = 0;

  /** @param {number} id */
  function find(id) {
    const session = sessions.get(id);
    if (!session) throw new Error('There is no such session');
    return session;
  }

  return {
    packages: () => listPackages().map(({ name, comment }) => ({ name, comment })),
    connect: async (/** @type {string} */ name) => {
      const service = Object.hasOwn(services, name) ? services[name] : undefined;
      if (!service) throw new Error('There is no such service');
      const session = await Session.connect(service);
      last += 1;
      sessions.set(last, session);
      return { session: last, package: session.package };
    },
    ask: (/** @type {number} */ id, /** @type {string} */ text) => find(id).ask(text),
    close: (/** @type {number} */ id) => {
      find(id).close();
      sessions.delete(id);
    },
    selfTest: () => selfTest(test),
  };
}

/**
 * Answers one request. What goes wrong becomes data: an Error that crosses a border of Electron
 * keeps its message only.
 *
 * @param {ReturnType<typeof createService>} service
 * @param {import('./caller.js').Request} request
 * @returns {Promise<import('./caller.js').Answer>}
 */
async function answer(service, { id, method, args }) {
  try {
    const call = /** @type {(...values: unknown[]) => unknown} */ (service[method]);
    return { id, ok: true, value: await call(...args) };
  } catch (error) {
    const { message, code, hint } = /** @type {Error & { code?: string, hint?: string }} */ (error);
    return { id, ok: false, error: { message, code, hint } };
  }
}

module.exports = { answer, createService };
