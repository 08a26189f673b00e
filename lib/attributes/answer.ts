import type { NativeAttribute, NativeValue } from '../native.js';
import { isSuccess } from '../status.js';

/** What a query answered: its status and, unless that is an error, the value. */
export interface AttributeAnswer<T> {
  /** A SECURITY_STATUS as an unsigned number. */
  readonly status: number;
  /** The value, unless the status is an error. */
  readonly value?: T;
}

/** Decodes the members of a structure, if there are any. */
export function answerOf<T>(
  { status, values }: NativeAttribute,
  decode: (values: NativeValue[]) => T,
): AttributeAnswer<T> {
  return isSuccess(status) ? { status, value: decode(values) } : { status };
}

/** What queryAttributeBytes answers. */
export function bytes([structure]: readonly NativeValue[]): Buffer {
  return structure as Buffer;
}
