import type { Readable } from 'node:stream';

import type { Screen, Style } from './text/style.js';
import { UsageError } from './usage-error.js';

/** An option of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** What its value is called in the help. */
  readonly value?: string;
  readonly help: string;
  /** Its one letter. */
  readonly short?: string;
}

/** Where a command reads and writes. */
export interface Console {
  readonly stdin: Readable & Screen;
  readonly stdout: Screen & { write(text: string): unknown };
  readonly stderr: Screen & { write(text: string): unknown };
  readonly env: NodeJS.ProcessEnv;
}

/** A command line after it was read. */
export class Invocation {
  constructor(
    readonly console: Console,
    readonly positionals: readonly string[],
    private readonly values: Readonly<Record<string, string | boolean | undefined>>,
  ) {}

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === '') throw new UsageError(`--${name} must not be empty`);
    return typeof value === 'string' ? value : undefined;
  }

  /** One of several words. */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = words.find((word) => word === value.toLowerCase());
    if (found !== undefined) return found;
    throw new UsageError(`--${name} must be one of ${words.join(', ')}, not ${value}`);
  }

  /** The value of the environment variable that an option names. */
  fromEnvironment(name: string): string | undefined {
    const variable = this.text(name);
    if (variable === undefined) return undefined;
    const value = this.console.env[variable];
    if (value !== undefined && value !== '') return value;
    throw new UsageError(`--${name}: the environment has no variable ${variable}`);
  }
}

/** What a command has to say, for a program and for a person. */
export interface Report {
  readonly json: object;
  text(style: Style): string;
  readonly exitCode?: number;
}

/** One of the things that the command line can do. */
export interface Command {
  readonly name: string;
  /** What follows the name, for the help: `<status>`. */
  readonly operands: string;
  readonly summary: string;
  /** Paragraphs of the help. */
  readonly details: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** How many operands there may be. */
  readonly count: readonly [least: number, most: number];
  run(invocation: Invocation): Report | Promise<Report>;
}
