// What a part of a program in the documentation may use without having made it.
import type { Socket } from 'node:net';

import type { ClientContext, Credentials as AnyCredentials, SecurityContext } from 'secur32';

declare global {
  /** An established client's context. */
  const context: ClientContext;
  /** The server's end of the same connection, in the same process. */
  const other: SecurityContext;
  /** Credentials of the current user. */
  const credentials: AnyCredentials;
  const socket: Socket;
  /** Sends bytes to the peer, and returns what it answers. */
  function exchange(bytes: Uint8Array): Promise<Buffer>;
  function send(bytes: Uint8Array): void;
  function receive(): Promise<Buffer>;
}
