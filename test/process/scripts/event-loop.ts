// event-loop DELAY: makes every call that may wait for LSA, the network or a person, while the
// scripted package takes that many milliseconds for it. Writes, for each, how often the event loop
// turned meanwhile, and its longest pause, as JSON.
import { performance } from 'node:perf_hooks';

import { changePassword, Credentials, listPackages, SspModule } from 'secur32';

import type { PackageFunction } from '../../scripted-ssp/index.js';
import {
  reset,
  script,
  SCRIPTED_DLL,
  SCRIPTED_PROVIDER,
  SCRIPTED_PROVIDER_STREAM,
} from '../../scripted-ssp/index.js';
import { lendFunctions } from '../../scripted-ssp/lent-functions.js';
import { connectScripted, prepareScripted } from '../../support/scripted-pair.js';

const delay = Number(process.argv[2]);
const TICK = 5;
const PASSWORDS = { oldPassword: 'old', newPassword: 'new' };
const CHANGE = { package: 'Negotiate', domain: 'SSPI', user: 'alice', ...PASSWORDS };

async function watch(name: PackageFunction, call: () => Promise<unknown>) {
  const start = performance.now();
  let [last, longest, turns] = [start, 0, 0];
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    turns += 1;
  };
  const timer = setInterval(turn, TICK);
  script(name, { delay });
  await call();
  clearInterval(timer);
  turn();
  reset();
  return { took: Math.round(last - start), longest: Math.round(longest), turns };
}

async function main(): Promise<void> {
  listPackages(); // loads the addon
  lendFunctions();
  const provider = await Credentials.acquire({ package: SCRIPTED_PROVIDER });
  const { client, server } = await prepareScripted();
  const first = await client.step();
  const stream = await connectScripted(SCRIPTED_PROVIDER_STREAM);
  const module = SspModule.load(SCRIPTED_DLL);
  const hosted = (await module.acquire()).initiate();
  const message = Buffer.from('a message');
  const pair = await connectScripted();
  const sealed = pair.server.wrap(message);
  const signature = pair.server.sign(message);

  console.log(
    JSON.stringify({
      'Credentials.acquire': await watch('AcquireCredentialsHandle', () =>
        Credentials.acquire({ package: SCRIPTED_PROVIDER }),
      ),
      'Credentials#add': await watch('AddCredentials', () => provider.add({})),
      'Credentials#setRaw': await watch('SetCredentialsAttributes', () =>
        provider.setRaw(0x1234, message),
      ),
      changePassword: await watch('ChangeAccountPassword', () => changePassword(CHANGE)),
      'ServerContext#step': await watch('AcceptLsaModeContext', () => server.step(first.token)),
      'ClientContext#step': await watch('InitLsaModeContext', async () => {
        const other = await prepareScripted();
        await other.client.step();
      }),
      'SecurityContext#shutdown': await watch('ApplyControlToken', () => stream.client.shutdown()),
      'MessageContext#wrapAsync': await watch('SealMessage', () => pair.client.wrapAsync(message)),
      'MessageContext#unwrapAsync': await watch('UnsealMessage', () =>
        pair.client.unwrapAsync(sealed),
      ),
      'MessageContext#signAsync': await watch('MakeSignature', () =>
        pair.client.signAsync(message),
      ),
      'MessageContext#verifyAsync': await watch('VerifySignature', () =>
        pair.client.verifyAsync(message, signature),
      ),
      'SspModule#acquire': await watch('AcquireCredentialsHandle', () => module.acquire()),
      'SspContext#step': await watch('InitLsaModeContext', () => hosted.step()),
    }),
  );
}

void main();
