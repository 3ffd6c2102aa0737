import { z } from 'zod';
import type { FindingSpec } from '#kit';

const Evidence = z.object({
  /** First and last act of what was found, ISO 8601. */
  from: z.string(),
  to: z.string(),
  hours: z.number(),
  longDays: z.int(),
  /** The stretch of the clock that had acts on the fewest of the last 7 days: its first hour, UTC, and those days. */
  quietest: z.object({ hour: z.int(), hours: z.int(), activeDays: z.int() }),
  /** Longest pause within the session, hours. */
  longestPause: z.number().optional(),
  session: z.string().optional(),
  /** Devices used in the last 7 days: several of them may be several people’s, or one person’s. */
  devices: z.int(),
  /** The last 7 days with an act, each as 24 marks, midnight UTC first: `#` is an hour with an act. */
  week: z.array(z.object({ day: z.string(), hours: z.int(), marks: z.string().length(24) })),
});
export type Evidence = z.infer<typeof Evidence>;

const date = (time: string): string => time.slice(0, 10);

const ON_CALL = 'The worker was on call or fought an outage, and slept little.';
const SEVERAL_DEVICES =
  'Someone with the worker’s consent used a second device: an assistant, a pair of hands at the office.';
const MACHINE =
  'A script, browser or meeting room signs in by itself, and its source calls that a person’s act.';
const SPLIT = 'A parent or carer works in many short stretches around the clock.';

const CHECK_DUTY = 'Compare with on-call duty, outages and deadlines of those days.';
const CHECK_MACHINE = 'Look which applications were opened at night, and whether at even intervals.';
const CHECK_DEVICES =
  'List the devices of those days and who holds each; look for remote-access tools on them.';
const CHECK_LINE = 'Set the line that these logins came from beside the claim.';

const spec = (finding: FindingSpec<typeof Evidence>) => finding;

export const findings = {
  'no-quiet-hours': spec({
    family: 'time',
    severity: 'medium',
    weight: 0.3,
    Evidence,
    summary: ({ quietest: { hours, activeDays }, from, to }) =>
      `In the week from ${date(from)} to ${date(to)} every stretch of ${hours} hours of the clock was in use on ${activeDays} days or more.`,
    benignIf: [MACHINE, SEVERAL_DEVICES, SPLIT],
    nextSteps: [CHECK_MACHINE, CHECK_DEVICES, CHECK_DUTY, CHECK_LINE],
  }),
  'long-days': spec({
    family: 'time',
    severity: 'medium',
    weight: 0.3,
    Evidence,
    summary: ({ longDays, from, to }) =>
      `The account was in use in nearly every hour on ${longDays} days from ${date(from)} to ${date(to)}.`,
    benignIf: [ON_CALL, SEVERAL_DEVICES, MACHINE, SPLIT],
    nextSteps: [CHECK_DUTY, CHECK_DEVICES, CHECK_MACHINE, CHECK_LINE],
  }),
  'long-session': spec({
    family: 'time',
    severity: 'low',
    weight: 0.15,
    Evidence,
    summary: ({ from, hours, longestPause }) =>
      `One session was in use for ${Math.floor(hours)} hours from ${date(from)} on, never pausing longer than ${(longestPause ?? 0).toFixed(1)} hours.`,
    benignIf: [ON_CALL, MACHINE, SEVERAL_DEVICES],
    nextSteps: [CHECK_DUTY, CHECK_MACHINE, CHECK_DEVICES],
  }),
};
export type FindingId = keyof typeof findings;
export type Evidences = { [K in FindingId]: typeof Evidence };
