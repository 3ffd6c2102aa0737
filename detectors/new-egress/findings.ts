import { z } from 'zod';
import { countryName, type FindingSpec, Leg } from '#kit';

const Evidence = z.object({
  login: Leg,
  /** The country, network (ASN) or device that is new. */
  name: z.string(),
  /** First day of activity on record, `YYYY-MM-DD`, at most 90 days before. */
  since: z.string(),
  /** Others of its kind used in that time, the latest used last. */
  before: z.array(z.string()),
});
export type Evidence = z.infer<typeof Evidence>;

const CONTEXT = 'Use it as context for other alerts only; by itself it calls for nothing.';
const first = (what: string, { since, before }: Evidence): string =>
  `The first login ${what}; ${before.length} ${before.length === 1 ? 'other' : 'others'} since ${since}.`;

const spec = (finding: FindingSpec<typeof Evidence>) => finding;

export const findings = {
  'new-country': spec({
    family: 'egress',
    severity: 'low',
    // Less than a second family must add for a case to become High; so are those below.
    weight: 0.08,
    Evidence,
    summary: (evidence) => first(`from ${countryName(evidence.name)}`, evidence),
    benignIf: ['The worker went on holiday or a short trip.', 'A phone changed to a SIM card from abroad.'],
    nextSteps: [CONTEXT, 'Compare with approved travel.'],
  }),
  'new-network': spec({
    family: 'egress',
    severity: 'low',
    weight: 0.05,
    Evidence,
    summary: (evidence) =>
      first(`through ${evidence.login.operator ?? 'a network'} (AS${evidence.name})`, evidence),
    benignIf: [
      'The worker changed provider, or worked from a friend’s home, a café or a new phone contract.',
      'The provider was bought or renumbered.',
    ],
    nextSteps: [CONTEXT],
  }),
  'new-device': spec({
    family: 'egress',
    severity: 'low',
    weight: 0.05,
    Evidence,
    summary: (evidence) => first(`on device ${evidence.name.slice(0, 40)}`, evidence),
    benignIf: [
      'The worker got a new laptop or phone.',
      'A browser was reinstalled or its cookies cleared, and the source tells devices by them.',
    ],
    nextSteps: [CONTEXT, 'Compare with the device register.'],
  }),
};
export type Evidences = { [K in keyof typeof findings]: typeof Evidence };
