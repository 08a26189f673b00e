/**
 * One line of the status table: the value as an unsigned 32-bit number, Windows' name for it, and
 * one sentence that says what it means.
 */
export type StatusRow = readonly [value: number, name: string, message: string];
