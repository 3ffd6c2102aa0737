import type { PresenceRow, Store, Subject, Unit } from '../../src/store/port.ts';
import { fromRows } from './event-rows.ts';
import { november, sampleAlert } from './sample-alert.ts';

export const SUBJECT: Subject = {
  worker: 'w1',
  head: { time: november(19), id: '0000000000000000000000000000002a' },
  state: { detectors: { d: { last: [1, 'x', null] } }, counts: { 'd|fired|': 3 }, tickedDay: 20_776 },
  snaps: [
    { day: 20_775, state: { detectors: {}, counts: {}, tickedDay: null } },
    { day: 20_776, state: { detectors: { d: 1 }, counts: { 'd|quiet|': 1 }, tickedDay: 20_775 } },
  ],
};

export const PRESENT: PresenceRow = {
  kind: 'address',
  subject: '192.0.2.1',
  day: 20_776,
  worker: 'w1',
  first: november(19),
  last: november(19) + 60_000,
  revision: 1,
  fact: 2,
  managed: null,
  channels: 1,
};

const CASE = {
  id: 'c1',
  worker: 'w1',
  ordinal: 1,
  severity: 'high',
  score: 0.75,
  families: ['geo'],
  contributions: [{ family: 'geo', alertId: 'a1', value: 0.5 }],
  alertIds: ['a1'],
  firstAlertAt: november(18),
  lastAlertAt: november(19),
  status: 'open',
  sentence: 'Elsewhere.',
  question: 'Where?',
} as const;
const caseRecord = (id: string, ordinal: number) => ({
  id,
  worker: 'w1',
  ordinal,
  revision: 1,
  case: {
    ...CASE,
    id,
    ordinal,
    families: [...CASE.families],
    contributions: [...CASE.contributions],
    alertIds: [...CASE.alertIds],
  },
});

/** A unit with something of everything that has no order of its own. */
export const FULL: Unit = {
  accounts: [
    {
      id: 1,
      ref: { account: 'jane', name: 'jane', email: 'jane@example.com' },
      person: 1,
      worker: 'w1',
      workerSince: 1,
    },
    {
      id: 2,
      ref: { account: 'CORP\\jane', name: 'jane', domain: 'CORP' },
      person: 1,
      worker: 'w1',
      workerSince: 3,
    },
  ] as NonNullable<Unit['accounts']>,
  facts: [
    { id: 1, place: { country: 'US', radiusKm: 50, confidence: 1, source: 'City', date: '2026-11-01' } },
    { id: 2, network: { type: 'fixed', asn: 64_501, source: 'ASN', date: '2026-11-01' } },
  ] as NonNullable<Unit['facts']>,
  revision: { id: 1, settings: { a: [1] }, directory: { b: null }, addressData: 'v1' },
  origins: [{ id: 1, name: 'okta.ndjson', source: 'okta', receivedAt: november(20) + 0.25, zone: 'UTC' }],
  progress: [{ key: 'p', offset: 2 ** 40, line: 12, done: false }],
  records: [{ source: 'okta', outcome: 'accepted', reason: '', n: 2 }],
  rejected: [
    { origin: 1, offset: 2 ** 40, line: 3, reason: 'invalid JSON', record: Uint8Array.of(0, 255, 10) },
  ],
  dirty: [{ worker: 'w9', since: Number.MIN_SAFE_INTEGER, late: true }],
  touched: [{ kind: 'address', subject: '192.0.2.1' }],
  subjects: [{ ...SUBJECT, snapsChanged: true }],
  alerts: [
    sampleAlert({ id: 'a1' }),
    sampleAlert({ id: 'a2', status: 'suppressed', statusReason: 's1' }),
  ].map(plain),
  cases: [caseRecord('c1', 1), caseRecord('c2', 2)] as NonNullable<Unit['cases']>,
  decisions: [
    { id: 'c1', status: 'closed', verdict: 'benign-positive', reason: 'a known trip', at: november(21) },
  ],
  evaluations: [{ detector: 'd', outcome: 'not-evaluated', reason: 'place', n: 4 }],
  presence: ['w1', 'w2'].map((worker) => ({ worker, rows: [{ ...PRESENT, worker }] })),
  tickedDay: 20_776,
};

/** Without what a driver's own objects have besides their fields. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** All that can be read of what `FULL` writes. */
export function contents(store: Store) {
  return {
    rows: [...store.everyone()].map(({ person, rows }) => [person, fromRows(rows)]),
    eventCount: store.eventCount(),
    edge: store.edge(),
    tickedDay: store.tickedDay(),
    accounts: store.accounts(),
    facts: [...store.facts()],
    revisions: store.revisions(),
    origins: plain(store.origins()),
    progress: store.progress('p'),
    dirty: store.dirty(),
    touched: plain(store.touched()),
    subject: store.subject('w1'),
    presence: plain(store.presence('address', PRESENT.subject, 9)),
    presenceOf: plain(store.presenceOf('w1', 2)),
    alerts: [...store.alerts()],
    cases: [...store.cases()],
    decision: store.decision('c1'),
    records: plain(store.records()),
    evaluations: plain(store.evaluations()),
    rejected: [...store.rejected()].map((row) => ({ ...row })),
  };
}

export const EMPTY = {
  rows: [],
  eventCount: 0,
  edge: undefined,
  tickedDay: undefined,
  accounts: [],
  facts: [],
  revisions: [],
  origins: [],
  progress: undefined,
  dirty: [],
  touched: [],
  subject: undefined,
  presence: { rows: [], crowded: false },
  presenceOf: [],
  alerts: [],
  cases: [],
  decision: undefined,
  records: [],
  evaluations: [],
  rejected: [],
};
