// canary KIND: gives a secret to the scripted package, or gets one from it, and writes how often it lay
// in the memory of the process: before, meanwhile, and after the caller has wiped its own copy.
import { setTimeout as pause } from 'node:timers/promises';

import { changePassword, Credentials, listPackages, SspModule } from 'secur32';

import type { PackageFunction } from '../../scripted-ssp/index.js';
import {
  calls,
  release,
  script,
  SCRIPTED,
  SCRIPTED_DLL,
  SCRIPTED_PROVIDER,
} from '../../scripted-ssp/index.js';
import { lendFunctions } from '../../scripted-ssp/lent-functions.js';
import {
  countInMemory,
  notePasswords,
  setSessionKey,
} from '../../scripted-ssp/process-controls.js';
import { Canary } from '../../support/canary.js';
import { connectScripted } from '../../support/scripted-pair.js';

const canary = new Canary();
const counts: Record<string, number> = {};

function count(when: string): void {
  counts[when] = countInMemory(canary.bytes);
  counts[`${when}, UTF-16`] = countInMemory(canary.utf16);
}

/** Counts while the package has what it was given, and lets it answer then. */
async function countInside(name: PackageFunction, call: () => Promise<unknown>): Promise<void> {
  script(name, { blocks: true });
  const done = call();
  while (calls(name).length === 0) await pause(1);
  count('inside');
  release();
  await done;
}

async function acquire(password: string | Uint8Array, status = 0): Promise<void> {
  notePasswords(false);
  const options = { package: SCRIPTED, identity: { user: 'alice', password } };
  await countInside('AcquireCredentialsHandle', () => Credentials.acquire(options));
  if (status === 0) return;
  script('AcquireCredentialsHandle', { status });
  await Credentials.acquire(options).catch(() => undefined);
}

const LOGON_DENIED = 0x8009030c;

const KINDS: Readonly<Record<string, () => Promise<void>>> = {
  async bytes() {
    const password = canary.reveal();
    await acquire(password);
    password.fill(0);
  },
  async refused() {
    const password = canary.reveal();
    await acquire(password, LOGON_DENIED);
    password.fill(0);
  },
  async add() {
    using credentials = await Credentials.acquire({ package: SCRIPTED_PROVIDER });
    const password = canary.reveal();
    notePasswords(false);
    const identity = { user: 'alice', password };
    await countInside('AddCredentials', () => credentials.add({ identity }));
    password.fill(0);
  },
  async change() {
    listPackages(); // loads the addon
    lendFunctions();
    const newPassword = canary.reveal();
    notePasswords(false);
    const account = { package: 'Negotiate', domain: 'SSPI', user: 'alice', oldPassword: 'old' };
    await countInside('ChangeAccountPassword', () => changePassword({ ...account, newPassword }));
    newPassword.fill(0);
  },
  // The string itself stays, in the form that JavaScript has it: not in UTF-16.
  async string() {
    const bytes = canary.reveal();
    await acquire(bytes.toString('latin1'));
    bytes.fill(0);
  },
  async authData() {
    // What the package takes for an identity without any text.
    const authData = Buffer.alloc(4096);
    const secret = canary.reveal();
    authData.set(secret, 64);
    secret.fill(0);
    using module = SspModule.load(SCRIPTED_DLL);
    await countInside('AcquireCredentialsHandle', () => module.acquire({ authData }));
    authData.fill(0);
  },
  async sessionKey() {
    setSessionKey(canary.masked);
    using pair = await connectScripted();
    const key = pair.client.query('sessionKey');
    count('inside');
    key.fill(0);
  },
};

async function main(): Promise<void> {
  count('before');
  await KINDS[process.argv[2] ?? '']?.();
  gc?.();
  count('after');
  console.log(JSON.stringify(counts));
}

void main();
