// electron-app FOLDER OPTIONS: the example for Electron, as it lies in that folder, in plain Node.js.
// A worker thread stands in for the utility process, this program for the main process and the page:
// it calls the handlers as ipcMain does. Writes what the page would have got. The options are JSON.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

interface Outcome {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: { readonly code?: string };
}
type Handler = (sender: { senderFrame: { url: string } }, ...args: unknown[]) => Promise<Outcome>;
type Page = Record<string, (...args: unknown[]) => Promise<Outcome>>;

interface Modules {
  readonly Caller: new (worker: Worker) => object;
  readonly createHandlers: (caller: object, page: string) => Record<string, Handler>;
  readonly examine: (execute: (script: string) => Promise<unknown>) => Promise<number>;
  readonly createService: (services: unknown, test: unknown) => object;
  readonly answer: (service: object, request: unknown) => Promise<unknown>;
}

interface Options {
  readonly services: unknown;
  readonly selfTest: unknown;
}

const [folder, options] = (isMainThread ? process.argv.slice(2) : workerData) as [string, string];
const load = createRequire(join(folder, 'package.json'));
const modules = (name: string): Modules => load(`./${name}.js`) as Modules;
// The worker answers nothing after this.
const SLEEP = 'sleep';
const PAGE = 'file:///index.html';

function serve(): void {
  const { createService, answer } = modules('service');
  const { services, selfTest } = JSON.parse(options) as Options;
  const service = createService(services, selfTest);
  parentPort?.on('message', (request: unknown) => {
    if (request === SLEEP) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    void answer(service, request).then((result) => parentPort?.postMessage(result));
  });
}

/** What preload.js gives to a page. */
function pageOf(handlers: Record<string, Handler>, url: string): Page {
  const sender = { senderFrame: { url } };
  return Object.fromEntries(
    Object.entries(handlers).map(([channel, handler]) => [
      channel.replace('sspi:', ''),
      (...args) => handler(sender, ...args),
    ]),
  );
}

async function converse(page: Page) {
  const connected = await page['connect']?.('example');
  const { session } = (connected?.value ?? {}) as { session?: unknown };
  const answer = await page['ask']?.(session, 'How are you?');
  const invalid = await page['ask']?.('1', 'How are you?');
  await page['close']?.(session);
  const closed = await page['ask']?.(session, 'Are you there?');
  return { connected, answer, invalid, closed };
}

async function main(): Promise<void> {
  const worker = new Worker(__filename, { workerData: [folder, options] });
  const caller = new (modules('caller').Caller)(worker);
  const handlers = modules('handlers').createHandlers(caller, PAGE);
  const sspi = pageOf(handlers, PAGE);
  const code = await modules('examine').examine(
    (script) => runInNewContext(script, { window: { sspi } }) as Promise<unknown>,
  );
  const conversation = await converse(sspi);
  const foreign = await pageOf(handlers, 'https://example.com/')['packages']?.();
  worker.postMessage(SLEEP);
  const pending = sspi['packages']?.();
  await worker.terminate();
  const ended = [await pending, await sspi['packages']?.()];
  console.log(JSON.stringify({ code, ...conversation, foreign, ended }));
}

if (isMainThread) void main();
else serve();
