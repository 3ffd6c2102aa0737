import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { HOUR, MINUTE } from '#kit';
import { type App, loadSetup, openApp } from '../app.ts';
import { startParsePool } from '../intake/parse-pool.ts';
import { createQueueRunner } from '../intake/run-queue.ts';
import type { Company } from './company.ts';
import { type Share, wilson } from './statistics.ts';
import { readEventTruth } from './truth.ts';

/** How many of the alerts that the live path raised did not hold. */
export interface Stability {
  superseded: Share;
  /** Those of them in whose place the same detector now says something else of the same worker and day. */
  replaced: number;
  /** Superseded alerts by detector and finding. */
  findings: Record<string, number>;
}

/** What arrives within so long is judged together, as a poller of a vendor’s log delivers it. */
const POLL = 15 * MINUTE;
/** Addresses, devices and midnights are judged when nothing waits; so long apart here, which tells the same sooner. */
const REST = HOUR;

/** Lines of one log that arrived together. */
interface Arrived {
  source: string;
  lines: string[];
  from: number;
}

/**
 * Puts the logs through the queue in the order of their delivery and judges after each poll, like `homeport serve`. The
 * truth’s own order is that of delivery, and the newest event seen so far tells the time.
 */
export async function playLive(company: Company): Promise<Stability> {
  const app = await openApp(await loadSetup({ dir: company.config, explicit: true }), undefined);
  const pool = startParsePool(1);
  const runner = createQueueRunner(app.queue, app.engine, pool);
  const logs = new Map(company.files.map((file) => [basename(file), linesOf(file)]));
  const arrived = new Map<string, Arrived>();
  let polled = Number.NEGATIVE_INFINITY;
  let clock = Number.NEGATIVE_INFINITY;
  const judge = async () => {
    for (const [name, { source, lines, from }] of arrived) {
      const body = Buffer.from(`${lines.join('\n')}\n`);
      app.queue.put({ source, name, receivedAt: clock, zone: 'UTC', offset: from, line: from, body });
    }
    arrived.clear();
    while ((await runner.step()) > 0);
  };
  try {
    for await (const { file, line, time } of readEventTruth(company.truth.events)) {
      clock = Math.max(clock, Date.parse(time));
      if (clock >= polled + POLL) {
        await judge();
        if (Math.floor(clock / REST) > Math.floor(polled / REST)) app.engine.settle();
        polled = clock;
      }
      const log = arrived.get(file) ?? { source: sourceOf(file), lines: [], from: line - 1 };
      log.lines.push((await logs.get(file)!.next()).value!);
      arrived.set(file, log);
    }
    await judge();
    app.engine.settle();
    return stabilityOf(app);
  } finally {
    await pool.close();
    await app.close();
  }
}

const sourceOf = (file: string): string => (file.endsWith('.log') ? 'cisco-asa' : 'okta');

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  await once(input, 'open');
  yield* createInterface({ input, crlfDelay: Infinity });
}

function stabilityOf({ store }: App): Stability {
  const alerts = [...store.alerts()].filter(({ shadow }) => !shadow);
  const gone = alerts.filter(({ status }) => status === 'superseded');
  const findings: Record<string, number> = {};
  for (const { detector, finding } of gone) {
    const name = `${detector}/${finding}`;
    findings[name] = (findings[name] ?? 0) + 1;
  }
  const place = ({ worker, detector, day }: (typeof alerts)[number]) => `${worker}|${detector}|${day}`;
  const standing = new Set(alerts.filter(({ status }) => status !== 'superseded').map(place));
  return {
    superseded: wilson(gone.length, alerts.length),
    replaced: gone.filter((alert) => standing.has(place(alert))).length,
    findings,
  };
}

/** The stability of several companies together. */
export function summedStability(parts: readonly Stability[]): Stability | undefined {
  if (parts.length === 0) return undefined;
  const findings: Record<string, number> = {};
  for (const part of parts) {
    for (const [name, n] of Object.entries(part.findings)) findings[name] = (findings[name] ?? 0) + n;
  }
  const total = (of: (part: Stability) => number) => parts.reduce((sum, part) => sum + of(part), 0);
  return {
    superseded: wilson(
      total(({ superseded }) => superseded.hits),
      total(({ superseded }) => superseded.of),
    ),
    replaced: total(({ replaced }) => replaced),
    findings,
  };
}
