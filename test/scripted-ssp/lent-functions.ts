import { load } from './index.js';

interface Controls {
  lendFunctions(): boolean;
}

/**
 * Has the addon find ChangeAccountPassword and SetCredentialsAttributes, which Wine's Secur32 does not
 * export: the DLL of the scripted package stands in for them. The addon must be loaded, and must not
 * have looked for them yet.
 */
export function lendFunctions(): void {
  if (!(load() as Controls).lendFunctions())
    throw new Error('The addon could not be lent functions');
}
