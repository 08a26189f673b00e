import { expect, test } from '@jest/globals';

import type { CredentialAttributes } from 'secur32';
import { SECPKG_ATTR, SECPKG_CRED_ATTR, UnsupportedFunctionError } from 'secur32';

import type { Member } from '../scripted-ssp/index.js';
import { calls, lastCall, script, SCRIPTED_PROVIDER } from '../scripted-ssp/index.js';
import { argumentError, refusal, rejectionOf } from '../support/errors.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

// Wine asks no SSP/AP for attributes of credentials, only providers.

const thumbprint = Buffer.alloc(20, 0xab);
const algorithms = Buffer.from('1066000003660000', 'hex');

type Structures = {
  [Name in keyof CredentialAttributes]: [number, Member[], CredentialAttributes[Name]];
};

const STRUCTURES: Structures = {
  names: [SECPKG_CRED_ATTR.NAMES, ['SSPI\\größe'], { userName: 'SSPI\\größe' }],
  ssiProvider: [
    SECPKG_CRED_ATTR.SSI_PROVIDER,
    ['Provider', 4, Buffer.from('info')],
    { providerName: 'Provider', providerInfo: Buffer.from('info') },
  ],
  certificate: [SECPKG_CRED_ATTR.CERT, [20, thumbprint], thumbprint],
  supportedAlgorithms: [SECPKG_ATTR.SUPPORTED_ALGS, [2, algorithms], [0x6610, 0x6603]],
  cipherStrengths: [SECPKG_ATTR.CIPHER_STRENGTHS, [128, 256], { minimum: 128, maximum: 256 }],
  supportedProtocols: [SECPKG_ATTR.SUPPORTED_PROTOCOLS, [0x2800], 0x2800],
};

const NAMES = Object.keys(STRUCTURES) as (keyof CredentialAttributes)[];

describeScripted('an attribute of credentials', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_PROVIDER);

  test.each(NAMES)('is read from its structure: %s', async (name) => {
    const [attribute, structure, value] = STRUCTURES[name];
    script('QueryCredentialsAttributes', { attribute, structure });
    expect(await pair().clientCredentials.query(name)).toEqual(value);
    expect(lastCall('QueryCredentialsAttributes').attribute).toBe(attribute);
  });

  test.each(NAMES)('is an error where the package does not have it: %s', async (name) => {
    const error = await rejectionOf(pair().clientCredentials.query(name));
    expect(error).toBeInstanceOf(UnsupportedFunctionError);
    expect(error).toMatchObject({
      syscall: 'QueryCredentialsAttributes',
      package: SCRIPTED_PROVIDER,
    });
  });

  test('is empty where the package has a NULL pointer', async () => {
    script('QueryCredentialsAttributes', { structure: [0, null] });
    expect(await pair().clientCredentials.query('supportedAlgorithms')).toEqual([]);
  });

  test('by its number is all of what the package has written, in zeros', async () => {
    script('QueryCredentialsAttributes', { attribute: 4711, structure: [1, 2] });
    const bytes = await pair().clientCredentials.queryRaw(4711);
    expect([bytes.length, bytes.readUInt32LE(0), bytes.readUInt32LE(4)]).toEqual([4096, 1, 2]);
  });

  test('by its number is refused where its structure has pointers', async () => {
    const asked = pair().clientCredentials.queryRaw(SECPKG_CRED_ATTR.NAMES);
    expect(await rejectionOf(asked)).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', "query('names')"),
    );
    expect(calls('QueryCredentialsAttributes')).toHaveLength(0);
  });

  test('is asked for on another thread than this one', async () => {
    await rejectionOf(pair().clientCredentials.query('names'));
    // The message calls of a context are made on the thread of the test.
    pair().client.wrap(Buffer.alloc(1));
    expect(lastCall('QueryCredentialsAttributes').thread).not.toBe(lastCall('SealMessage').thread);
  });

  test('is still answered when the credentials are closed meanwhile', async () => {
    const { clientCredentials } = pair();
    script('QueryCredentialsAttributes', { delay: 50, structure: [128, 256] });
    const asked = clientCredentials.query('cipherStrengths');
    clientCredentials.close();
    expect(await asked).toEqual({ minimum: 128, maximum: 256 });
    expect(await rejectionOf(clientCredentials.query('names'))).toEqual(refusal('ERR_SSPI_CLOSED'));
  });

  // Windows has SetCredentialsAttributes; Wine's Secur32 does not export it.
  test('cannot be set where Secur32 has no function for it', async () => {
    const set = pair().clientCredentials.set('names', { userName: 'alice' });
    const error = await rejectionOf(set);
    expect(error).toBeInstanceOf(UnsupportedFunctionError);
    expect(error).toMatchObject({ syscall: 'SetCredentialsAttributes' });
    const raw = pair().clientCredentials.setRaw(4711, Buffer.alloc(4));
    expect(await rejectionOf(raw)).toBeInstanceOf(UnsupportedFunctionError);
  });
});
