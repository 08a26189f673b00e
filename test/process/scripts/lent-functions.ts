// lent-functions: what the functions that Wine's Secur32 lacks are called with, as JSON.
import { changePassword, Credentials, listPackages, raw } from 'secur32';

import { calls, script, SCRIPTED_PROVIDER } from '../../scripted-ssp/index.js';
import { lendFunctions } from '../../scripted-ssp/lent-functions.js';

const CHANGE = {
  package: 'Negotiate',
  domain: 'SSPI',
  user: 'älice',
  oldPassword: 'old päss',
  newPassword: Buffer.from('new päss'),
};

async function main(): Promise<void> {
  listPackages(); // loads the addon
  lendFunctions();
  await changePassword(CHANGE);
  script('ChangeAccountPassword', { status: 0xc000006c });
  const refused = await raw.changeAccountPassword(CHANGE);
  using credentials = await Credentials.acquire({ package: SCRIPTED_PROVIDER });
  await credentials.set('supportedProtocols', 0xa00);
  await credentials.setRaw(0x1234, Buffer.from('structure'));
  script('SetCredentialsAttributes', { status: 0x80090302 });
  const unsupported = await raw.setCredentialsAttributes(credentials, 0x1234, Buffer.from('x'));
  const [change] = calls('ChangeAccountPassword');
  const settings = calls('SetCredentialsAttributes');
  console.log(
    JSON.stringify({
      change: { target: change?.target, impersonating: change?.flags, reserved: change?.qop },
      output: change?.buffers[0]?.type,
      statuses: [refused.status, unsupported.status],
      settings: settings.map(({ attribute, bytes }) => [attribute, bytes.toString('hex')]),
    }),
  );
}

void main();
