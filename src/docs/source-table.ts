import type { Source } from '../sources/source.ts';
import { code, table } from './markdown.ts';

const TELLS = ['device', 'session', 'mfa', 'geo'] as const;

/** What each source's logs can and cannot tell. */
export const sourceTable = (sources: readonly Source[]): string =>
  table(
    ['Source', 'Id', 'Records', 'Device', 'Session', 'Second factor', 'Own location'],
    sources.map(({ title, id, kind, tells }) => [
      title,
      code(id),
      kind === 'json' ? 'JSON objects' : 'text lines',
      ...TELLS.map((what) => (tells[what] ? 'yes' : 'no')),
    ]),
  );
