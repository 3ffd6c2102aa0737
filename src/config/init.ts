import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyDetector } from '../kit/define.ts';
import { exampleYaml } from './example.ts';
import type { Problem } from './problem.ts';
import { TABLE_COLUMNS } from './table.ts';

export interface Initialised {
  /** Files now there that were not. */
  written: string[];
  /** Files that were there already: left as they are. */
  kept: string[];
  problems: Problem[];
}

/** Writes the settings and tables that are not there yet into a folder, each with comments and example rows. */
export function initFolder(dir: string, detectors: readonly AnyDetector[]): Initialised {
  const done: Initialised = { written: [], kept: [], problems: [] };
  const attempt = (file: string, action: () => void): boolean => {
    try {
      action();
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      const fix = 'name a folder that this user may write';
      done.problems.push({ file, message: `cannot be written (${code})`, fix });
      return false;
    }
  };
  if (!attempt(dir, () => mkdirSync(dir, { recursive: true }))) return done;
  for (const [name, text] of Object.entries({ 'homeport.yaml': exampleYaml(detectors), ...TABLES })) {
    const file = join(dir, name);
    if (existsSync(file)) done.kept.push(file);
    else if (attempt(file, () => writeFileSync(file, text, { flag: 'wx' }))) done.written.push(file);
  }
  return done;
}

const table = (columns: readonly string[], comments: readonly string[], rows: readonly string[]): string =>
  `${[columns.join(','), ...comments.map((line) => `# ${line}`), ...rows.map((row) => `#${row}`)].join('\n')}\n`;

/** Example rows stand behind a `#`: nobody at example.com works here. */
const TABLES: Record<string, string> = {
  'roster.csv': table(
    TABLE_COLUMNS.roster,
    [
      'One line a worker. Only email is required; columns you do not need can go, and lists are separated by semicolons.',
      'country is the ISO 3166-1 code, region what follows the hyphen in the ISO 3166-2 code (US-NY: NY). Coordinates are',
      'looked up from the city where they are absent. A worker who moves gets another line with the day in valid_from;',
      'two lines with the same day are two homes. employment_type service is for accounts that are nobody.',
      'Dates are YYYY-MM-DD. Take the # away from a line to use it.',
    ],
    [
      'E1001,jane.roe@example.com,jroe;CORP\\jane.roe,Jane Roe,employee,engineering,2025-03-03,,US,NY,New York,,,,,,,',
      'E1001,jane.roe@example.com,,Jane Roe,employee,engineering,2025-03-03,,US,CO,Denver,,,,2026-06-01,,,',
      ',sam.poe@example.com,,Sam Poe,contractor,contractors,2026-01-12,,US,TX,Austin,30.27,-97.74,America/Chicago,,,,',
      ',backup@example.com,,,service,,,,,,,,,,,,,',
    ],
  ),
  'travel.csv': table(
    TABLE_COLUMNS.travel,
    ['Approved travel. Dates are YYYY-MM-DD and inclusive; a day before and after is allowed for.'],
    ['jane.roe@example.com,PT,,Lisbon,2026-07-06,2026-07-17'],
  ),
  'networks.csv': table(
    TABLE_COLUMNS.networks,
    ['What you know of addresses. kind is corporate, sase, relay, vpn, hosting or venue.'],
    ['192.0.2.0/24,corporate,New York office,US,NY,New York', '2001:db8:5::/48,sase,Security edge,,,'],
  ),
  'suppressions.csv': table(
    TABLE_COLUMNS.suppressions,
    [
      'Alerts to hide. scope is worker, group or everyone; from and to are inclusive days (UTC) of the login; an empty',
      'detector, finding or country means all of them. A login from a country of concern stays visible unless the row',
      'names the worker and that country.',
    ],
    [
      'worker,jane.roe@example.com,,impossible-travel,,,2026-07-01,2026-07-31,sam.poe@example.com,Two phones on one plan',
    ],
  ),
};
