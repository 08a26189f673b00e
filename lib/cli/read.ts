import { parseArgs, types } from 'node:util';

import type { Command, Console, Option } from './command.js';
import { Invocation } from './command.js';
import { UsageError } from './usage-error.js';

/** Options that every command has. */
export const COMMON: Readonly<Record<string, Option>> = {
  json: { type: 'boolean', help: 'write one JSON document' },
  help: { type: 'boolean', short: 'h', help: 'show this help' },
};

// A signed status is an operand or a value, and would be read as an option.
const NEGATIVE = /^-\d+$/;
const OPERAND = '\0';

function unmark<Value>(value: Value): Value | string {
  return typeof value === 'string' ? value.replace(OPERAND, '') : value;
}

function isParseError(error: unknown): error is Error {
  const code = (error as { code?: unknown }).code;
  return types.isNativeError(error) && String(code).startsWith('ERR_PARSE_ARGS_');
}

/** Reads what follows the name of a command. */
export function readArguments(
  command: Pick<Command, 'name' | 'options'>,
  args: readonly string[],
  console: Console,
): Invocation {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...COMMON }).map(([name, { type, short }]) => [
      name,
      { type, ...(short !== undefined && { short }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: args.map((each) => (NEGATIVE.test(each) ? OPERAND + each : each)),
      options,
      allowPositionals: true,
    });
    const unmarked = Object.entries(values).map(([name, value]) => [name, unmark(value)] as const);
    return new Invocation(console, positionals.map(unmark), Object.fromEntries(unmarked));
  } catch (error) {
    if (!isParseError(error)) throw error;
    const [first = ''] = error.message.split(/\. |\n/);
    throw new UsageError(first.replace(/\.$/, ''));
  }
}

/** Requires as many operands as the command takes. */
export function requireOperands(command: Command, { positionals }: Invocation): void {
  const [least, most] = command.count;
  if (positionals.length < least) throw new UsageError(`${command.operands} is missing`);
  if (positionals.length > most) {
    throw new UsageError(`${JSON.stringify(positionals[most])} is too much`);
  }
}
