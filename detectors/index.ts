import type { AnyDetector } from '#kit';
import { accountChurn } from './account-churn/index.ts';
import { alwaysOn } from './always-on/index.ts';
import { claimedLocation } from './claimed-location/index.ts';
import { concurrentSessions } from './concurrent-sessions/index.ts';
import { impossibleTravel } from './impossible-travel/index.ts';
import { neverAtHome } from './never-at-home/index.ts';
import { newEgress } from './new-egress/index.ts';
import { residentialProxy } from './residential-proxy/index.ts';
import { sharedAddress } from './shared-address/index.ts';
import { sharedDevice } from './shared-device/index.ts';
import { slipAndRecover } from './slip-and-recover/index.ts';
import { workRhythm } from './work-rhythm/index.ts';

/** Every built-in detector: the only list of them. */
export const detectors: readonly AnyDetector[] = [
  claimedLocation,
  impossibleTravel,
  residentialProxy,
  sharedAddress,
  sharedDevice,
  slipAndRecover,
  concurrentSessions,
  neverAtHome,
  alwaysOn,
  accountChurn,
  newEgress,
  workRhythm,
];
