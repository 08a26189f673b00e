'use strict';

/**
 * What preload.js gives to the page.
 *
 * @typedef {object} Sspi
 * @property {() => Promise<Outcome<{ name: string, comment: string }[]>>} packages
 * @property {(service: string) => Promise<Outcome<{ session: number, package: string }>>} connect
 * @property {(session: number, text: string) => Promise<Outcome<string>>} ask
 * @property {(session: number) => Promise<Outcome>} close
 */

/**
 * @template [Value=unknown]
 * @typedef {import('./caller.js').Outcome<Value>} Outcome
 */

// Not of the same name: a script cannot declare what contextBridge has put there.
const { sspi: service } = /** @type {{ sspi: Sspi }} */ (/** @type {unknown} */ (globalThis));

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no ${id}`);
  return found;
}

/**
 * @template Value
 * @param {Promise<Outcome<Value>>} answer
 */
async function valueOf(answer) {
  const outcome = await answer;
  if (outcome.ok) return outcome.value;
  const { message, code = '', hint = '' } = outcome.error;
  throw new Error([code, message, hint].filter(Boolean).join('\n'));
}

async function showPackages() {
  for (const { name, comment } of await valueOf(service.packages())) {
    const item = document.createElement('li');
    item.textContent = `${name}: ${comment}`;
    element('packages').append(item);
  }
}

/** @param {string} question */
async function ask(question) {
  const { session, package: name } = await valueOf(service.connect('example'));
  try {
    return `${name}: ${await valueOf(service.ask(session, question))}`;
  } finally {
    await service.close(session);
  }
}

/** @param {Promise<string | void>} work */
async function show(work) {
  const output = element('answer');
  try {
    output.textContent = (await work) ?? '';
  } catch (error) {
    output.textContent = error instanceof Error ? error.message : String(error);
  }
}

element('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const { value } = /** @type {HTMLInputElement} */ (element('question'));
  void show(ask(value));
});

void show(showPackages());
