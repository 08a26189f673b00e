import { requireOneOf } from '../arguments.js';
import type { AttributeAnswer } from '../attributes/answer.js';
import { answerOf } from '../attributes/answer.js';
import { setByName, setRaw } from '../attributes/context-calls.js';
import type { ContextSettings } from '../attributes/context-settings.js';
import type { ContextAttributes } from '../attributes/context.js';
import { ATTRIBUTES } from '../attributes/context.js';
import type { CredentialSettings } from '../attributes/credential-settings.js';
import type { CredentialAttributes } from '../attributes/credentials.js';
import { rawStructure, requireRawContextQuery } from '../attributes/raw.js';
import { credentialCallsOf } from '../credentials.js';
import type { Credentials } from '../credentials.js';
import type { SecurityContext } from '../security-context.js';
import { contextCore, requireCredentials } from './objects.js';
import { statusOf } from './refusal.js';
import type { StatusResult } from './results.js';

/**
 * QueryContextAttributes: of a name, the typed value; of a number, the bytes of the structure, with
 * the same refusals as {@link SecurityContext.queryRaw}.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` beside a leg.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycontextattributesw
 */
export function queryContextAttributes<Name extends keyof ContextAttributes>(
  context: SecurityContext,
  attribute: Name,
): AttributeAnswer<ContextAttributes[Name]>;
export function queryContextAttributes(
  context: SecurityContext,
  attribute: number,
): AttributeAnswer<Buffer>;
export function queryContextAttributes(
  context: SecurityContext,
  attribute: keyof ContextAttributes | number,
): AttributeAnswer<unknown> {
  const core = contextCore(context);
  core.refuseWhileStepping();
  if (typeof attribute === 'number') {
    requireRawContextQuery(ATTRIBUTES, attribute);
    const answer = core.native.queryAttributeBytes(attribute);
    return answerOf(answer, (values) => rawStructure(attribute, values));
  }
  requireOneOf('attribute', attribute, Object.keys(ATTRIBUTES));
  const { attribute: number, decode } = ATTRIBUTES[attribute];
  return answerOf<unknown>(core.native.queryAttribute(number), decode);
}

/**
 * SetContextAttributes: by name, to a typed value; by number, to the bytes of the structure, with the
 * same refusals as {@link SecurityContext.setRaw}.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` beside another call of the context.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-setcontextattributesw
 */
export function setContextAttributes<Name extends keyof ContextSettings>(
  context: SecurityContext,
  attribute: Name,
  value: ContextSettings[Name],
): StatusResult;
export function setContextAttributes(
  context: SecurityContext,
  attribute: number,
  value: Uint8Array,
): StatusResult;
export function setContextAttributes(
  context: SecurityContext,
  attribute: keyof ContextSettings | number,
  value: unknown,
): StatusResult {
  const core = contextCore(context);
  return statusOf(() =>
    typeof attribute === 'number'
      ? setRaw(core, attribute, value as Uint8Array)
      : setByName(core, attribute, value as never),
  );
}

/**
 * QueryCredentialsAttributes, on another thread; as {@link queryContextAttributes}.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` while an attribute is being set.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycredentialsattributesw
 */
export async function queryCredentialsAttributes<Name extends keyof CredentialAttributes>(
  credentials: Credentials,
  attribute: Name,
): Promise<AttributeAnswer<CredentialAttributes[Name]>>;
export async function queryCredentialsAttributes(
  credentials: Credentials,
  attribute: number,
): Promise<AttributeAnswer<Buffer>>;
export async function queryCredentialsAttributes(
  credentials: Credentials,
  attribute: keyof CredentialAttributes | number,
): Promise<AttributeAnswer<unknown>> {
  const calls = credentialCallsOf(requireCredentials(credentials));
  return await (typeof attribute === 'number' ? calls.queryRaw(attribute) : calls.query(attribute));
}

/**
 * SetCredentialsAttributes, on another thread; as {@link setContextAttributes}.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` beside another call for an attribute.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-setcredentialsattributesw
 */
export async function setCredentialsAttributes<Name extends keyof CredentialSettings>(
  credentials: Credentials,
  attribute: Name,
  value: CredentialSettings[Name],
): Promise<StatusResult>;
export async function setCredentialsAttributes(
  credentials: Credentials,
  attribute: number,
  value: Uint8Array,
): Promise<StatusResult>;
export async function setCredentialsAttributes(
  credentials: Credentials,
  attribute: keyof CredentialSettings | number,
  value: unknown,
): Promise<StatusResult> {
  const calls = credentialCallsOf(requireCredentials(credentials));
  const status = await (typeof attribute === 'number'
    ? calls.setRaw(attribute, value as Uint8Array)
    : calls.set(attribute, value as never));
  return { status };
}
