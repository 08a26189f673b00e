import { expect, test } from '@jest/globals';

import type { ClientContext, SecBuffer, ServerContext } from 'secur32';
import { ASC_REQ, Credentials, ISC_REQ, raw, SECBUFFER, Status } from 'secur32';

import type { PackageName } from '../support/capabilities.js';
import { describeEach, GSS_PACKAGES, PACKAGES } from '../support/capabilities.js';
import { prepare, defaultTarget } from '../support/loopback.js';
import { byPlatform } from '../support/platform.js';

const TOKEN_ROOM = [{ type: SECBUFFER.TOKEN, size: 65_536 }];

const CLIENT_FLAGS =
  ISC_REQ.MUTUAL_AUTH | ISC_REQ.SEQUENCE_DETECT | ISC_REQ.CONFIDENTIALITY | ISC_REQ.INTEGRITY;
const SERVER_FLAGS = ASC_REQ.SEQUENCE_DETECT | ASC_REQ.CONFIDENTIALITY | ASC_REQ.INTEGRITY;

function inputsOf(packageName: PackageName, token: Buffer | undefined): SecBuffer[] {
  if (token === undefined) return [];
  const empty = packageName === 'Schannel' ? [{ type: SECBUFFER.EMPTY }] : [];
  return [{ type: SECBUFFER.TOKEN, data: token }, ...empty];
}

// A handshake of calls only: what each leg writes goes to the other end.
async function shakeHands(
  packageName: PackageName,
  from: { client: Credentials; server: Credentials },
): Promise<{ client: ClientContext; server: ServerContext; statuses: number[] }> {
  const stream = packageName === 'Schannel';
  const target = defaultTarget(packageName);
  const flags = stream ? ISC_REQ.STREAM | ISC_REQ.CONFIDENTIALITY : CLIENT_FLAGS;
  const acceptFlags = stream ? ASC_REQ.STREAM | ASC_REQ.CONFIDENTIALITY : SERVER_FLAGS;
  const common = { outputs: TOKEN_ROOM };
  const first = { ...common, flags, ...(target !== undefined && { target }) };
  let initiated = await raw.initializeSecurityContext(from.client, first);
  let accepted = await raw.acceptSecurityContext(from.server, {
    ...common,
    flags: acceptFlags,
    inputs: inputsOf(packageName, initiated.outputs[0]?.data),
  });
  const statuses = [initiated.status, accepted.status];
  for (let legs = 0; legs < 8; legs += 1) {
    if (initiated.status === Status.SEC_E_OK) break;
    const inputs = inputsOf(packageName, accepted.outputs[0]?.data);
    initiated = await raw.initializeSecurityContext(initiated.context, { ...first, inputs });
    statuses.push(initiated.status);
    const token = initiated.outputs[0]?.data ?? Buffer.alloc(0);
    if (accepted.status === Status.SEC_E_OK || token.length === 0) continue;
    const answer = { ...common, flags: acceptFlags, inputs: inputsOf(packageName, token) };
    accepted = await raw.acceptSecurityContext(accepted.context, answer);
    statuses.push(accepted.status);
  }
  return { client: initiated.context, server: accepted.context, statuses };
}

describeEach(PACKAGES, 'the functions for %s', (name) => {
  test('shake hands, with every status in the result', async () => {
    using loopback = await prepare(name);
    const ends = await shakeHands(name, {
      client: loopback.clientCredentials,
      server: loopback.serverCredentials,
    });
    using client = ends.client;
    using server = ends.server;
    for (const status of ends.statuses) {
      expect([Status.SEC_E_OK, Status.SEC_I_CONTINUE_NEEDED]).toContain(status);
    }
    expect([client.state, server.state]).toEqual(['established', 'established']);
    // The context is one whose methods work, too.
    if (name === 'NTLM') return;
    expect(server.unwrap(client.wrap(Buffer.from('by method'))).data).toEqual(
      Buffer.from('by method'),
    );
  });

  test('answer SEC_E_INVALID_HANDLE before the first leg and after the end', async () => {
    using loopback = await prepare(name);
    const { client } = loopback;
    const message = [{ type: SECBUFFER.DATA, data: Buffer.alloc(4) }];
    const statuses = (): number[] => [
      raw.encryptMessage(client, 0, message).status,
      raw.decryptMessage(client, message).status,
      raw.makeSignature(client, 0, message).status,
      raw.verifySignature(client, message).status,
      raw.querySecurityContextToken(client).status,
      raw.impersonateSecurityContext(client, () => undefined).status,
      raw.exportSecurityContext(client).status,
    ];
    const invalid = Array<number>(7).fill(Status.SEC_E_INVALID_HANDLE);
    expect(statuses()).toEqual(invalid);
    expect(raw.deleteSecurityContext(client).status).toBe(Status.SEC_E_OK);
    expect(statuses()).toEqual(invalid);
    expect(raw.deleteSecurityContext(client).status).toBe(Status.SEC_E_INVALID_HANDLE);
    const { clientCredentials } = loopback;
    expect(raw.freeCredentialsHandle(clientCredentials).status).toBe(Status.SEC_E_OK);
    expect(raw.freeCredentialsHandle(clientCredentials).status).toBe(Status.SEC_E_INVALID_HANDLE);
  });
});

describeEach(GSS_PACKAGES, 'a message by the functions for %s', (name) => {
  test('is sealed and opened in place, and cut to its sizes', async () => {
    using loopback = await prepare(name);
    const ends = await shakeHands(name, {
      client: loopback.clientCredentials,
      server: loopback.serverCredentials,
    });
    using client = ends.client;
    using server = ends.server;
    const data = Buffer.from('sealed by the function itself');
    const plain = Buffer.from(data);
    const { securityTrailer, blockSize } = client.query('sizes');
    const sealed = raw.encryptMessage(client, 0, [
      { type: SECBUFFER.TOKEN, data: Buffer.alloc(securityTrailer) },
      { type: SECBUFFER.DATA, data },
      { type: SECBUFFER.PADDING, data: Buffer.alloc(blockSize) },
    ]);
    expect(sealed.status).toBe(Status.SEC_E_OK);
    expect(data).not.toEqual(plain);
    expect(sealed.sizes[1]).toBe(plain.length);
    // Wine's NTLM makes keys for the client's end only.
    if (name === 'NTLM' && byPlatform({ windows: false, wine: true })) {
      expect(raw.decryptMessage(server, sealed.buffers).status).toBe(
        Status.SEC_E_UNSUPPORTED_FUNCTION,
      );
      return;
    }
    const opened = raw.decryptMessage(server, sealed.buffers.slice(0, 2));
    expect(opened).toMatchObject({ status: Status.SEC_E_OK, qop: 0 });
    expect(data).toEqual(plain);
  });

  test('has its failure as a status', async () => {
    using loopback = await prepare(name);
    const ends = await shakeHands(name, {
      client: loopback.clientCredentials,
      server: loopback.serverCredentials,
    });
    using client = ends.client;
    using server = ends.server;
    expect(raw.encryptMessage(client, 0, []).status).toBeGreaterThanOrEqual(0x8000_0000);
    const garbage = [
      { type: SECBUFFER.TOKEN, data: Buffer.alloc(76, 1) },
      { type: SECBUFFER.DATA, data: Buffer.alloc(10) },
    ];
    const opened = raw.decryptMessage(server, garbage);
    expect(opened.status).toBeGreaterThanOrEqual(0x8000_0000);
    expect(opened.buffers).toEqual([]);
  });
});

describeEach(['NTLM', 'Negotiate'], 'a server of %s with too little room for its token', (name) => {
  test('is refused with a status', async () => {
    using loopback = await prepare(name);
    const credentials = { client: loopback.clientCredentials, server: loopback.serverCredentials };
    const begin = await raw.initializeSecurityContext(credentials.client, { outputs: TOKEN_ROOM });
    const inputs = inputsOf(name, begin.outputs[0]?.data);
    for (const size of [0, 1, 30]) {
      const outputs = [{ type: SECBUFFER.TOKEN, size }];
      const leg = await raw.acceptSecurityContext(credentials.server, { inputs, outputs });
      // Wine's NTLM would write beyond it: refused by the module that knows Wine.
      expect(leg.status).toBe(Status.SEC_E_BUFFER_TOO_SMALL);
      leg.context.close();
    }
    begin.context.close();
  });
});

test('the functions for packages answer with a status, too', async () => {
  expect(raw.enumerateSecurityPackages()).toMatchObject({ status: Status.SEC_E_OK });
  expect(raw.querySecurityPackageInfo('negotiate')).toMatchObject({
    status: Status.SEC_E_OK,
    package: { name: 'Negotiate' },
  });
  const status = Status.SEC_E_SECPKG_NOT_FOUND;
  expect(raw.querySecurityPackageInfo('Nobody')).toEqual({ status });
  expect(await raw.acquireCredentialsHandle({ package: 'Nobody' })).toEqual({
    status,
    syscall: 'QuerySecurityPackageInfo',
  });
  const exported = {
    package: 'Nobody',
    side: 'client',
    flags: 0,
    packed: Buffer.alloc(1),
  } as const;
  expect(raw.importSecurityContext(exported)).toEqual({ status });
});

test('credentials acquired by the function are those of the class', async () => {
  const { status, syscall, credentials } = await raw.acquireCredentialsHandle({ package: 'NTLM' });
  expect([status, syscall]).toEqual([Status.SEC_E_OK, 'AcquireCredentialsHandle']);
  expect(credentials).toBeInstanceOf(Credentials);
  if (credentials === undefined) return;
  const added = await raw.addCredentials(credentials, {});
  expect(added).toEqual({
    status: byPlatform({ windows: Status.SEC_E_OK, wine: Status.SEC_E_UNSUPPORTED_FUNCTION }),
    syscall: 'AddCredentials',
  });
  credentials.close();
});
