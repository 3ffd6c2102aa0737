import { expect, it, vi } from 'vitest';
import { oktaRecord } from '../../test/support/okta-record.ts';
import type { Delivery } from '../engine/delivery.ts';
import type { Engine } from '../engine/engine.ts';
import type { Rejected, Store } from '../store/port.ts';
import { retryRejected } from './retry.ts';

const origin = { id: 4, name: 'okta.ndjson', source: 'okta', receivedAt: Date.UTC(2026, 9, 20), zone: 'UTC' };
const rejected = (id: number, record: string, reason: string): Rejected & { id: number } => ({
  id,
  origin: 4,
  offset: id * 100,
  line: id,
  reason,
  record: Buffer.from(record),
});

it('takes up what is understood now, as if it had just come from where it came', () => {
  const deliveries: Delivery[] = [];
  const engine = {
    take: vi.fn((delivery: Delivery) => deliveries.push(delivery)),
    storeBatch: vi.fn(),
  };
  const store = {
    origins: () => [origin],
    rejected: () => [
      rejected(1, JSON.stringify(oktaRecord()), 'parser okta failed: a bug'),
      rejected(2, 'still nothing', 'invalid JSON'),
      // Only its beginning was kept: that this is a whole record is chance.
      rejected(3, JSON.stringify(oktaRecord()), 'too long'),
      rejected(4, JSON.stringify(oktaRecord({ eventType: 'system.agent' })), 'missing user'),
    ],
  };
  const outcome = retryRejected({ engine: engine as unknown as Engine, store: store as unknown as Store });

  expect(outcome).toEqual({ read: 4, understood: 2 });
  expect(engine.take).toHaveBeenCalledWith(expect.anything(), origin);
  expect(deliveries).toMatchObject([{ received: 2, rejected: [], rows: { length: 1 } }]);
  expect([deliveries[0]!.rows.line[0], deliveries[0]!.rows.offset[0]]).toEqual([1, 100]);
  expect(engine.storeBatch).toHaveBeenCalledExactlyOnceWith({
    retried: [1, 4],
    records: [
      { source: 'okta', outcome: 'rejected', reason: 'parser okta failed: a bug', n: -1 },
      { source: 'okta', outcome: 'rejected', reason: 'missing user', n: -1 },
    ],
  });
});
