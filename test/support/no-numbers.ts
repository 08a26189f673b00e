/** What JavaScript may pass in place of a number; some of it cannot even be turned into one. */
export const NO_NUMBERS: readonly [name: string, value: unknown][] = [
  ['a string', '5'],
  ['nothing', undefined],
  ['null', null],
  ['a BigInt', 1n],
  ['a symbol', Symbol('5')],
  ['an object without a prototype', Object.create(null)],
];
