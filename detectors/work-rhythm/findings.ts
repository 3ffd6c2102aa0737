import { z } from 'zod';
import type { FindingSpec } from '#kit';

const Evidence = z.object({
  /** Of the claimed home. */
  timeZone: z.string(),
  /** First and last day looked at, `YYYY-MM-DD`. */
  from: z.string(),
  to: z.string(),
  nights: z.int(),
  days: z.int(),
  /** Hours of that clock that are night. */
  night: z.tuple([z.int(), z.int()]),
  /** Hours with an act by hour of that clock, midnight first. */
  byHour: z.array(z.int()).length(24),
});
export type Evidence = z.infer<typeof Evidence>;

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export const findings = {
  'night-rhythm': {
    family: 'time',
    severity: 'low',
    // Less than a second family must add for a case to become High.
    weight: 0.08,
    Evidence,
    summary: ({ nights, days, night: [from, to], timeZone }) =>
      `The busiest hours fell between ${clock(from)} and ${clock(to)}, ${timeZone}, on ${nights} of ${days} days.`,
    benignIf: [
      'The worker is on a night shift or on call.',
      'The worker serves customers or a team in another part of the world.',
      'The worker prefers the night, or works around children, care or studies.',
      'The worker is elsewhere with the employer’s knowledge, and the record is missing.',
    ],
    nextSteps: [
      'Use it as context for other alerts only; by itself it calls for nothing.',
      'Compare with shift plans and with where the worker’s team is.',
    ],
  },
} satisfies Record<string, FindingSpec<typeof Evidence>>;
export type Evidences = { 'night-rhythm': typeof Evidence };
