import { describe, expect, test } from '@jest/globals';

import * as secur32 from '#lib/index';

// Nothing synchronous may block on the network: Electron's windows, and every other client of a
// server, would stand still meanwhile. So each synchronous method is listed here, with what it does
// instead. test/process/event-loop.test.ts shows that the others leave the loop alone.

/** They reach LSA, and by it a domain controller, a smart card or a person. */
const MAY_WAIT =
  /acquire|add|changePassword|changeAccountPassword|step|shutdown|alert|completeAuthToken|applyControlToken|(?:initialize|accept)SecurityContext|Async$|(?:query|set)CredentialsAttributes|^Credentials#(?:query|set)(?:Raw)?$|^SspModule#importContext$/;

const SYNCHRONOUS: readonly [RegExp, string][] = [
  [
    /^(?:describeStatus|isSuccess|statusCode|statusName|flagNames)$/,
    'reads tables of this package',
  ],
  [/#(?:initiate|accept)$/, 'makes an object; the first leg calls SSPI'],
  [/#close$|^raw\.(?:free|delete)/, 'gives a handle back'],
  [
    /^(?:listPackages|queryPackage|raw\.(?:enumerateSecurityPackages|querySecurityPackageInfo))$/,
    'reads what Secur32 has in this process',
  ],
  [
    /[#.](?:encryptMessage|decryptMessage|makeSignature|verifySignature|(?:un)?sealMessage|(?:un)?wrap\w*|sign|verify)$/,
    'computes with a key that the context has',
  ],
  [/#create(?:Sealer|Opener)$/, 'lays out memory'],
  [/^(?:Sealer|Opener)#(?:seal|open)\w*$/, 'computes with a key that the context has'],
  [/^(?:Sealer|Opener)#(?:start|length)Of$/, 'reads what the last call left'],
  [/#(?:query|queryRaw|set|setRaw)$|^raw\.(?:query|set)ContextAttributes$/, 'reads a context'],
  [
    /#(?:queryToken|impersonate|export)$|^importContext$|^raw\.(?:querySecurityContextToken|impersonateSecurityContext|(?:ex|im)portSecurityContext)$/,
    'is about an established context of this machine',
  ],
  [/^SspModule\.load$/, 'loads a DLL of this machine'],
];

const AsyncFunction = (async () => Promise.resolve()).constructor;

type Named = [name: string, value: unknown];

function functionsOf(prefix: string, entries: Named[]): Named[] {
  return entries
    .filter(([name, value]) => typeof value === 'function' && name !== 'constructor')
    .map(([name, value]) => [prefix + name, value]);
}

/** Without calling the getters. */
function methodsOf(prefix: string, object: object): Named[] {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(object));
  return functionsOf(
    prefix,
    properties.map(([name, { value }]) => [name, value]),
  );
}

function allMethods(): Named[] {
  const exported = functionsOf('', Object.entries(secur32));
  const classes = exported.filter(([name]) => /^[A-Z]/.test(name)) as [
    string,
    { prototype: object },
  ][];
  const methods = classes
    .filter(([, { prototype }]) => !(prototype instanceof Error))
    .flatMap(([name, made]) => [
      ...methodsOf(`${name}.`, made),
      ...methodsOf(`${name}#`, made.prototype),
    ]);
  const functions = exported.filter(([name]) => /^[a-z]/.test(name));
  return [...functions, ...methods, ...functionsOf('raw.', Object.entries(secur32.raw))];
}

describe('the methods of this package', () => {
  const methods = allMethods();
  const asynchronous = methods.filter(([, value]) => value instanceof AsyncFunction);
  const synchronous = methods.filter(([, value]) => !(value instanceof AsyncFunction));

  test('that may wait for LSA, the network or a person are asynchronous', () => {
    const names = asynchronous.map(([name]) => name);
    expect(names.filter((name) => !MAY_WAIT.test(name))).toEqual([]);
    for (const name of ['Credentials.acquire', 'Credentials#add', 'SecurityContext#step']) {
      expect(names).toContain(name);
    }
    expect(names).toContain('changePassword');
  });

  test('that are synchronous have a reason to be', () => {
    const names = synchronous.map(([name]) => name);
    const reasons = SYNCHRONOUS.map(([pattern]) => pattern);
    expect(names.filter((name) => !reasons.some((pattern) => pattern.test(name)))).toEqual([]);
    expect(reasons.filter((pattern) => !names.some((name) => pattern.test(name)))).toEqual([]);
  });
});
