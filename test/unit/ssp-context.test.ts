import { inspect } from 'node:util';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';
import { resetFake } from '../support/fake-binding';
import { fakeLeg, fakeSsp } from '../support/fake-ssp';

import type { NativeLeg } from '#lib/native';
import type { SspContext } from '#lib/index';
import { SspModule, Status } from '#lib/index';

beforeEach(resetFake);

const load = () => SspModule.load('own.dll');

describe('step', () => {
  test('makes one leg, with the token of the peer and room for another', async () => {
    const credentials = await load().acquire();
    const client = credentials.initiate({ target: 'HTTP/app', flags: 0x10 });
    fakeSsp.legs = [fakeLeg(Status.SEC_I_CONTINUE_NEEDED, 'hello'), fakeLeg(0, '')];
    expect(await client.step()).toEqual({
      ...{ done: false, status: Status.SEC_I_CONTINUE_NEEDED },
      token: Buffer.from('hello'),
    });
    expect(client.state).toBe('handshake');
    expect(await client.step(Buffer.from('welcome'))).toEqual({ done: true, status: 0 });
    expect(client).toMatchObject({ state: 'established', flags: 0x1c, package: 'Own' });
    const [first, second] = fakeSsp.legCalls;
    expect(first).toEqual({
      ...{ target: 'HTTP/app', flags: 0x10, inputs: [] },
      outputs: [{ type: 2, size: 4096 }],
    });
    expect(second?.inputs).toEqual([{ type: 2, data: Buffer.from('welcome') }]);
    expect(await rejectionOf(client.step())).toEqual(refusal('ERR_SSPI_ESTABLISHED'));
  });

  test('rejects with what the package returns, and ends the context', async () => {
    const server = (await load().acquire()).accept();
    fakeSsp.legs = [fakeLeg(0xc000000d, '')];
    expect(await rejectionOf(server.step(Buffer.from('?')))).toMatchObject({
      ...{ name: 'NtStatusError', code: 'STATUS_INVALID_PARAMETER' },
      ...{ syscall: 'SpAcceptLsaModeContext', package: 'Own' },
    });
    expect(server.state).toBe('failed');
    expect(await rejectionOf(server.step())).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
  });

  test('refuses a token that lies elsewhere than in its room, and ends the context', async () => {
    const client = (await load().acquire()).initiate();
    const outputs = [{ type: 2, size: 4097, data: Buffer.alloc(0) }];
    fakeSsp.legs = [{ ...fakeLeg(0, ''), outputs }];
    expect(await rejectionOf(client.step())).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
    expect([client.state, fakeSsp.closed]).toEqual(['failed', ['context']]);
  });

  test('names the function whose status it is', async () => {
    const server = (await load().acquire()).accept();
    fakeSsp.legs = [{ ...fakeLeg(0xc0000017, ''), syscall: 'SpInitUserModeContext' }];
    expect(await rejectionOf(server.step(Buffer.from('?')))).toMatchObject({
      ...{ code: 'STATUS_NO_MEMORY', syscall: 'SpInitUserModeContext' },
    });
  });

  test('does not overlap with another, and survives a close', async () => {
    const client = (await load().acquire()).initiate();
    let answer: (leg: NativeLeg) => void = () => undefined;
    fakeSsp.legs = [new Promise((resolveLeg) => (answer = resolveLeg))];
    const step = client.step();
    expect(await rejectionOf(client.step())).toEqual(refusal('ERR_SSPI_BUSY'));
    client.close();
    answer(fakeLeg(0, ''));
    expect(await rejectionOf(step)).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(await rejectionOf(client.step())).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(inspect(client)).toBe('SspContext { Own, closed }');
  });
});

describe('query', () => {
  test('asks the package, once the handshake is done', async () => {
    const client = (await load().acquire()).initiate();
    expect(thrownBy(() => client.query('sizes'))).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
    await client.step();
    fakeSsp.answer = { status: 0, values: [4096, 16, 8, 28] };
    const sizes = { maxToken: 4096, maxSignature: 16, blockSize: 8, securityTrailer: 28 };
    expect(client.query('sizes')).toEqual(sizes);
    expect(fakeSsp.queries).toEqual([0]);
    expect(thrownBy(() => client.query('size' as 'sizes'))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'attribute'),
    );
    fakeSsp.answer = { status: Status.SEC_E_UNSUPPORTED_FUNCTION, values: [] };
    expect(thrownBy(() => client.query('names'))).toMatchObject({
      ...{ name: 'UnsupportedFunctionError', syscall: 'SpQueryContextAttributes', package: 'Own' },
    });
  });
});

describe('export and importContext', () => {
  async function establish(): Promise<SspContext> {
    const made = (await load().acquire()).initiate();
    await made.step();
    return made;
  }

  test('move a context, which ends where it was', async () => {
    const context = await establish();
    const packed = context.export({ deleteOld: true });
    expect([String(packed), fakeSsp.exported, context.state]).toEqual(['packed', [2], 'closed']);
    expect(inspect(packed)).toBe('<secret, 6 bytes>');
    const imported = await load().importContext(packed);
    expect(fakeSsp.imported).toEqual([packed]);
    expect(imported).toMatchObject({ state: 'established', package: 'Own', flags: 0 });
    expect(await rejectionOf(imported.step())).toEqual(refusal('ERR_SSPI_ESTABLISHED'));
  });

  test('pass on what a copy or a fresh context would be asked for by', async () => {
    const context = await establish();
    context.export();
    context.export({ resetNew: true });
    expect([fakeSsp.exported, context.state]).toEqual([[0, 1], 'established']);
    context.export({ resetNew: true, deleteOld: true });
    expect([fakeSsp.exported, context.state]).toEqual([[0, 1, 3], 'closed']);
  });

  test('throw what the package returns, and leave the context as it is', async () => {
    const context = await establish();
    fakeSsp.moved = Status.SEC_E_UNSUPPORTED_FUNCTION;
    const details = { name: 'UnsupportedFunctionError', package: 'Own' };
    expect(thrownBy(() => context.export({ deleteOld: true }))).toMatchObject({
      ...{ ...details, syscall: 'SpExportContext' },
    });
    expect(context.state).toBe('established');
    expect(await rejectionOf(load().importContext(Buffer.alloc(1)))).toMatchObject({
      ...{ ...details, syscall: 'SpImportContext' },
    });
  });

  test('refuse what means nothing', async () => {
    const context = await establish();
    expect(thrownBy(() => context.export({ reset: true } as object))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', "has no option 'reset'"),
    );
    const module = load();
    expect(await rejectionOf(module.importContext('packed' as never))).toEqual(
      argumentError('ERR_INVALID_ARG_TYPE', 'packed'),
    );
    expect(await rejectionOf(module.importContext(Buffer.alloc(1), { package: 'Other' }))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', "must be a package of the DLL: 'Own'"),
    );
    module.close();
    expect(await rejectionOf(module.importContext(Buffer.alloc(1)))).toEqual(
      refusal('ERR_SSPI_CLOSED'),
    );
  });
});
