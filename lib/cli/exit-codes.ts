/** What the exit code of the command line means; docs/command-line.md has the same table. */
export const EXIT = {
  /** It did what was asked, and nothing was wrong. */
  ok: 0,
  /** Windows refused, a message did not open, or the doctor found something broken. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 64,
  /** This is not Windows, or the addon cannot be loaded. */
  unavailable: 69,
  /** A defect of this program. */
  internal: 70,
} as const;
