import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Command, Console, Report } from './command.js';
import { doctor } from './commands/doctor.js';
import { explain } from './commands/explain.js';
import { handshake } from './commands/handshake.js';
import { packages } from './commands/packages.js';
import { seal, unseal } from './commands/seal.js';
import { EXIT } from './exit-codes.js';
import { failureReport } from './failure.js';
import { commandHelp, overview } from './help.js';
import { readArguments, requireOperands } from './read.js';
import { createStyle, wantsColour } from './text/style.js';
import { UsageError } from './usage-error.js';

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [explain, packages, doctor, handshake, seal, unseal];

function version(): string {
  const file = join(__dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function textOnly(text: Report['text'], json: object): Report {
  return { json, text };
}

function general(args: readonly string[], console: Console): Report {
  const [first] = args;
  if (first === '--version' || first === '-v') {
    return textOnly(() => version(), { version: version() });
  }
  const wantsHelp = first === '--help' || first === '-h' || first === 'help';
  const names = COMMANDS.map(({ name }) => name);
  if (wantsHelp) return textOnly((style) => overview(COMMANDS, style), { commands: names });
  // Options that are common to all commands, and no command.
  readArguments({ name: '', options: {} }, args, console);
  throw new UsageError(
    first === undefined || first.startsWith('-')
      ? `a command is missing: ${names.join(', ')}`
      : `there is no command ${JSON.stringify(first)}: ${names.join(', ')}`,
  );
}

async function report(args: readonly string[], console: Console): Promise<Report> {
  const find = (word: string | undefined) => COMMANDS.find(({ name }) => name === word);
  const [first, second = '', ...rest] = args;
  if (first === 'help' && find(second)) return await report([second, '--help', ...rest], console);
  const command = find(first);
  if (command === undefined) return general(args, console);
  const invocation = readArguments(command, args.slice(1), console);
  if (invocation.flag('help')) {
    const { name, summary, options } = command;
    return textOnly((style) => commandHelp(command, style), { name, summary, options });
  }
  requireOperands(command, invocation);
  return await command.run(invocation);
}

/** Carries a command line out, and returns its exit code. */
export async function run(args: readonly string[], console: Console): Promise<number> {
  let answer: Report;
  let failed = false;
  try {
    answer = await report(args, console);
  } catch (error) {
    answer = failureReport(error);
    failed = true;
  }
  if (args.includes('--json')) {
    console.stdout.write(`${JSON.stringify(answer.json, null, 2)}\n`);
  } else {
    const screen = failed ? console.stderr : console.stdout;
    const style = createStyle(wantsColour(screen, console.env));
    screen.write(`${answer.text(style)}\n`);
  }
  return answer.exitCode ?? EXIT.ok;
}
