import type { AnyDetector } from '#kit';
import { claimedLocation } from './claimed-location/index.ts';
import { impossibleTravel } from './impossible-travel/index.ts';
import { residentialProxy } from './residential-proxy/index.ts';
import { slipAndRecover } from './slip-and-recover/index.ts';

/** Every built-in detector: the only list of them. */
export const detectors: readonly AnyDetector[] = [
  claimedLocation,
  impossibleTravel,
  residentialProxy,
  slipAndRecover,
];
