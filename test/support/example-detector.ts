import { z } from 'zod';
import { defineDetector } from '#kit';

/** A detector whose words the tests of alerts and documents look for; it never fires. */
export const exampleDetector = defineDetector({
  id: 'example-detector',
  version: 2,
  title: 'Example detector',
  attack: ['T1078.004', 'T1133'],
  subject: 'worker',
  needs: ['place'],
  uses: [],
  retain: { days: 1 },
  Config: z.strictObject({}),
  State: z.object({}),
  findings: {
    elsewhere: {
      family: 'geo',
      severity: 'medium',
      weight: 0.5,
      Evidence: z.object({ city: z.string(), country: z.string() }),
      summary: ({ city, country }) => `Logged in from ${city}, ${country}.`,
      benignIf: ['A travel record covers the day.'],
      nextSteps: ['Check approved travel.'],
    },
  },
  relevant: () => 'only an example',
  evaluate: ({ state }) => ({ state, findings: [] }),
});
