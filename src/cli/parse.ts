import { stat } from 'node:fs/promises';
import { inputName, isPipe, openInput } from '../intake/open-input.ts';
import { parseRecord } from '../intake/parse-run.ts';
import { createSplitter, parseJsonRecord } from '../intake/split.ts';
import { sourceOf } from '../sources/detect.ts';
import { SOURCES } from '../sources/index.ts';
import { printAll } from './output.ts';
import { checkInputs, type ScanFlags } from './scan.ts';

/** `homeport parse`: what each record becomes, one JSON a line, in order. */
export async function parse(
  files: readonly string[],
  flags: Pick<ScanFlags, 'source' | 'zone' | 'receivedAt'>,
): Promise<number> {
  checkInputs(files, flags);
  const forced = SOURCES.find(({ id }) => id === flags.source);
  for (const file of files) {
    const arrived = flags.receivedAt === undefined ? undefined : Date.parse(flags.receivedAt);
    const receivedAt = arrived ?? ((await isPipe(file)) ? Date.now() : (await stat(file)).mtimeMs);
    const context = { receivedAt, zone: flags.zone ?? 'UTC' };
    const lines: string[] = [];
    const add = (outcome: object) => lines.push(`${JSON.stringify(outcome)}\n`);
    const splitter = createSplitter({
      onRecord(bytes, { line }) {
        const text = bytes.toString('utf8');
        const json = parseJsonRecord(bytes);
        const source = forced ?? sourceOf('record' in json ? json.record : text);
        const { kind, ...rest } = parseRecord(bytes, source, context);
        const outcome = 'events' in rest ? { ok: rest.events } : { [kind]: rest.reason };
        add({ record: text, file: inputName(file), line, source: source?.id, ...outcome });
      },
      onReject(reason, prefix, { line }) {
        const record = prefix.toString('utf8');
        add({ record, file: inputName(file), line, source: forced?.id, reject: reason });
      },
    });
    const flush = () => printAll(lines.splice(0).join(''));
    const { stream } = await openInput(file);
    for await (const chunk of stream) {
      splitter.push(chunk as Buffer);
      if (!(await flush())) return 0;
    }
    splitter.end();
    await flush();
  }
  return 0;
}
