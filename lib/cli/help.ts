import type { Command, Option } from './command.js';
import { COMMON } from './read.js';
import { columns, wrapWords } from './text/layout.js';
import type { Style } from './text/style.js';

function optionRow([name, { value, help, short }]: [string, Option]): string[] {
  const letter = short === undefined ? '' : `, -${short}`;
  return [`--${name}${value === undefined ? '' : ` ${value}`}${letter}`, help];
}

/** The help of one command. */
export function commandHelp(command: Command, style: Style): string {
  const rows = Object.entries({ ...command.options, ...COMMON }).map(optionRow);
  return [
    `${style.strong('Usage:')} secur32 ${[command.name, command.operands].join(' ').trim()} [options]`,
    wrapWords(command.summary),
    ...command.details.map((text) => wrapWords(text)),
    `${style.strong('Options:')}\n${columns(rows, '  ')}`,
  ].join('\n\n');
}

/** The help of all commands. */
export function overview(commands: readonly Command[], style: Style): string {
  const rows = commands.map(({ name, operands, summary }) => [`${name} ${operands}`, summary]);
  return [
    `${style.strong('Usage:')} secur32 <command> [options]`,
    'Windows SSPI at a prompt.',
    `${style.strong('Commands:')}\n${columns(rows, '  ')}`,
    `${style.strong('Options:')}\n${columns([...Object.entries(COMMON).map(optionRow), ['--version', 'show the version']], '  ')}`,
    'secur32 <command> --help tells more. Exit codes: 0 done, 1 refused or broken, 64 a mistake on\nthe command line, 69 not on Windows or without the addon.',
  ].join('\n\n');
}
