// The parts of other packages that docs/migrating.md shows, after their own declarations, or sources
// where they have none: kerberos 7.0.0, node-expose-sspi 0.1.60, win-sso 1.3.3, node-sspi 0.2.11.

declare module 'kerberos' {
  interface KerberosClient {
    username: string;
    response: string;
    contextComplete: boolean;
    step(challenge: string): Promise<string>;
    wrap(challenge: string, options?: { user?: string; protect?: boolean }): Promise<string>;
    unwrap(challenge: string): Promise<string>;
  }
  interface InitializeClientOptions {
    principal?: string;
    gssFlag?: number;
    mechOID?: number;
    user?: string;
    pass?: string;
  }
  export function initializeClient(
    service: string,
    options?: InitializeClientOptions,
  ): Promise<KerberosClient>;
}

declare module 'node-expose-sspi' {
  type Package = 'NTLM' | 'Kerberos' | 'Negotiate';
  interface SecBufferDesc {
    ulVersion: number;
    buffers: ArrayBuffer[];
  }
  interface ServerSecurityContext {
    readonly SECURITY_STATUS: string;
    readonly contextHandle: object;
    readonly contextAttr: string[];
    readonly SecBufferDesc: SecBufferDesc;
  }
  export const sspi: {
    AcquireCredentialsHandle(input: { packageName: Package }): {
      credential: object;
      tsExpiry: Date;
    };
    AcceptSecurityContext(input: {
      credential: object;
      SecBufferDesc?: SecBufferDesc;
      contextHandle?: object;
    }): ServerSecurityContext;
    QueryContextAttributes(context: object, attribute: string): Record<string, unknown>;
    DeleteSecurityContext(context: object): void;
  };
}

declare module 'win-sso' {
  import type { PeerCertificate } from 'node:tls';
  export class WinSso {
    constructor(
      securityPackage: string,
      targetHost: string | undefined,
      peerCert: PeerCertificate | undefined,
      flags: number | undefined,
    );
    freeAuthContext(): void;
    createAuthRequestHeader(): string;
    createAuthResponseHeader(inTokenHeader: string): string;
  }
}

declare module 'node-sspi' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  interface Options {
    offerBasic?: boolean;
    sspiPackagesUsed?: string[];
  }
  class NodeSspi {
    constructor(options?: Options);
    authenticate(
      request: IncomingMessage,
      response: ServerResponse,
      callback: (error?: unknown) => void,
    ): void;
  }
  export = NodeSspi;
}

// node-sspi tells who the client is by members of its connection.
declare module 'net' {
  interface Socket {
    user?: string;
    userSid?: string;
    userGroups?: string[];
  }
}
