import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** Frauds that login logs alone cannot show; they stand apart from the headline figures. */
export const BLIND_SPOTS: readonly string[] = ['S8', 'S13', 'S18'];

const UserTruth = z.object({
  worker_id: z.string(),
  label: z.enum(['benign', 'policy_violation', 'malicious']),
  scenario: z.string().nullable(),
  stealth: z.number().nullable(),
  hard_negatives: z.array(z.string()),
});
/** Who somebody really was. */
export type UserTruth = z.infer<typeof UserTruth>;

/** What really happened when a record was written; one for each line of the logs, in the order of their delivery. */
export interface EventTruth {
  file: string;
  /** Counts from 1 in its file. */
  line: number;
  event_id: string | null;
  worker_id: string;
  /** ISO 8601, by a clock that is never wrong. */
  time: string;
  cause: string;
}

export function readUserTruth(file: string): UserTruth[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => UserTruth.parse(JSON.parse(line)));
}

/** Streams `events.jsonl`, which is about as large as the logs themselves. */
export async function* readEventTruth(file: string): AsyncGenerator<EventTruth> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    yield JSON.parse(line) as EventTruth;
  }
}
