/**
 * One function for each function of SSPI, by its name. A status is in the result, and never thrown;
 * what is thrown is a mistake in the arguments, or a call beside one that it must not overlap. What
 * the other methods decide, name, cut or check before and after a call is left to the caller.
 *
 * The objects are the same ones: a context can be used by its methods and from here. FreeContextBuffer
 * and RevertSecurityContext are missing, because every call that needs them makes them by itself.
 */
export * from './raw/attributes.js';
export * from './raw/context.js';
export * from './raw/credentials.js';
export * from './raw/handshake.js';
export * from './raw/messages.js';
export * from './raw/packages.js';
export type * from './raw/results.js';
