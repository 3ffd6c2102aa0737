import { z } from 'zod';
import type { FindingSpec } from '#kit';

const Asn = z.int().optional();
const Address = { ip: z.string(), asn: Asn, operator: z.string().optional() };
const Tag = z.object({
  ...Address,
  service: z.string(),
  /** Source and date of the list. */
  list: z.string(),
  ageDays: z.int(),
});
const NamedVpn = Tag.extend({
  /** Countries of the claimed homes in force. */
  claimed: z.array(z.string()),
  daysUsed: z.int(),
  activeDays: z.int(),
  windowDays: z.int(),
});
const ExitShare = z.object({
  ...Address,
  exitDays: z.int(),
  activeDays: z.int(),
  homeDays: z.int(),
  windowDays: z.int(),
  exitAsns: z.array(z.int()),
  list: z.string(),
});
const LegEvidence = z.object({
  from: z.string(),
  to: z.string(),
  asn: z.int(),
  kind: z.enum(['line', 'exit']),
  where: z.string().optional(),
});
const Churn = z.object({
  window: z.enum(['24 h', '7 days', '14 days']),
  lines: z.int(),
  metros: z.int().optional(),
  /** Address blocks used, counted by day, and those not seen in the 28 days before. */
  visits: z.int().optional(),
  newBlocks: z.int().optional(),
  asns: z.array(z.int()),
  legs: z.array(LegEvidence),
});
const SessionFlip = z.object({
  by: z.enum(['device', 'session']),
  inHour: z.int(),
  inDay: z.int(),
  legs: z.array(LegEvidence),
});

const SANCTIONED_VPN = 'Ask IT which VPN and remote desktops are sanctioned; list those in networks.csv.';
const ENDPOINT = 'Check the endpoint for a VPN or proxy client, and the home for a travel router.';
const HISTORY = 'Look for any login in the last 30 days that came through neither VPN nor proxy.';
const NO_CONTACT = 'Ask HR and counsel before any contact; ask the same questions of every remote worker.';

const spec = <Evidence extends z.ZodType>(finding: FindingSpec<Evidence>) => finding;

const namedVpnBenign = [
  'The worker travelled to a country behind a national firewall and the trip is not on file.',
  'The address has changed hands since the list was made.',
  'The worker uses this VPN privately and IT was never asked.',
];

export const findings = {
  'named-vpn': spec({
    family: 'egress',
    severity: 'high',
    weight: 0.6,
    deterministic: true,
    Evidence: NamedVpn,
    summary: ({ service, ageDays, claimed }) =>
      `Logged in through ${service}, listed ${ageDays} days before; the claim is ${claimed.join(', ')} and no approved travel explains it.`,
    benignIf: namedVpnBenign,
    nextSteps: [
      'Compare the address with a second VPN list.',
      ENDPOINT,
      HISTORY,
      'List other workers on the same address block.',
      NO_CONTACT,
    ],
  }),
  'possible-named-vpn': spec({
    family: 'egress',
    severity: 'medium',
    weight: 0.3,
    Evidence: NamedVpn,
    summary: ({ service, ageDays, claimed }) =>
      `Logged in through an address listed as ${service} ${ageDays} days before; the claim is ${claimed.join(', ') || 'not on file'}.`,
    benignIf: namedVpnBenign,
    nextSteps: ['Compare the address with a current VPN list.', ENDPOINT, HISTORY],
  }),
  'hosting-share': spec({
    family: 'egress',
    severity: 'medium',
    weight: 0.3,
    Evidence: ExitShare,
    summary: ({ exitDays, activeDays, homeDays, windowDays }) =>
      `${exitDays} of ${activeDays} active days in ${windowDays} came through hosting or VPN networks, ${homeDays} through a line at home.`,
    benignIf: [
      'The worker uses a cloud desktop, development machine or VPN that IT runs or allows.',
      'The worker has a privacy VPN on at all times.',
      'A business internet line is listed as a data centre.',
    ],
    nextSteps: [SANCTIONED_VPN, HISTORY, ENDPOINT, 'Compare the networks with those of other workers.'],
  }),
  'vpn-habit': spec({
    family: 'egress',
    severity: 'low',
    weight: 0.15,
    Evidence: ExitShare,
    summary: ({ exitDays, activeDays, homeDays, windowDays }) =>
      `${exitDays} of ${activeDays} active days in ${windowDays} came through hosting or VPN networks; ${homeDays} also through a line at home.`,
    benignIf: [
      'The worker switches a privacy VPN on at times, as a third of adults in the US do.',
      'The worker uses a cloud desktop or development machine that IT runs.',
    ],
    nextSteps: [SANCTIONED_VPN],
  }),
  churn: spec({
    family: 'egress',
    severity: 'medium',
    weight: 0.5,
    Evidence: Churn,
    summary: ({ window, lines, metros, visits, newBlocks }) =>
      newBlocks !== undefined
        ? `${newBlocks} of ${visits} address blocks used in ${window}, counted by day, were new; ${lines} home internet providers brought several each.`
        : `Logins in ${window} came from ${lines} home internet providers in ${metros} areas that no journey connects.`,
    benignIf: [
      'The worker travelled fast through several cities and hotel lines are listed as homes.',
      'The location of several address blocks is wrong: two databases disagree on them.',
      'Several people share the account by agreement.',
    ],
    nextSteps: [
      'Compare each address with a residential-proxy feed and a second location database.',
      'Look at the time between changes: a steady 10, 30 or 60 minutes is a rotating service.',
      'List other workers on the same addresses.',
      ENDPOINT,
      NO_CONTACT,
    ],
  }),
  'session-flip': spec({
    family: 'egress',
    severity: 'medium',
    weight: 0.45,
    Evidence: SessionFlip,
    summary: ({ by, inHour, inDay }) =>
      `One ${by} changed its egress ${inHour} times in an hour and ${inDay} in a day, between lines too far apart to travel.`,
    benignIf: [
      'A branch office whose line is listed as a home was reached through the company’s VPN.',
      'A remote desktop session kept the device’s name.',
      'The location of one of the lines is wrong: two databases disagree on it.',
    ],
    nextSteps: [
      'Set the sequence of addresses beside the applications used: one egress for each application is split tunnelling.',
      'Locate the device itself by device management or Wi-Fi.',
      ENDPOINT,
      NO_CONTACT,
    ],
  }),
  'residential-proxy-tag': spec({
    family: 'egress',
    severity: 'medium',
    weight: 0.4,
    Evidence: Tag.extend({ isHome: z.boolean() }),
    summary: ({ service, ageDays, isHome }) =>
      `Logged in from an address that ${service} listed as a residential proxy ${ageDays} days before${isHome ? ', on the usual line at home' : ''}.`,
    benignIf: [
      'Another device at home runs an application that rents out its connection.',
      'The provider gave the worker an address that a proxy had used.',
    ],
    nextSteps: [
      'Compare the address with a second proxy feed.',
      'See whether the address was the worker’s before and after the listing.',
      'List other workers on the same address.',
    ],
  }),
  tor: spec({
    family: 'egress',
    severity: 'medium',
    weight: 0.4,
    Evidence: z.object({ ...Address, list: z.string() }),
    summary: ({ ip }) => `Logged in through the Tor exit ${ip}; it says nothing about where the login began.`,
    benignIf: ['The worker uses Tor for privacy or research, and policy allows it.'],
    nextSteps: ['Ask IT whether Tor is allowed for this work.', HISTORY, ENDPOINT],
  }),
};

export type Evidences = { [K in keyof typeof findings]: (typeof findings)[K]['Evidence'] };
