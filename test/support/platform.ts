import { binding } from '#lib/binding';

/** Whether this Windows is Wine. */
export const onWine: boolean = binding().wineVersion() !== null;

/** Whether this is the lab, where every capability is there: nothing may be skipped. */
export const inLab: boolean = (process.env['SECUR32_LAB'] ?? '') !== '';

/** What is expected here, where Wine differs from Windows. */
export function byPlatform<T>(expected: { windows: T; wine: T }): T {
  return onWine ? expected.wine : expected.windows;
}
