import { z } from 'zod';
import { type FindingSpec, Leg, placeName } from '#kit';

const ChangeEvidence = z.object({
  time: z.string(),
  what: z.enum(['factor-change', 'password-change']),
  factor: z.string().optional(),
  by: z.enum(['user', 'somebody-else']),
});
const Changes = z.object({
  /** In order; changes of one occasion lie close together. */
  changes: z.array(ChangeEvidence).min(1),
  occasions: z.int(),
  /** `YYYY-MM-DD`. */
  startDate: z.string().optional(),
});
const Beside = Changes.extend({
  /** The first login at a place that nothing claims. */
  login: Leg,
  /** From that login to the change; negative when the change came first. */
  hours: z.number(),
});

const WORDS = { 'factor-change': 'A second factor', 'password-change': 'The password' };

const NEW_PHONE = 'The worker bought a new phone, and enrolled it in more than one go.';
const HELP_DESK = 'The help desk reset a factor or password at the worker’s own request.';
const POLICY = 'Passwords had to be changed: they expired, or after a leak elsewhere.';

const CHECK_TICKETS = 'Find the help-desk tickets of these changes, and how the caller was verified.';
const CHECK_FACTOR = 'See which phone, number or key each factor belongs to, and whether others share it.';
const CHECK_PLACE = 'Ask whether the worker travels or moves; check approved travel.';

const spec = <Evidence extends z.ZodType>(finding: FindingSpec<Evidence>) => finding;

export const findings = {
  'change-beside-new-place': spec({
    family: 'account',
    severity: 'medium',
    weight: 0.3,
    Evidence: Beside,
    summary: ({ changes, hours, login }) => {
      const what = WORDS[changes.at(-1)!.what];
      const span = `${Math.abs(hours).toFixed(1)} hours ${hours < 0 ? 'before' : 'after'}`;
      return `${what} was changed ${span} the first login from ${placeName(login)}; no claim covers that place.`;
    },
    benignIf: [
      'The worker moved or travelled and set up a new phone or laptop there.',
      'A new hire began before the move to the claimed address.',
      HELP_DESK,
      'The location database is wrong about the place.',
    ],
    nextSteps: [CHECK_TICKETS, CHECK_FACTOR, CHECK_PLACE],
  }),
  'change-after-start': spec({
    family: 'account',
    severity: 'low',
    weight: 0.2,
    Evidence: Changes,
    summary: ({ occasions, startDate }) =>
      `Factors or passwords were changed again, on ${occasions} occasions, around the start date ${startDate}.`,
    benignIf: [
      'Onboarding took several attempts, or the company phone came later than the laptop.',
      HELP_DESK,
      NEW_PHONE,
    ],
    nextSteps: [CHECK_TICKETS, CHECK_FACTOR, 'Compare with the onboarding plan of that week.'],
  }),
  'repeated-changes': spec({
    family: 'account',
    severity: 'low',
    weight: 0.2,
    Evidence: Changes,
    summary: ({ changes, occasions }) =>
      `Factors or passwords were changed on ${occasions} occasions since ${changes[0]!.time.slice(0, 10)}.`,
    benignIf: [NEW_PHONE, HELP_DESK, POLICY],
    nextSteps: [
      CHECK_TICKETS,
      CHECK_FACTOR,
      'See whether colleagues had to change theirs in the same weeks.',
    ],
  }),
};
export type Evidences = {
  'change-beside-new-place': typeof Beside;
  'change-after-start': typeof Changes;
  'repeated-changes': typeof Changes;
};
