import { createSspiError } from '../../errors.js';
import { describeStatus, isSuccess } from '../../status.js';
import { hex32 } from '../../status/uint32.js';
import type { Command } from '../command.js';
import type { ParsedStatus } from '../parse-status.js';
import { parseStatus } from '../parse-status.js';
import { columns, wrapWords } from '../text/layout.js';
import type { Style } from '../text/style.js';

function explainOne({ status, win32 }: ParsedStatus) {
  const { name, message, hint } = describeStatus(status);
  const success = isSuccess(status);
  return {
    name,
    hex: hex32(status),
    unsigned: status,
    signed: status | 0,
    kind: success ? (status === 0 ? 'success' : 'information') : 'error',
    meaning: message,
    ...(win32 !== undefined && { win32 }),
    ...(hint !== undefined && { advice: hint }),
    ...(!success && { errorClass: createSspiError({ status, syscall: '' }).constructor.name }),
  };
}

type Explanation = ReturnType<typeof explainOne>;

function show(each: Explanation, style: Style): string {
  const paint = each.kind === 'error' ? style.bad : style.good;
  const number = `${each.hex} = ${String(each.unsigned)} = ${String(each.signed)}`;
  const rows = [
    ['Kind', each.kind],
    ...(each.errorClass === undefined ? [] : [['Thrown as', each.errorClass]]),
    ...(each.win32 === undefined ? [] : [['Win32 error', String(each.win32)]]),
  ];
  const advice = each.advice === undefined ? [] : ['', wrapWords(each.advice)];
  return [
    `${paint(style.strong(each.name))}  ${number}`,
    wrapWords(each.meaning),
    ...advice,
    '',
    style.faint(columns(rows)),
  ].join('\n');
}

/** `secur32 explain`. */
export const explain: Command = {
  name: 'explain',
  operands: '<status>…',
  summary: 'Explain a status: what it means, its usual causes, and what to try.',
  details: [
    'A status is a name (SEC_E_LOGON_DENIED), or a number: 0x8009030C, 8009030C, -2146893044, ' +
      '2148074252. A bare Win32 error (1326) is understood, too. Works on every system.',
  ],
  options: {},
  count: [1, 100],
  run({ positionals }) {
    const statuses = positionals.map((each) => explainOne(parseStatus(each)));
    return {
      json: { statuses },
      text: (style) => statuses.map((each) => show(each, style)).join('\n\n'),
    };
  },
};
