import type { AnyDetector } from '#kit';

/** Every built-in detector: the only list of them. */
export const detectors: readonly AnyDetector[] = [];
