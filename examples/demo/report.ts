/** Whether something held, and how we know. */
export interface Verdict {
  readonly by: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** The length of some bytes, and the first of them. */
export interface Bytes {
  readonly length: number;
  readonly start: string;
}

/** What the demonstration saw of one security package. */
export interface Section {
  readonly package: string;
  /** Why this machine cannot show it; nothing else is set then. */
  readonly absent?: string;
  readonly negotiated?: string;
  readonly flags?: readonly string[];
  readonly sizes?: object;
  readonly plaintext?: Bytes & { readonly text: string };
  readonly sealed?: Bytes;
  readonly verdicts: readonly Verdict[];
}

const SHOWN_BYTES = 24;

export function describeBytes(bytes: Buffer): Bytes {
  const hex = bytes.subarray(0, SHOWN_BYTES).toString('hex').replace(/../g, '$& ').trimEnd();
  return { length: bytes.length, start: bytes.length > SHOWN_BYTES ? `${hex} …` : hex };
}

/** Judges an opened message: it is what was sealed, and it was sealed. */
export function verdictOf(
  by: string,
  opened: { data: Buffer; encrypted: boolean },
  plaintext: Buffer,
): Verdict {
  if (!opened.data.equals(plaintext)) return { by, ok: false, detail: 'got other bytes' };
  if (!opened.encrypted) return { by, ok: false, detail: 'found the message only signed' };
  return { by, ok: true, detail: `opened it: ${JSON.stringify(opened.data.toString())}` };
}

/** Judges the bytes on the wire: the message cannot be read there. */
export function verdictOnWire(sealed: Buffer, plaintext: Buffer): Verdict {
  const ok = !sealed.includes(plaintext);
  return { by: 'the wire', ok, detail: ok ? 'does not show the message' : 'SHOWS the message' };
}

function line(label: string, text: string): string {
  return `  ${label.padEnd(12)} ${text}`;
}

function sizesOf(sizes: object): string {
  return Object.entries(sizes)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

/** Writes a section for a person to read. */
export function format(section: Section): string {
  if (section.absent !== undefined) {
    return [section.package, line('absent', section.absent)].join('\n');
  }
  const { negotiated = '', flags = [], sizes = {}, plaintext, sealed } = section;
  const verdicts = section.verdicts.map(({ by, ok, detail }) =>
    line(ok ? 'ok' : 'FAILED', `${by}: ${detail}`),
  );
  if (plaintext === undefined) return [section.package, ...verdicts].join('\n');
  return [
    section.package,
    line('negotiated', negotiated),
    line('granted', flags.join(' ')),
    line('sizes', `${sizesOf(sizes)} (bytes)`),
    line('plaintext', `${String(plaintext.length)} bytes  ${plaintext.start}`),
    line('', JSON.stringify(plaintext.text)),
    line('sealed', `${String(sealed?.length)} bytes  ${sealed?.start ?? ''}`),
    ...verdicts,
  ].join('\n');
}
