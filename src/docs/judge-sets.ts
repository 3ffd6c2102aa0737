import { type AnySetDetector, Channel, type Finding, type JudgedLogin, type Presence, utcDay } from '#kit';
import { CROWD, subjectUsed } from '../kit/presence.ts';

/** What a set detector concludes about one address or device on one UTC day. */
export interface SetConclusion {
  subject: string;
  day: number;
  workers: readonly string[];
  finding: Extract<Finding, { kind: 'raise' }>;
}

/**
 * The semantics of set detection in their simplest form: logins, in any order and any number of times, become the rows
 * of who used what on which day, and the detector is asked about each subject and day. Sorted by (day, subject, finding).
 */
export function judgeSets(
  detector: AnySetDetector,
  config: unknown,
  logins: readonly JudgedLogin[],
): SetConclusion[] {
  const conclusions = [...presenceIn(detector.subject, logins)].flatMap(([subject, presence]) => {
    const workers = new Set(presence.map(({ worker }) => worker.id)).size;
    if (workers < 2) return [];
    return [...new Set(presence.map(({ day }) => day))].flatMap((day) =>
      detector
        .judge({
          subject,
          day,
          presence: presence.filter((row) => Math.abs(row.day - day) <= detector.window.days),
          crowded: workers > CROWD,
          config,
          finding: raise,
        })
        .flatMap(({ workers, finding }) =>
          finding.kind === 'raise' ? [{ subject, day, workers, finding }] : [],
        ),
    );
  });
  const rank = ({ day, subject, finding }: SetConclusion) => [
    String(day).padStart(9, '0'),
    subject,
    finding.id,
  ];
  return conclusions.sort((a, b) => (rank(a).join('\n') < rank(b).join('\n') ? -1 : 1));
}

/** Who used which address or device on which day, by subject; rows sorted by (day, worker id). */
export function presenceIn(
  kind: 'address' | 'device',
  logins: readonly JudgedLogin[],
): Map<string, Presence[]> {
  const once = new Map(logins.map((login) => [login.id, login]));
  const used = [...once.values()]
    .map((login) => ({ login, subject: subjectUsed(kind, login) }))
    .filter(({ subject }) => subject !== undefined)
    .sort((a, b) => a.login.time - b.login.time || (a.login.id < b.login.id ? -1 : 1));
  const slots = Map.groupBy(used, ({ login, subject }) =>
    JSON.stringify([subject, utcDay(login.time), login.worker.id]),
  );
  const rows = [...slots.values()].map((uses) => ({
    subject: uses[0]!.subject!,
    row: rowOf(uses.map(({ login }) => login)),
  }));
  const bySubject = Map.groupBy(rows, ({ subject }) => subject);
  return new Map(
    [...bySubject].map(([subject, of]) => [
      subject,
      of.map(({ row }) => row).sort((a, b) => a.day - b.day || (a.worker.id < b.worker.id ? -1 : 1)),
    ]),
  );
}

function rowOf(logins: readonly JudgedLogin[]): Presence {
  const { time, worker, claim, place, network } = logins[0]!;
  return {
    day: utcDay(time),
    worker,
    first: time,
    last: logins.at(-1)!.time,
    claim,
    place,
    network,
    managed: logins.find(({ deviceManaged }) => deviceManaged !== undefined)?.deviceManaged,
    channels: Channel.options.filter((channel) => logins.some((login) => login.channel === channel)),
  };
}

const raise = (id: string, evidence: unknown, key: string, { confidence = 1 } = {}): Finding => ({
  kind: 'raise',
  id,
  evidence: JSON.parse(JSON.stringify(evidence)),
  key,
  confidence,
});
