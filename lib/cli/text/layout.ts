/** Rows in columns, each as wide as its longest cell; the last one is not filled up. */
export function columns(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  }
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  ');
  return rows.map((row) => `${indent}${line(row)}`.trimEnd()).join('\n');
}

/** Words in lines of at most `width` characters. */
export function wrapWords(text: string, width = 78, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => indent + each).join('\n');
}

const ROW = 16;

/** Bytes by sixteen: their place, their hexadecimal digits, and what of them is ASCII. */
export function hexDump(bytes: Uint8Array, indent = ''): string {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += ROW) {
    const row = bytes.subarray(at, at + ROW);
    const digits = [...row].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = [...row].map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e));
    const place = at.toString(16).padStart(4, '0');
    const dump = digits.padEnd(ROW * 3 - 1);
    rows.push(`${indent}${place}  ${dump}  ${String.fromCharCode(...text)}`);
  }
  return rows.join('\n');
}
