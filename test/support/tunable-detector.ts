import { z } from 'zod';
import { defineDetector } from '#kit';

/** A detector with thresholds of every kind, two of which belong together, for the tests of the settings; it never fires. */
export const tunableDetector = defineDetector({
  id: 'fast-travel',
  version: 1,
  title: 'Fast travel',
  attack: ['T1078.004'],
  subject: 'worker',
  needs: [],
  uses: [],
  retain: { days: 1 },
  Config: z
    .strictObject({
      maxSpeedKmh: z.number().positive().default(900).describe('Fastest journey believed, km/h.'),
      minHours: z.number().default(1).describe('Shortest journey looked at, hours.'),
      maxHours: z.number().default(24).describe('Longest journey looked at, hours.'),
      countries: z.array(z.string()).default(['US', 'CA']).describe('Where it looks.'),
    })
    .refine(({ minHours, maxHours }) => minHours <= maxHours, { error: 'minHours is above maxHours' }),
  State: z.object({}),
  findings: {
    'too-fast': {
      family: 'geo',
      severity: 'medium',
      weight: 0.5,
      Evidence: z.object({}),
      summary: () => 'Travelled too fast.',
      benignIf: ['The database moved the address.'],
      nextSteps: ['Ask.'],
    },
  },
  relevant: () => 'only an example',
  evaluate: ({ state }) => ({ state, findings: [] }),
});
