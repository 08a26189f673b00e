/** Microseconds, as the page of the benchmark has them. */
export const us = (value: number): string => (value < 100 ? value.toFixed(2) : value.toFixed(0));

/** One time divided by another. */
export const ratio = (value: number): string => value.toFixed(2);

/** The same beside a goal: rounded down, so that what just misses it does not look as if it met it. */
export const reached = (value: number): string => ratio(Math.floor(value * 100) / 100);
