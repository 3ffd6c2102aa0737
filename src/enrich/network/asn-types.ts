import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NetworkType } from '../../event/facts.ts';
import { DataFileError } from '../data/data-file-error.ts';
import type { DataSource } from '../data/data-source.ts';
import { csvFields, textLines } from '../data/text-lines.ts';

export interface AsnType {
  type: NetworkType;
  operator: string;
}

export interface AsnTypes {
  source: DataSource;
  fingerprint: string;
  get(asn: number): AsnType | undefined;
}

/** The day on which the table's numbers were last compared with the registered names. */
const CHECKED = '2026-11-21';
const FILE = fileURLToPath(new URL('./asn-types.csv', import.meta.url));

/** Our own table of what the large networks sell: `asn,type,operator,source`. A network not in it is `unknown`. */
export function readAsnTypes(): AsnTypes {
  const bytes = readFileSync(FILE);
  const types = new Map<number, AsnType>();
  for (const { text, line } of textLines(bytes, FILE).slice(1)) {
    if (text === '' || text.startsWith('#')) continue;
    const [asn = '', type, operator = ''] = csvFields(text);
    const known = NetworkType.safeParse(type);
    if (!/^\d+$/.test(asn) || !known.success)
      throw new DataFileError(FILE, `cannot be understood: ${text}`, line);
    types.set(Number(asn), Object.freeze({ type: known.data, operator }));
  }
  return {
    source: { name: 'asn-types.csv', date: CHECKED, records: types.size, confidence: 0.6 },
    fingerprint: createHash('sha256').update(bytes).digest('hex'),
    get: (asn) => types.get(asn),
  };
}
