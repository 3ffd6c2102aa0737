import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { inputName, openInput } from '../intake/open-input.ts';
import { parseRecord } from '../intake/parse-run.ts';
import { createSplitter, parseJsonRecord } from '../intake/split.ts';
import { sourceOf } from '../sources/detect.ts';
import { SOURCES } from '../sources/index.ts';
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
    const receivedAt = arrived ?? (file === '-' ? Date.now() : (await stat(file)).mtimeMs);
    const context = { receivedAt, zone: flags.zone ?? 'UTC' };
    let lines: string[] = [];
    const splitter = createSplitter({
      onRecord(bytes, { line }) {
        const text = bytes.toString('utf8');
        const json = parseJsonRecord(bytes);
        const source = forced ?? sourceOf('record' in json ? json.record : text);
        const { kind, ...rest } = parseRecord(bytes, source, context);
        const outcome = 'events' in rest ? { ok: rest.events } : { [kind]: rest.reason };
        lines.push(
          JSON.stringify({ record: text, file: inputName(file), line, source: source?.id, ...outcome }),
        );
      },
      onReject(reason, prefix, { line }) {
        const record = prefix.toString('utf8');
        lines.push(
          JSON.stringify({ record, file: inputName(file), line, source: forced?.id, reject: reason }),
        );
      },
    });
    const flush = async () => {
      const text = lines.map((line) => `${line}\n`).join('');
      lines = [];
      if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
    };
    const { stream } = await openInput(file);
    for await (const chunk of stream) {
      splitter.push(chunk as Buffer);
      await flush();
    }
    splitter.end();
    await flush();
  }
  return 0;
}
