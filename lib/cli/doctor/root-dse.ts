import { connect } from 'node:net';

// An LDAP search that every domain controller answers without a logon: base "", scope base, the
// filter (objectClass=*), the attribute currentTime. It never changes, and so is written down.
// https://www.rfc-editor.org/rfc/rfc4511#section-4.5.1
const SEARCH = Buffer.concat([
  Buffer.from('3032020101632d04000a01000a0100020100020100010100870b', 'hex'),
  Buffer.from('objectClass'),
  Buffer.from('300d040b', 'hex'),
  Buffer.from('currentTime'),
]);

// Behind the name are tags and lengths, which a server may write in four bytes more than it needs.
const ANSWER = /currentTime.{4,14}?(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.\dZ/s;
const LONGEST = 5000;
const LARGEST = 65_536;

/** The time in an answer, in milliseconds since 1970; nothing while it is not there. */
export function timeIn(answer: Buffer): number | undefined {
  const found = ANSWER.exec(answer.toString('latin1'));
  if (found === null) return undefined;
  const [year = 0, month = 0, ...rest] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

/** How far this clock is ahead of that of a domain controller, in seconds. */
export async function clockSkew(host: string, port = 389): Promise<number> {
  const start = Date.now();
  const socket = connect(port, host);
  const silence = () => socket.destroy(new Error(`${host} did not answer in time`));
  const timer = setTimeout(silence, LONGEST);
  socket.once('connect', () => socket.write(SEARCH));
  let answer: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of socket) {
      answer = Buffer.concat([answer, chunk as Buffer]);
      const time = timeIn(answer);
      // The answer has whole seconds, and was made somewhere between.
      if (time !== undefined) return Math.round(((start + Date.now()) / 2 - time - 500) / 1000);
      if (answer.length > LARGEST) break;
    }
    throw new Error(`${host} answered without its time`);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
