/** The entries of SECPKG_FUNCTION_TABLE, in their order. */
export const LSA_FUNCTIONS = [
  'InitializePackage',
  'LogonUser',
  'CallPackage',
  'LogonTerminated',
  'CallPackageUntrusted',
  'CallPackagePassthrough',
  'LogonUserEx',
  'LogonUserEx2',
  'Initialize',
  'Shutdown',
  'GetInfo',
  'AcceptCredentials',
  'AcquireCredentialsHandle',
  'QueryCredentialsAttributes',
  'FreeCredentialsHandle',
  'SaveCredentials',
  'GetCredentials',
  'DeleteCredentials',
  'InitLsaModeContext',
  'AcceptLsaModeContext',
  'DeleteContext',
  'ApplyControlToken',
  'GetUserInfo',
  'GetExtendedInformation',
  'QueryContextAttributes',
  'AddCredentials',
  'SetExtendedInformation',
  'SetContextAttributes',
  'SetCredentialsAttributes',
  'ChangeAccountPassword',
  'QueryMetaData',
  'ExchangeMetaData',
  'GetCredUIContext',
  'UpdateCredentials',
  'ValidateTargetInfo',
  'PostLogonUser',
  'GetRemoteCredGuardLogonBuffer',
  'GetRemoteCredGuardSupplementalCreds',
  'GetTbalSupplementalCreds',
  'LogonUserEx3',
  'PreLogonUserSurrogate',
  'PostLogonUserSurrogate',
  'ExtractTargetInfo',
] as const;

/** The entries of SECPKG_USER_FUNCTION_TABLE, in their order. */
export const USER_FUNCTIONS = [
  'InstanceInit',
  'InitUserModeContext',
  'MakeSignature',
  'VerifySignature',
  'SealMessage',
  'UnsealMessage',
  'GetContextToken',
  'QueryContextAttributes',
  'CompleteAuthToken',
  'DeleteUserModeContext',
  'FormatCredentials',
  'MarshallSupplementalCreds',
  'ExportContext',
  'ImportContext',
] as const;

/**
 * The entries of SECPKG_FUNCTION_TABLE by name, and whether each is set. A name is absent where the
 * interface version that the DLL states ends the table before it.
 *
 * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/ns-ntsecpkg-secpkg_function_table
 */
export type LsaFunctions = Readonly<Partial<Record<(typeof LSA_FUNCTIONS)[number], boolean>>>;

/**
 * The entries of SECPKG_USER_FUNCTION_TABLE by name, and whether each is set.
 *
 * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/ns-ntsecpkg-secpkg_user_function_table
 */
export type UserFunctions = Readonly<Partial<Record<(typeof USER_FUNCTIONS)[number], boolean>>>;

/** Gives the entries of a table their names. */
export function nameEntries<Name extends string>(
  names: readonly Name[],
  entries: readonly (boolean | null)[],
): Readonly<Partial<Record<Name, boolean>>> {
  const named = names.slice(0, entries.length).map((name, i) => [name, entries[i] === true]);
  return Object.freeze(Object.fromEntries(named)) as Readonly<Partial<Record<Name, boolean>>>;
}
