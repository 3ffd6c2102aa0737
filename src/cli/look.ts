import { isoTime, startOfDay } from '#kit';
import { alertDocument, caseDocument } from '../alerts/document.ts';
import { countSuppressed } from '../alerts/suppression.ts';
import { type ConfigChoice, detectors, loadSetup, openReader } from '../app.ts';
import { storedId } from '../event/ids.ts';
import type { LoginEvent } from '../event/login-event.ts';
import { unpackEvent } from '../event/packed.ts';
import { sqliteQueue } from '../queue/sqlite.ts';
import type { Store } from '../store/port.ts';
import { compareRows, idHex, type RowRef } from '../store/rows.ts';
import { openForReading } from '../store/sqlite/database.ts';
import { colour, count, print, printJson, severityText, table, UsageError } from './output.ts';

export interface LookFlags {
  data: string;
  json?: boolean;
}

/** `homeport status`: both ledgers, what waits, and whether they add up. Exit code 1 when they do not. */
export function status({ data, json }: LookFlags): number {
  const database = openForReading(data);
  const depth = sqliteQueue(database).depth();
  database.close();
  const store = openReader(data);
  try {
    const records = store.records();
    const evaluations = store.evaluations();
    const sum = (rows: readonly { n: number }[]) => rows.reduce((total, { n }) => total + n, 0);
    const byDetector = Map.groupBy(evaluations, ({ detector }) => detector);
    const events = store.eventCount();
    const dirty = store.dirty().length;
    const edge = store.edge();
    const suppressed = countSuppressed(store.alerts());
    // Every detector has seen every event exactly once, unless some are yet to be judged or it was off for a while.
    const sets = detectors.filter(({ subject }) => subject !== 'worker').map(({ id }) => id);
    const perEvent = [...byDetector].filter(([id]) => !sets.includes(id));
    const unaccounted = Object.fromEntries(perEvent.map(([id, rows]) => [id, events - sum(rows)]));
    if (json) {
      printJson({
        received: sum(records),
        records,
        events,
        evaluations,
        unaccounted,
        judge_sets: sets,
        suppressed: Object.fromEntries(suppressed),
        waiting: { ...depth, workers: dirty },
        newest: edge && isoTime(edge),
      });
      return 0;
    }
    print(`${count(sum(records))} records received`);
    print(
      table(
        ['source', 'outcome', 'why', 'records'],
        records.map(({ source, outcome, reason, n }) => [source, outcome, reason, n]),
      ),
    );
    print(`\n${count(events)} events, the newest of ${edge === undefined ? 'never' : isoTime(edge)}`);
    print(
      table(
        ['detector', 'outcome', 'why', 'events'],
        evaluations.map(({ detector, outcome, reason, n }) => [detector, outcome, reason, n]),
      ),
    );
    print(table(['detector', 'unaccounted'], Object.entries(unaccounted)));
    print(
      `${sets.join(' and ')} judge who used a line or device over many days, not event by event: only their failures are in the table above.`,
    );
    if (suppressed.size > 0) print(table(['suppression', 'alerts hidden'], [...suppressed]));
    print(
      `\nwaiting: ${count(depth.waiting)} jobs, ${count(dirty)} workers to be judged; set aside: ${count(depth.dead)} jobs`,
    );
    return 0;
  } finally {
    store.close();
  }
}

/** `homeport explain`: an alert, a case or an event by its id, with all that led to it. */
export async function explain(id: string, { data, json }: LookFlags, choice: ConfigChoice): Promise<number> {
  const { directory } = await loadSetup(choice);
  const store = openReader(data);
  try {
    const profile = (worker: string) => directory.profile(worker) ?? { id: worker };
    const record = store.case(id);
    if (record) {
      const alerts = record.case.alertIds.flatMap((alert) => store.alert(alert) ?? []);
      const documents = alerts.map((alert) => alertDocument(alert, profile(alert.worker), detectors));
      const document = caseDocument(record.case, profile(record.worker));
      if (json) printJson({ case: document, alerts: documents });
      else {
        const { severity, score, status, sentence, question } = record.case;
        print(`${severityText(severity)} ${score.toFixed(2)}  case ${id} of ${record.worker}, ${status}`);
        print(`${sentence}\n${question}\n`);
        for (const alert of documents) printAlert(alert);
        print(String(document.homeport.notice));
      }
      return 0;
    }
    const alert = store.alert(id);
    if (alert) {
      const document = alertDocument(alert, profile(alert.worker), detectors);
      const events = eventsOf(store, alert.worker, startOfDay(alert.day), startOfDay(alert.day + 1));
      if (json) printJson({ alert: document, status_reason: alert.statusReason, events });
      else {
        printAlert(document);
        if (alert.statusReason) print(`${alert.status}: ${alert.statusReason}`);
        print(colour.bold(`The account's events of that day`));
        for (const { event, file, line } of events)
          print(`  ${eventLine(event)}  ${colour.dim(`${file}:${line}`)}`);
      }
      return 0;
    }
    const event = findEvent(store, id);
    if (!event)
      throw new UsageError(
        `nothing in ${data} has the id ${id}: it must be that of a case, an alert or an event`,
      );
    printJson(event);
    return 0;
  } finally {
    store.close();
  }
}

function printAlert(document: ReturnType<typeof alertDocument>): void {
  const homeport = document.homeport as Record<string, unknown>;
  const list = (title: string, key: string) => {
    const lines = homeport[key];
    if (!Array.isArray(lines) || lines.length === 0) return;
    print(colour.bold(`  ${title}`));
    for (const line of lines) print(`    - ${String(line)}`);
  };
  print(
    `${severityText(homeport.severity as 'low')}  ${document['@timestamp']}  ${colour.bold(String(homeport.summary))}`,
  );
  print(
    `  ${(document.rule as { id: string }).id}/${String(homeport.finding)}, ${String(homeport.status)}, ${String(homeport.count)} event(s), alert ${document.event.id}`,
  );
  print(colour.bold('  Evidence'));
  print(indent(JSON.stringify(homeport.evidence, null, 2), 4));
  print(colour.bold('  Assumed'));
  print(indent(JSON.stringify(homeport.assumptions, null, 2), 4));
  list('Could be benign if', 'benign_if');
  list('Next steps', 'next_steps');
  print();
}

const indent = (text: string, by: number) => text.replaceAll(/^/gm, ' '.repeat(by));

interface SourcedEvent {
  event: LoginEvent;
  place: unknown;
  network: unknown;
  file: string;
  line: number;
}

function eventsOf(store: Store, worker: string, from: number, to: number): SourcedEvent[] {
  const accounts = store.accounts().filter((account) => account.worker === worker);
  const ids = new Set(accounts.map(({ id }) => id));
  return sourced(
    store,
    store
      .rowsOf([...new Set(accounts.map(({ person }) => person))], from)
      .filter(({ rows, i }) => ids.has(rows.account[i]!) && rows.time[i]! < to),
  );
}

function findEvent(store: Store, id: string): SourcedEvent | undefined {
  const wanted = new Set([id.toLowerCase(), storedId('', id)]);
  for (const { rows } of store.everyone()) {
    const found = rows.find(
      (ref) => wanted.has(idHex(ref)) || ref.rows.document(ref.i).includes(JSON.stringify(id)),
    );
    if (found) return sourced(store, [found])[0];
  }
  return undefined;
}

function sourced(store: Store, refs: RowRef[]): SourcedEvent[] {
  const origins = new Map(store.origins().map((origin) => [origin.id, origin.name]));
  const facts = new Map([...store.facts()].map((fact) => [fact.id, fact]));
  return refs.sort(compareRows).map(({ rows, i }) => ({
    event: unpackEvent(rows.document(i), rows.time[i]!),
    place: facts.get(rows.fact[i]!)?.place,
    network: facts.get(rows.fact[i]!)?.network,
    file: origins.get(rows.origin[i]!) ?? '',
    line: rows.line[i]!,
  }));
}

function eventLine(event: LoginEvent): string {
  const { action, outcome } = event.event;
  return `${event['@timestamp']}  ${action} ${outcome}  ${event.source?.ip ?? 'no address'}`;
}
