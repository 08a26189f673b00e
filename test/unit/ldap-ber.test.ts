import { spawnSync } from 'node:child_process';

import { describe, expect, test } from '@jest/globals';

// examples/ldap/ber.mjs, which Jest cannot import: it is a module, and tests are scripts.
function evaluate(expression: string): unknown {
  const code = `
    import * as ber from './examples/ldap/ber.mjs';
    const hex = (bytes) => bytes.toString('hex');
    console.log(JSON.stringify(${expression}));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  return stderr === '' ? JSON.parse(stdout) : stderr;
}

describe('the BER of the LDAP example', () => {
  test('writes numbers in as few bytes as they need', () => {
    const numbers = [0, 1, 127, 128, 255, 256, 32_767, 32_768, 8_388_608, 2_147_483_647];
    expect(evaluate(`${JSON.stringify(numbers)}.map((each) => hex(ber.integer(each)))`)).toEqual([
      ...['020100', '020101', '02017f', '02020080', '020200ff', '02020100'],
      ...['02027fff', '0203008000', '020400800000', '02047fffffff'],
    ]);
    const read = '.map((each) => ber.toInteger(ber.first(ber.integer(each))))';
    expect(evaluate(JSON.stringify(numbers) + read)).toEqual(numbers);
  });

  test('writes lengths of one byte and of more, and reads them', () => {
    const sizes = [0, 127, 128, 255, 256, 70_000];
    const read = `.map((size) => {
      const { tag, body } = ber.first(ber.element(0x30, Buffer.alloc(size)));
      return tag === 0x30 ? body.length : -1;
    })`;
    expect(evaluate(JSON.stringify(sizes) + read)).toEqual(sizes);
    // As other programs write them, too: in one and in two bytes.
    expect(evaluate(`ber.first(Buffer.from('04810161', 'hex')).body.toString()`)).toBe('a');
    expect(evaluate(`ber.first(Buffer.from('0482000161', 'hex')).size`)).toBe(5);
  });

  test('waits for the rest of an element, and refuses one that cannot be', () => {
    const whole = `ber.element(0x30, ber.text('a'), ber.text('b'))`;
    expect(
      evaluate(`[0, 1, 4, 7].map((end) => ber.first(${whole}.subarray(0, end)) ?? null)`),
    ).toEqual([null, null, null, null]);
    expect(
      evaluate(`ber.elementsOf(ber.first(${whole}).body).map(({ body }) => String(body))`),
    ).toEqual(['a', 'b']);
    expect(evaluate(`ber.elementsOf(Buffer.from('0405', 'hex'))`)).toContain('cut short');
    expect(evaluate(`ber.first(Buffer.from('3080', 'hex'))`)).toContain('no such message');
  });
});
