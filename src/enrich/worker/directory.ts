import { defined } from '../../config/defined.ts';
import type { Claim, Worker } from '../../event/facts.ts';
import { canonicalJson, hashId } from '../../event/ids.ts';
import type { AccountRef, Directory } from '../port.ts';
import type { DirectoryData } from './directory-data.ts';
import { foldAccount } from './fold.ts';
import { identifier } from './identity.ts';
import { claimTimeline } from './timeline.ts';

/** Accounts remembered at once; beyond it (a password spray) all are forgotten, and found again when they return. */
const REMEMBERED_ACCOUNTS = 50_000;

/** The directory of one revision of the roster: a pure function of its data. */
export function buildDirectory(data: DirectoryData): Directory {
  const people = data.workers.filter(({ service }) => !service);
  const entries = new Map(people.map((entry) => [entry.worker.id, entry]));
  const identify = identifier(data);
  const resolved = new Map<string, { ref: AccountRef; worker: Worker | 'ignored' }>();
  const timelines = new Map<string, (time: number) => Claim | undefined>();

  const find = (ref: AccountRef): Worker | 'ignored' => {
    const found = identify(ref);
    if (found === 'ignored') return found;
    return found?.worker ?? { id: foldAccount(ref.account), provisional: true };
  };

  return {
    version: hashId(canonicalJson(data)),
    data,
    resolve(ref) {
      const known = resolved.get(ref.account);
      if (known && sameRef(known.ref, ref)) return known.worker;
      const worker = find(ref);
      if (resolved.size >= REMEMBERED_ACCOUNTS) resolved.clear();
      resolved.set(ref.account, { ref: { ...ref }, worker });
      return worker;
    },
    claim(workerId, time) {
      let timeline = timelines.get(workerId);
      if (!timeline) {
        const entry = entries.get(workerId);
        if (!entry) return undefined;
        timeline = claimTimeline(entry.homes, entry.travel);
        timelines.set(workerId, timeline);
      }
      return timeline(time);
    },
    profile(workerId) {
      const entry = entries.get(workerId);
      return entry && defined({ id: workerId, email: entry.email, name: entry.name });
    },
    workers: () => people.map(({ worker }) => worker),
  };
}

const sameRef = (a: AccountRef, b: AccountRef): boolean =>
  a.name === b.name && a.email === b.email && a.domain === b.domain && a.id === b.id;
