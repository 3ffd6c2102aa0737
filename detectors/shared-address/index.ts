import { defineSetDetector, newThisWeek } from '#kit';
import { conclude } from './conclude.ts';
import { Config } from './config.ts';
import { findings } from './findings.ts';

export const sharedAddress = defineSetDetector({
  id: 'shared-address',
  version: 1,
  title: 'Home line shared by unrelated workers',
  attack: ['T1133', 'T1090.002', 'T1219'],
  subject: 'address',
  // A month to look back on, for each day of the calendar week in which something may have been said already.
  window: { days: 36 },
  Config,
  findings,
  judge({ subject, day, presence, crowded, config, finding }) {
    if (crowded) return [];
    const found = newThisWeek(day, presence, (asOf) => conclude(subject, asOf, presence, config));
    if (!found) return [];
    return [{ workers: found.workers, finding: finding(found.id, found.evidence, 'line') }];
  },
});
