/** Microseconds, as the page of the benchmark has them. */
export const us = (value: number): string => (value < 100 ? value.toFixed(2) : value.toFixed(0));

/** One time divided by another. */
export const ratio = (value: number): string => value.toFixed(2);
