/** How bad a finding is. */
export type Level = 'ok' | 'warn' | 'fail';

/** What one check has found. */
export interface Finding {
  /** What was looked at, in one word. */
  readonly check: string;
  readonly level: Level;
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** Makes the findings of one check. */
export class Findings {
  readonly all: Finding[] = [];

  constructor(private readonly check: string) {}

  ok(message: string): void {
    this.all.push({ check: this.check, level: 'ok', message });
  }

  warn(message: string, advice: string): void {
    this.all.push({ check: this.check, level: 'warn', message, advice });
  }

  fail(message: string, advice: string): void {
    this.all.push({ check: this.check, level: 'fail', message, advice });
  }
}
