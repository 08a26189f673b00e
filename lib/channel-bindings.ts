// SEC_CHANNEL_BINDINGS: eight 32-bit numbers, of which the last two are the length of the application
// data and its offset from the start.
// https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-sec_channel_bindings
const HEADER_SIZE = 32;
const LENGTH_AT = 24;
const OFFSET_AT = 28;

/** Makes a SEC_CHANNEL_BINDINGS structure that has only application data. */
export function channelBindings(data: Uint8Array): Buffer {
  const bindings = Buffer.alloc(HEADER_SIZE + data.byteLength);
  bindings.writeUInt32LE(data.byteLength, LENGTH_AT);
  bindings.writeUInt32LE(HEADER_SIZE, OFFSET_AT);
  bindings.set(data, HEADER_SIZE);
  return bindings;
}

/** Takes the application data out of a SEC_CHANNEL_BINDINGS structure; nothing out of nothing. */
export function applicationData(bindings: Buffer | null): Buffer {
  if (bindings === null || bindings.length < HEADER_SIZE) return Buffer.alloc(0);
  const offset = bindings.readUInt32LE(OFFSET_AT);
  return bindings.subarray(offset, offset + bindings.readUInt32LE(LENGTH_AT));
}
