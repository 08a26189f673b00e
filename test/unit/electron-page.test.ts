import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { createContext, runInContext } from 'node:vm';

import { expect, test } from '@jest/globals';

// The script of the example's page, with as much of a page as it asks for.

const SCRIPT = 'examples/electron/renderer.js';

class PageElement {
  textContent = '';
  value = '';
  readonly children: PageElement[] = [];
  #submit: ((event: { preventDefault(): void }) => void) | undefined;

  append(child: PageElement): void {
    this.children.push(child);
  }

  addEventListener(_: 'submit', listener: (event: { preventDefault(): void }) => void): void {
    this.#submit = listener;
  }

  submit(): void {
    this.#submit?.({ preventDefault: () => undefined });
  }
}

function open(sspi: object): (id: string) => PageElement {
  const ids = ['packages', 'form', 'question', 'answer'];
  const elements = new Map(ids.map((id) => [id, new PageElement()]));
  const document = {
    getElementById: (id: string) => elements.get(id),
    createElement: () => new PageElement(),
  };
  runInContext(readFileSync(SCRIPT, 'utf8'), createContext({ document, sspi }));
  return (id) => elements.get(id) as PageElement;
}

const ok = (value: unknown) => () => Promise.resolve({ ok: true, value });
const failed = (error: object) => () => Promise.resolve({ ok: false, error });

test('the page of the example for Electron lists the packages, and shows the answer', async () => {
  const find = open({
    packages: ok([{ name: 'NTLM', comment: 'old' }]),
    connect: ok({ session: 1, package: 'Kerberos' }),
    ask: (session: number, text: string) => ok(`${session} ${text}`)(),
    close: ok(undefined),
  });
  find('question').value = 'How are you?';
  find('form').submit();
  await turn();
  expect(find('packages').children.map(({ textContent }) => textContent)).toEqual(['NTLM: old']);
  expect(find('answer').textContent).toBe('Kerberos: 1 How are you?');
});

test('the page of the example for Electron shows what went wrong, and what to do', async () => {
  const find = open({
    packages: ok([]),
    connect: failed({ message: 'No.', code: 'SEC_E_LOGON_DENIED', hint: 'Ask.' }),
  });
  find('form').submit();
  await turn();
  expect(find('answer').textContent).toBe('SEC_E_LOGON_DENIED\nNo.\nAsk.');
});

// contextBridge.exposeInMainWorld() defines a property that cannot be configured, and no script can
// declare its name. A context of node:vm has no such properties; a process has.
test('the page of the example for Electron declares no name that preload.js gives to it', () => {
  const program = `
    Object.defineProperty(globalThis, 'sspi', { value: {}, configurable: false });
    require('node:vm').runInThisContext(require('node:fs').readFileSync('${SCRIPT}', 'utf8'));
  `;
  const { stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  expect(stderr).toContain('ReferenceError: document is not defined');
});
