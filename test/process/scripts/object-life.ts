// object-life OBJECT CASE: closes, loses or leaves one object of the scripted package, and writes what
// became of it. Calls of the package take a while, so that what happens during one does.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import { Credentials, SecBuffer, SspModule } from 'secur32';

import type { PackageFunction } from '../../scripted-ssp/index.js';
import { calls, reset, script, SCRIPTED, SCRIPTED_DLL } from '../../scripted-ssp/index.js';
import { connectScripted, prepareScripted } from '../../support/scripted-pair.js';

interface Life {
  close(): void;
  /** A call that is refused after close. */
  use(): unknown;
  /** A call that takes a while. */
  call(): Promise<unknown>;
}

const A_WHILE = 60;
const SLOW: readonly PackageFunction[] = [
  ...(['AcquireCredentialsHandle', 'InitLsaModeContext', 'AcceptLsaModeContext'] as const),
];

function loadScripted(): SspModule {
  const module = SspModule.load(SCRIPTED_DLL);
  if (module.packages[0]?.name === SCRIPTED) return module;
  // To each second call, the DLL is the other one of its two packages.
  module.close();
  return SspModule.load(SCRIPTED_DLL);
}

const HELLO = Buffer.from('scripted: hello');

const MAKERS: Readonly<Record<string, () => Promise<Life>>> = {
  async Credentials() {
    const made = await Credentials.acquire({ package: SCRIPTED });
    const use = () => made.initiate({ target: 'HOST/x' });
    return { close: () => made.close(), use, call: () => use().step() };
  },
  async ClientContext() {
    const { client } = await prepareScripted();
    const use = () => client.wrap(HELLO);
    return { close: () => client.close(), use, call: () => client.step() };
  },
  async ServerContext() {
    const { server } = await prepareScripted();
    const use = () => server.wrap(HELLO);
    return { close: () => server.close(), use, call: () => server.step(HELLO) };
  },
  async SspModule() {
    const made = loadScripted();
    // What it throws, it throws later: as the other objects do at once.
    const use = () => made.acquire();
    return Promise.resolve({ close: () => made.close(), use, call: use });
  },
  async SspCredentials() {
    const made = await loadScripted().acquire();
    const use = () => made.initiate();
    return { close: () => made.close(), use, call: () => use().step() };
  },
  async SspContext() {
    const made = (await loadScripted().acquire()).initiate();
    const use = () => made.sealMessage([SecBuffer.token(32), SecBuffer.data(HELLO)]);
    return { close: () => made.close(), use, call: () => made.step() };
  },
};

const [name, kind] = (isMainThread ? process.argv.slice(2) : workerData) as [string, string];

async function make(): Promise<Life> {
  const maker = MAKERS[name];
  if (maker === undefined) throw new Error(`no object ${name}`);
  return await maker();
}

async function codeOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

function slowly(): void {
  for (const each of SLOW) script(each, { delay: A_WHILE });
}

const CASES: Readonly<Record<string, () => Promise<string>>> = {
  async after() {
    const life = await make();
    life.close();
    return await codeOf(() => life.use());
  },
  async twice() {
    const life = await make();
    for (let i = 0; i < 3; i += 1) life.close();
    return await codeOf(() => life.use());
  },
  async during() {
    const life = await make();
    slowly();
    const outcome = codeOf(() => life.call());
    life.close();
    return await outcome;
  },
  /** Nobody holds what was made: the collector frees all handles. */
  async dropped() {
    reset();
    for (let i = 0; i < 20; i += 1) await (await make()).call();
    const made = calls('AcquireCredentialsHandle').length;
    const freed = (): number => calls('FreeCredentialsHandle').length;
    for (let i = 0; i < 200 && freed() < made; i += 1) {
      gc?.();
      await pause(5);
    }
    return freed() === made ? 'freed' : `${freed()} of ${made}`;
  },
  async terminated() {
    for (let i = 0; i < 3; i += 1) {
      const worker = new Worker(__filename, { workerData: [name, 'pending'] });
      await once(worker, 'message');
      await worker.terminate();
    }
    using pair = await connectScripted();
    return pair.client.state;
  },
  async pending() {
    const life = await make();
    slowly();
    void life.call();
    parentPort?.postMessage('called');
    return 'called';
  },
  async exit() {
    await CASES['pending']?.();
    process.exit(7);
  },
};

void CASES[kind]?.().then((result) => {
  if (isMainThread) console.log(result);
});
