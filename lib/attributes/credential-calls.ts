import { requireOneOf } from '../arguments.js';
import type { NativeAttribute, NativeSetting } from '../native.js';
import type { AttributeAnswer } from './answer.js';
import { answerOf, bytes } from './answer.js';
import type { CredentialsCore } from '../credentials-core.js';
import { Secur32Error } from '../errors.js';
import type { CredentialSettings } from './credential-settings.js';
import { CREDENTIAL_SETTINGS } from './credential-settings.js';
import type { CredentialAttributes } from './credentials.js';
import { CREDENTIAL_ATTRIBUTES } from './credentials.js';
import { wipe } from './setting.js';
import { refusePointers, requireRawQuery, requireRawSetting } from './raw.js';

/**
 * The attributes of credentials; a status is data here. Calls are made on the thread pool, since credentials live in LSA;
 * any number may ask at a time, and nothing runs beside a change.
 */
export class CredentialCalls {
  readonly #core: CredentialsCore;
  #asking = 0;
  #setting = false;

  constructor(core: CredentialsCore) {
    this.#core = core;
  }

  async query<Name extends keyof CredentialAttributes>(
    name: Name,
  ): Promise<AttributeAnswer<CredentialAttributes[Name]>> {
    requireOneOf('attribute', name, Object.keys(CREDENTIAL_ATTRIBUTES));
    const { attribute, decode } = CREDENTIAL_ATTRIBUTES[name];
    return answerOf(await this.#ask(() => this.#core.native.queryAttribute(attribute)), decode);
  }

  async queryRaw(attribute: number): Promise<AttributeAnswer<Buffer>> {
    requireRawQuery(CREDENTIAL_ATTRIBUTES, attribute);
    refusePointers(CREDENTIAL_SETTINGS, attribute);
    return answerOf(await this.#ask(() => this.#core.native.queryAttributeBytes(attribute)), bytes);
  }

  async set<Name extends keyof CredentialSettings>(
    name: Name,
    value: CredentialSettings[Name],
  ): Promise<number> {
    requireOneOf('attribute', name, Object.keys(CREDENTIAL_SETTINGS));
    const { attribute, encode } = CREDENTIAL_SETTINGS[name];
    const setting = encode(value);
    try {
      return await this.#change(attribute, setting);
    } finally {
      wipe(setting);
    }
  }

  async setRaw(attribute: number, structure: Uint8Array): Promise<number> {
    requireRawSetting(CREDENTIAL_SETTINGS, attribute, structure);
    requireRawQuery(CREDENTIAL_ATTRIBUTES, attribute);
    return await this.#change(attribute, structure);
  }

  async #ask(call: () => Promise<NativeAttribute>): Promise<NativeAttribute> {
    this.#refuseWhile(this.#setting);
    this.#asking += 1;
    try {
      return await call();
    } finally {
      this.#asking -= 1;
    }
  }

  async #change(attribute: number, setting: NativeSetting): Promise<number> {
    this.#refuseWhile(this.#setting || this.#asking > 0);
    this.#setting = true;
    try {
      return await this.#core.native.setAttribute(attribute, setting);
    } finally {
      this.#setting = false;
    }
  }

  #refuseWhile(busy: boolean): void {
    if (!busy) return;
    throw new Secur32Error(
      'ERR_SSPI_BUSY',
      'A call for an attribute of these credentials has not ended yet. Await its promise first.',
    );
  }
}
