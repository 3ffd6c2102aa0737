import { EcsFlat } from '@elastic/ecs';
import { expect, it } from 'vitest';
import { exampleDetector } from '../../test/support/example-detector.ts';
import { november, sampleAlert } from '../../test/support/sample-alert.ts';
import { buildCase } from './case.ts';
import { comparableDocuments } from './compare.ts';
import { alertDocument, byTimeAndId, caseDocument, LEAD_NOTICE } from './document.ts';
import { Scoring } from './score.ts';

const profile = { id: 'w1', email: 'jane.roe@example.com', name: 'Jane Roe' };
const document = alertDocument(sampleAlert({ groupId: 'g1', statusReason: 'r1' }), profile, [
  exampleDetector,
]);
const caseOf = (...alerts: ReturnType<typeof sampleAlert>[]) =>
  caseDocument(
    buildCase({ id: 'w1' }, 1, alerts, { detectors: [exampleDetector], scoring: Scoring.parse({}) })!,
    profile,
  );

/** Every field with its dotted name; objects that ECS knows as one value (geo points) are not entered. */
function fieldsOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = prefix + name;
    const entered =
      inner !== null && typeof inner === 'object' && !Array.isArray(inner) && !(path in EcsFlat);
    return entered ? fieldsOf(inner, `${path}.`) : [path];
  });
}

it('uses ECS fields, and homeport.* for the rest', () => {
  for (const sample of [document, caseOf(sampleAlert())]) {
    const unknown = fieldsOf(sample).filter((field) => !field.startsWith('homeport.') && !(field in EcsFlat));
    expect(unknown).toEqual([]);
  }
});

it('tells an alert in full', () => {
  expect(document).toMatchObject({
    '@timestamp': '2026-11-19T12:00:00.000Z',
    event: { id: 'a1', kind: 'alert', created: '2026-11-20T12:00:00.000Z' },
    rule: { id: 'example-detector', name: 'Example detector', version: '2' },
    threat: { technique: { id: ['T1078.004', 'T1133'] } },
    user: profile,
    source: {
      ip: '203.0.113.77',
      geo: { country_iso_code: 'CN', region_iso_code: 'CN-LN', location: { lat: 41.8, lon: 123.43 } },
      as: { number: 64501, organization: { name: 'Northeast Metro' } },
    },
    homeport: {
      severity: 'medium',
      finding: 'elsewhere',
      family: 'geo',
      weight: 0.5,
      summary: 'Logged in from Shenyang, CN.',
      benign_if: ['A travel record covers the day.'],
      next_steps: ['Check approved travel.'],
      group_id: 'g1',
      status: 'open',
      count: 1,
      revision: 1,
    },
  });
  expect(document.homeport.case_id).toBe(caseOf(sampleAlert()).homeport.case_id);
});

it('states what was assumed', () => {
  expect(document.homeport.assumptions).toEqual([
    'Place: Shenyang, LN, CN ± 50 km, Example City of 2026-11-01.',
    'Network: AS64501 Northeast Metro, taken as fixed, Example ASN of 2026-11-01.',
    'Anonymiser: Example VPN (vpn), example-list, last seen 2026-11-18.',
    'Claim: Austin, TX, US since 2026-08-03.',
    'Approved travel: none on file for the day.',
    'Settings, roster and data of revision 37.',
  ]);
});

it('leaves out what is not known', () => {
  const bare = sampleAlert({ status: 'suppressed', event: undefined, claim: undefined });
  const fields = fieldsOf(alertDocument(bare, { id: 'w1' }, []));
  expect(fields).not.toContain('source.ip');
  expect(fields).not.toContain('user.email');
  expect(fields).not.toContain('homeport.case_id');
  expect(JSON.stringify(alertDocument(bare, { id: 'w1' }, []))).not.toContain('null');
});

it('writes the same text for the same alert, however its evidence was stored', () => {
  const turned = sampleAlert({
    groupId: 'g1',
    statusReason: 'r1',
    evidence: { city: 'Shenyang', country: 'CN' },
  });
  expect(JSON.stringify(alertDocument(turned, profile, [exampleDetector]))).toBe(JSON.stringify(document));
});

it('tells a case in full, with the notice that a lead is no proof', () => {
  const sample = caseOf(sampleAlert({ firstTime: november(18) }));
  expect(sample['@timestamp']).toBe('2026-11-18T12:00:00.000Z');
  expect(sample.user).toEqual(profile);
  expect(sample.homeport).toMatchObject({
    severity: 'medium',
    score: 0.5,
    families: ['geo'],
    alert_ids: ['a1'],
    first_alert_at: '2026-11-18T12:00:00.000Z',
    last_alert_at: '2026-11-19T12:00:00.000Z',
    status: 'open',
    notice: LEAD_NOTICE,
  });
});

it('sorts by time, then by id', () => {
  const documents = [
    alertDocument(sampleAlert({ id: 'b' }), profile, []),
    alertDocument(sampleAlert({ id: 'a' }), profile, []),
    alertDocument(sampleAlert({ id: 'c', time: november(1) }), profile, []),
  ];
  expect(documents.sort(byTimeAndId).map(({ event }) => event.id)).toEqual(['c', 'a', 'b']);
});

it('compares what two runs must agree on, and nothing else', () => {
  const other = alertDocument(
    sampleAlert({ groupId: 'g1', statusReason: 'r1', createdAt: 0, revision: 7 }),
    profile,
    [exampleDetector],
  );
  const superseded = alertDocument(sampleAlert({ id: 'a2', status: 'superseded' }), profile, []);
  expect(comparableDocuments([superseded, other])).toEqual(comparableDocuments([document]));
  const counted = alertDocument(sampleAlert({ count: 2 }), profile, [exampleDetector]);
  expect(comparableDocuments([counted])).not.toEqual(comparableDocuments([document]));
});
