import type { Delivery } from '../engine/delivery.ts';
import { storedId } from '../event/ids.ts';
import type { LoginEvent } from '../event/login-event.ts';
import { packEvent } from '../event/packed.ts';
import { MINUTE } from '../kit/time.ts';
import { sourceOf } from '../sources/detect.ts';
import { type ParseContext, type Parsed, reject, type Source } from '../sources/source.ts';
import { Rows } from '../store/rows.ts';
import { parseJsonRecord } from './split.ts';

/** An event further ahead of its arrival than this is a broken clock: DESIGN §5.2. */
const MAX_AHEAD = 10 * MINUTE;

/**
 * What one record becomes, whatever is in its bytes. Without a source, the first that claims the record parses it. A
 * parser that throws has a bug: its record is kept as rejected until that is mended.
 */
export function parseRecord(bytes: Buffer, source: Source | undefined, context: ParseContext): Parsed {
  const json = source?.kind === 'line' ? undefined : parseJsonRecord(bytes);
  const record = json && 'record' in json ? json.record : undefined;
  const line = record ? undefined : bytes.toString('utf8');
  const reader = source ?? sourceOf(record ?? line!);
  if (!reader) return reject('unrecognised format');
  if (reader.kind === 'json' && !record) return reject(json && 'reason' in json ? json.reason : 'not JSON');
  try {
    const parsed =
      reader.kind === 'line'
        ? reader.parse(line ?? bytes.toString('utf8'), context)
        : reader.parse(record!, context);
    return inTime(parsed, context);
  } catch (error) {
    return reject(`parser ${reader.id} failed: ${firstLine(error)}`);
  }
}

/** What was thrown, short enough to be counted by. */
export const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n', 1)[0]!;

function inTime(parsed: Parsed, { receivedAt }: ParseContext): Parsed {
  if (parsed.kind !== 'ok') return parsed;
  const late = parsed.events.some((event) => Date.parse(event['@timestamp']) > receivedAt + MAX_AHEAD);
  return late ? reject('more than 10 minutes ahead of its arrival') : parsed;
}

/** Collects the records of one run into a delivery. */
export class DeliveryBuilder {
  private readonly source: Source | undefined;
  private readonly context: ParseContext;
  private readonly accounts = new Map<string, number>();
  private readonly addresses = new Map<string, number>();
  private delivery: Delivery;

  constructor(source: Source | undefined, context: ParseContext, capacity: number) {
    this.source = source;
    this.context = context;
    this.delivery = emptyDelivery(capacity);
  }

  record(bytes: Buffer, position: { offset: number; line: number }): void {
    const parsed = parseRecord(bytes, this.source, this.context);
    if (parsed.kind === 'reject') {
      this.reject(parsed.reason, bytes, position);
      return;
    }
    const record = this.delivery.received++;
    if (parsed.kind === 'drop') {
      this.delivery.dropped[parsed.reason] = (this.delivery.dropped[parsed.reason] ?? 0) + 1;
      return;
    }
    for (const event of parsed.events) this.event(event, parsed.stampDay, record, position);
  }

  reject(reason: string, bytes: Uint8Array, { offset, line }: { offset: number; line: number }): void {
    this.delivery.received++;
    this.delivery.rejected.push({ offset, line, reason, record: Uint8Array.from(bytes) });
  }

  /** What has been collected; the builder starts anew. */
  take(capacity: number): Delivery {
    const { delivery } = this;
    this.delivery = emptyDelivery(capacity);
    this.accounts.clear();
    this.addresses.clear();
    return delivery;
  }

  private event(
    event: LoginEvent,
    stampDay: number,
    record: number,
    position: { offset: number; line: number },
  ): void {
    const { rows, accounts, addresses } = this.delivery;
    const i = rows.addText(packEvent(event));
    rows.time[i] = Date.parse(event['@timestamp']);
    rows.setId(i, storedId(event.event.dataset, event.event.id));
    rows.stampDay[i] = stampDay;
    rows.offset[i] = position.offset;
    rows.line[i] = position.line;
    rows.person[i] = record;

    const { account } = event.homeport;
    let owner = this.accounts.get(account);
    if (owner === undefined) {
      const { name, domain, email, id } = event.user;
      owner = accounts.push({ account, name, domain, email, id }) - 1;
      this.accounts.set(account, owner);
    }
    rows.account[i] = owner;

    const ip = event.source?.ip;
    let address = ip === undefined ? 0 : this.addresses.get(ip);
    if (address === undefined) {
      address = addresses.push(ip!);
      this.addresses.set(ip!, address);
    }
    rows.fact[i] = address;
  }
}

const emptyDelivery = (capacity: number): Delivery => ({
  received: 0,
  rows: new Rows(capacity),
  accounts: [],
  addresses: [],
  dropped: {},
  rejected: [],
});
