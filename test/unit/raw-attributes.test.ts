import { beforeEach, describe, expect, test } from '@jest/globals';

import { acquire, established } from '../support/contexts';
import { refusal, rejectionOf, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';

import { SECPKG_ATTR } from '#lib/constants';
import { raw, Status } from '#lib/index';

const BAD = Status.SEC_E_INTERNAL_ERROR;

beforeEach(() => {
  resetFake();
});

describe('attributes', () => {
  test('are asked for by name or number, with the status in the result', async () => {
    const context = await established('Kerberos');
    fake.structures.set(0x1234, Buffer.from('structure'));
    expect(raw.queryContextAttributes(context, 'sizes')).toMatchObject({
      status: 0,
      value: { maxSignature: 60 },
    });
    expect(raw.queryContextAttributes(context, 0x1234)).toEqual({
      status: 0,
      value: Buffer.from('structure'),
    });
    const status = Status.SEC_E_UNSUPPORTED_FUNCTION;
    expect(raw.queryContextAttributes(context, 'streamSizes')).toEqual({ status });
    expect(raw.queryContextAttributes(context, 0x4321)).toEqual({ status });
    const credentials = await acquire('Schannel');
    fake.credentialAttributes.set(SECPKG_ATTR.SUPPORTED_PROTOCOLS, [0xa00]);
    expect(await raw.queryCredentialsAttributes(credentials, 'supportedProtocols')).toEqual({
      status: 0,
      value: 0xa00,
    });
    expect(await raw.queryCredentialsAttributes(credentials, 'names')).toEqual({ status });
    expect(await raw.queryCredentialsAttributes(credentials, 0x4321)).toEqual({ status });
  });

  test('are set by name or number, with the status in the result', async () => {
    const context = await established('Schannel');
    const bytes = Buffer.from('1234');
    expect(raw.setContextAttributes(context, 'dtlsMtu', 1400)).toEqual({ status: 0 });
    expect(raw.setContextAttributes(context, 0x1234, bytes)).toEqual({ status: 0 });
    const credentials = await acquire('Schannel');
    const set = raw.setCredentialsAttributes(credentials, 'supportedProtocols', 0xa00);
    expect(await set).toEqual({ status: 0 });
    expect(fake.settings.map(({ attribute }) => attribute)).toEqual([
      SECPKG_ATTR.DTLS_MTU,
      0x1234,
      SECPKG_ATTR.SUPPORTED_PROTOCOLS,
    ]);
    fake.setStatus = () => BAD;
    expect(raw.setContextAttributes(context, 0x1234, bytes)).toEqual({ status: BAD });
    const failed = raw.setCredentialsAttributes(credentials, 0x1234, bytes);
    expect(await failed).toEqual({ status: BAD });
  });

  test('have their refusals on Wine as a status', async () => {
    fake.wineVersion = '10.0';
    const context = await established('NTLM');
    expect(raw.setContextAttributes(context, 'dtlsMtu', 1400)).toEqual({
      status: Status.SEC_E_UNSUPPORTED_FUNCTION,
    });
    expect(fake.settings).toEqual([]);
  });

  test('throw for arguments, and beside a call that they may not overlap', async () => {
    const context = await established('Kerberos');
    const refused = { code: 'ERR_INVALID_ARG_VALUE' };
    expect(thrownBy(() => raw.queryContextAttributes(context, 'size' as never))).toMatchObject(
      refused,
    );
    expect(
      thrownBy(() => raw.queryContextAttributes(context, SECPKG_ATTR.ACCESS_TOKEN)),
    ).toMatchObject(refused);
    expect(
      thrownBy(() => raw.setContextAttributes(context, 'sizes' as 'dtlsMtu', 1)),
    ).toMatchObject(refused);
    const credentials = await acquire('Schannel');
    const asking = raw.queryCredentialsAttributes(credentials, 'names');
    const set = raw.setCredentialsAttributes(credentials, 'supportedProtocols', 1);
    expect(await rejectionOf(set)).toEqual(refusal('ERR_SSPI_BUSY'));
    await asking;
  });
});
