import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { alertDocument, byTimeAndId, caseDocument, type Profile } from '../alerts/document.ts';
import { detectors } from '../app.ts';
import type { Directory } from '../enrich/port.ts';
import type { Store } from '../store/port.ts';
import { printAll } from './output.ts';

const profileOf = (directory: Directory, worker: string): Profile =>
  directory.profile(worker) ?? { id: worker };

/** Every alert that is not in shadow, as the public contract has it, by (`@timestamp`, id). */
export function* alertDocuments(store: Store, directory: Directory) {
  for (const alert of store.alerts()) {
    if (!alert.shadow) yield alertDocument(alert, profileOf(directory, alert.worker), detectors);
  }
}

/** Every case, as the public contract has it, by (`@timestamp`, id). */
export function caseDocuments(store: Store, directory: Directory) {
  const cases = [...store.cases()].map((record) => record.case);
  return cases
    .map((subject) => caseDocument(subject, profileOf(directory, subject.worker)))
    .sort(byTimeAndId);
}

/** Rejected records as they came; bytes that are no UTF-8 in base64. */
export function* rejectDocuments(store: Store) {
  const origins = new Map(store.origins().map((origin) => [origin.id, origin]));
  for (const { origin: id, line, reason, record } of store.rejected()) {
    const origin = origins.get(id);
    yield { file: origin?.name, line, source: origin?.source, reason, record: textOrBase64(record) };
  }
}

function textOrBase64(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('utf8');
  return Buffer.from(text, 'utf8').equals(buffer) ? text : buffer.toString('base64');
}

/** Writes documents, one a line; `-` is standard output. */
export async function writeLines(file: string, documents: Iterable<unknown>): Promise<void> {
  if (file !== '-') return pipeline(linesOf(documents), createWriteStream(file));
  for (const line of linesOf(documents)) if (!(await printAll(line))) return;
}

function* linesOf(documents: Iterable<unknown>): Iterable<string> {
  for (const document of documents) yield `${JSON.stringify(document)}\n`;
}
