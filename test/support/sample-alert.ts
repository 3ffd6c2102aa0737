import type { StoredAlert } from '../../src/alerts/alert.ts';

/** Noon UTC of a day in November 2026. */
export const november = (day: number): number => Date.UTC(2026, 10, day, 12);

/** An open alert of `example-detector` about a login from Shenyang by a worker who claims Austin. */
export function sampleAlert(different: Partial<StoredAlert> = {}): StoredAlert {
  const time = different.time ?? november(19);
  return {
    id: 'a1',
    detector: 'example-detector',
    detectorVersion: 2,
    finding: 'elsewhere',
    subject: { kind: 'worker', key: 'w1' },
    worker: 'w1',
    key: 'CN',
    day: Math.floor(time / 86_400_000),
    firstTime: time,
    time,
    count: 1,
    family: 'geo',
    severity: 'medium',
    weight: 0.5,
    confidence: 1,
    deterministic: false,
    evidence: { country: 'CN', city: 'Shenyang' },
    event: {
      id: 'e1',
      account: 'jane.roe@example.com',
      action: 'login',
      channel: 'sso',
      ip: '203.0.113.77',
      session: 's1',
      device: 'LT-1',
      userAgent: 'Mozilla/5.0',
      place: {
        country: 'CN',
        region: 'LN',
        city: 'Shenyang',
        latitude: 41.8,
        longitude: 123.43,
        radiusKm: 50,
        confidence: 1,
        source: 'Example City',
        date: '2026-11-01',
      },
      network: {
        asn: 64501,
        operator: 'Northeast Metro',
        type: 'fixed',
        source: 'Example ASN',
        date: '2026-11-01',
        anonymiser: {
          kind: 'vpn',
          operator: 'Example VPN',
          seen: '2026-11-18',
          source: 'example-list',
        },
      },
    },
    claim: {
      homes: [{ country: 'US', region: 'TX', city: 'Austin', from: '2026-08-03' }],
      travel: [],
    },
    groupId: undefined,
    settingsRevision: 37,
    late: false,
    status: 'open',
    revision: 1,
    createdAt: november(20),
    caseOrdinal: 1,
    ...different,
  };
}
