import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, leg } from '../support/contexts';
import { refusal, rejectionOf, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';
import { fill } from '../support/fake-message';

import { SECBUFFER } from '#lib/constants';
import { Status } from '#lib/index';

const { SEC_I_CONTINUE_NEEDED } = Status;

beforeEach(resetFake);

describe('a new handshake of the peer', () => {
  test('holds messages back until it is done', async () => {
    const context = await established('Schannel');
    fake.decrypt = () => Status.SEC_I_RENEGOTIATE;
    const input = [{ type: SECBUFFER.DATA, data: Buffer.alloc(8) }];
    expect(context.decryptMessage(input).renegotiate).toBe(true);
    const held = refusal('ERR_SSPI_NOT_ESTABLISHED');
    expect(thrownBy(() => context.wrap(Buffer.from('x')))).toEqual(held);
    expect(thrownBy(() => context.decryptMessage(input))).toEqual(held);

    fake.legs = [leg({ status: SEC_I_CONTINUE_NEEDED }), leg()];
    await context.step(Buffer.from('hello'));
    expect(thrownBy(() => context.wrap(Buffer.from('x')))).toEqual(held);
    await context.step(Buffer.from('finished'));
    fake.decrypt = () => 0;
    expect(context.decryptMessage(input).status).toBe(0);
  });

  test('holds back what waits for its turn on the thread pool', async () => {
    const context = await established('Schannel');
    fake.decrypt = () => Status.SEC_I_RENEGOTIATE;
    fake.encrypt = () => 0;
    const input = [{ type: SECBUFFER.DATA, data: Buffer.alloc(8) }];
    const [first, second] = [1, 2].map(() => context.decryptMessageAsync(input));
    const held = refusal('ERR_SSPI_NOT_ESTABLISHED');
    const refused = rejectionOf(second as Promise<unknown>);
    expect((await first)?.renegotiate).toBe(true);
    expect(await refused).toEqual(held);
    expect(fake.messages).toHaveLength(1);
    expect(thrownBy(() => context.wrap(Buffer.from('x')))).toEqual(held);
  });

  test('is of streams only: a status alone does not hold back other messages', async () => {
    const context = await established('Kerberos');
    fake.decrypt = () => Status.SEC_I_RENEGOTIATE;
    fake.encrypt = ({ buffers: [token] }) => {
      fill(token, 'TOKEN');
      return 0;
    };
    expect(context.decryptMessage([]).status).toBe(Status.SEC_I_RENEGOTIATE);
    expect(String(context.wrap(Buffer.from('x')))).toContain('TOKEN');
  });

  test('may have nothing to pass on: its token is empty then', async () => {
    const context = await established('Schannel');
    const before = fake.legCalls.length;
    fake.legs = [leg()];
    await context.step();
    const inputs = fake.legCalls[before]?.inputs.map(({ type, data }) => [type, data.length]);
    expect(inputs).toEqual([
      [SECBUFFER.TOKEN, 0],
      [SECBUFFER.EMPTY, 0],
    ]);
  });
});
