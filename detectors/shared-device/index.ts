import { defineSetDetector, newThisWeek } from '#kit';
import { conclude } from './conclude.ts';
import { Config } from './config.ts';
import { findings } from './findings.ts';

export const sharedDevice = defineSetDetector({
  id: 'shared-device',
  version: 1,
  title: 'Device shared by unrelated workers',
  attack: ['T1078', 'T1036.010', 'T1585'],
  subject: 'device',
  // A month to look back on, for each day of the calendar week in which something may have been said already.
  window: { days: 36 },
  Config,
  findings,
  judge({ subject, day, presence, crowded, config, finding }) {
    if (crowded) return [];
    const found = newThisWeek(day, presence, (asOf) => conclude(subject, asOf, presence, config));
    if (!found) return [];
    const { id, workers, evidence, confidence } = found;
    return [{ workers, finding: finding(id, evidence, 'device', { confidence }) }];
  },
});
