import type { Faults } from './faults.ts';
import type { SimulatedSource } from './options.ts';
import type { Random } from './random.ts';
import type { Act } from './session.ts';
import { asaLines } from './vendors/asa.ts';
import { createOktaWriter, type Omissions } from './vendors/okta.ts';

/** One line on its way into a log. */
export interface Parcel {
  source: SimulatedSource;
  /** Ms since the epoch: when it gets there. */
  delivered: number;
  act: Act;
  /** The record's own id; a log line of the ASA has none. */
  uuid?: string;
  render(): string;
}

/** What acts become on their way: lost, late, doubled. `hold` until `release` says up to when nothing earlier can come. */
export interface Delivery {
  hold(act: Act): void;
  /** Parcels delivered before the time, in the order of delivery. */
  release(before: number): Parcel[];
  lost: number;
  duplicates: number;
}

export function createDelivery(
  sources: readonly SimulatedSource[],
  faults: Faults,
  random: Random,
): Delivery {
  const okta = createOktaWriter(random.fork('okta'));
  const ids = random.fork('ids');
  const lines = random.fork('asa');
  let waiting: Parcel[] = [];

  const delivery: Delivery = {
    lost: 0,
    duplicates: 0,
    hold(act) {
      const source = act.kind === 'vpn-connect' || act.kind === 'vpn-disconnect' ? 'cisco-asa' : 'okta';
      if (!sources.includes(source)) return;
      if (faults.lost(source, act.time)) {
        delivery.lost++;
        return;
      }
      if (source === 'okta') holdRecord(act);
      else for (const { time, text } of asaLines(act, lines)) send({ source, act, render: () => text }, time);
    },
    release(before) {
      const due = waiting.filter(({ delivered }) => delivered < before);
      waiting = waiting.filter(({ delivered }) => delivered >= before);
      return due.sort((a, b) => a.delivered - b.delivered);
    },
  };

  function holdRecord(act: Act): void {
    const omissions = faults.omissions();
    const record = (uuid: string, omit: Omissions) => ({
      source: 'okta' as const,
      act,
      uuid,
      render: () => okta(act, uuid, omit),
    });
    const uuid = ids.uuid();
    const copies = send(record(uuid, omissions), act.time);
    if (copies === 'twice-with-new-id') again(record(ids.uuid(), omissions), act.time);
  }

  function send(parcel: Omit<Parcel, 'delivered'>, time: number): ReturnType<Faults['copies']> {
    waiting.push({ ...parcel, delivered: time + faults.lateness() });
    const copies = faults.copies();
    if (copies === 'twice') again(parcel, time);
    return copies;
  }

  function again(parcel: Omit<Parcel, 'delivered'>, time: number): void {
    delivery.duplicates++;
    waiting.push({ ...parcel, delivered: time + faults.lateness() });
  }

  return delivery;
}
