import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Comparison } from '../../src/measure/compare.ts';
import type { Report } from '../../src/measure/report.ts';
import { type Finished, homeport } from '../support/command.ts';

const TINY = ['measure', '--seeds', '1', '--workers', '24', '--days', '2', '--stealth', '0'];
let folder: string;
let saved: string;
let first: Finished;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeport-test-'));
  saved = join(folder, 'saved.json');
  first = await homeport([...TINY, '--live', '1', '--ablate', 'no-roster', '--save', saved]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('prints the figures, and saves what they rest on', async () => {
  expect(first).toMatchObject({ code: 0 });
  for (const title of ['precision', 'Targets', 'Known blind spots', 'Look-alikes', 'no-roster']) {
    expect(first.stdout).toContain(title);
  }
  const report = JSON.parse(await readFile(saved, 'utf8')) as Report;
  const { figures, ablations, outcomes, stability } = report;
  const frauds = outcomes.filter(({ label }) => label === 'malicious');
  expect(frauds.length).toBe(figures.workers.malicious + figures.workers.blindSpots);
  expect(report.scenarios.find(({ scenario }) => scenario === 'S1')?.found.high).toMatchObject({ value: 1 });
  // Where nobody is known to live anywhere, less contradicts it.
  expect(ablations[0]!.figures.levels.high.recall.hits).toBeLessThan(figures.levels.high.recall.hits);
  expect(stability!.superseded.of).toBeGreaterThan(0);
});

it('finds the same again, and says so', async () => {
  const { code, stdout } = await homeport([...TINY, '--live', '0', '--compare', saved, '--json']);
  expect(code).toBe(0);
  const { comparison } = JSON.parse(stdout) as { comparison: Comparison };
  expect(comparison).toEqual({ sameTraffic: true, changes: [], workers: [] });
});

it.each([
  [['--ablate', 'no-coffee'], 'known are no-roster'],
  [['--seeds', '0'], 'whole number from 1'],
  [['--stealth', '2'], 'write 0, .25'],
  [['--compare', 'missing.json'], 'there is no file'],
])('refuses %j', async (flags, message) => {
  const { code, stderr } = await homeport(['measure', ...flags]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
