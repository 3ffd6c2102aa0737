import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectors } from '../detectors/index.ts';
import { currentText, generatedFiles } from '../src/docs/generated.ts';
import { readStories } from '../src/docs/story.ts';
import { SOURCES } from '../src/sources/index.ts';
import { folderOf, foldersIn, root, type SourceFile, sourceFiles } from './support/source-files.ts';

const HEADINGS = ['What it sees', 'False alarms', 'What it misses', 'What to do first'];

describe('registries', () => {
  it('list every detector and source that has a folder, once', () => {
    expect(detectors.map(({ id }) => id).sort()).toEqual(foldersIn('detectors'));
    expect(SOURCES.map(({ id }) => id).sort()).toEqual(foldersIn('src/sources'));
  });

  it.each(detectors.map(({ id }) => id))('%s has stories, a test and a guide', (id) => {
    const folder = join(root, 'detectors', id);
    const stories = readStories(folder);
    expect(stories.some(({ expect: alerts }) => alerts.length > 0)).toBe(true);
    expect(stories.some(({ expect: alerts }) => alerts.length === 0)).toBe(true);
    expect(existsSync(join(folder, `${id}.test.ts`))).toBe(true);
    const guide = readFileSync(join(folder, 'README.md'), 'utf8');
    expect([...guide.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
  });
});

describe('generated files', () => {
  it.each(generatedFiles(root))('$path is what npm run docs writes', ({ path, text }) => {
    expect(currentText(root, path)).toBe(text);
  });
});

describe('pure code', () => {
  const impure =
    /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.|\bprocess\.|\bconsole\.|\bfetch\(|\bset(?:Timeout|Interval)\b/;

  it.each([...sourceFiles('detectors'), ...sourceFiles('src/sources'), ...sourceFiles('src/event')])(
    '$path has no clock, no chance and no output',
    ({ text }) => {
      expect(impure.exec(text)?.[0]).toBeUndefined();
    },
  );
});

describe('arrows point one way', () => {
  const isLocal = (path: string) => /^(src|detectors|test|bench)\//.test(path);
  const foreign = ({ path, imports }: SourceFile) => imports.filter((to) => folderOf(to) !== folderOf(path));

  it('detectors import the kit and zod, and nothing else', () => {
    const files = sourceFiles('detectors').filter(({ path }) => path !== join('detectors', 'index.ts'));
    expect(new Set(files.flatMap(foreign))).toEqual(new Set(['src/kit/index.ts', 'zod']));
  });

  it('the kit and the sources build on the event, and the event on nothing', () => {
    const local = (folder: string) =>
      new Set(sourceFiles(folder).flatMap(foreign).filter(isLocal).map(folderOf));
    expect(local('src/event')).toEqual(new Set());
    expect(local('src/kit')).toEqual(new Set(['src/event']));
    expect(local('src/sources')).toEqual(new Set(['src/event']));
  });

  it('no two folders need each other', () => {
    const needs = new Map<string, Set<string>>();
    for (const file of sourceFiles('src')) {
      const known = needs.get(folderOf(file.path)) ?? new Set();
      for (const to of foreign(file).filter(isLocal)) known.add(folderOf(to));
      needs.set(folderOf(file.path), known);
    }
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(needs.get(from) ?? [])].some((next) => {
        if (next === to) return true;
        if (seen.has(next)) return false;
        seen.add(next);
        return reaches(next, to, seen);
      });
    expect([...needs.keys()].filter((folder) => reaches(folder, folder))).toEqual([]);
  });

  it('nothing under src imports from tests or benchmarks', () => {
    const strays = sourceFiles('src').flatMap(({ imports }) =>
      imports.filter((to) => /^(test|bench)\//.test(to)),
    );
    expect(strays).toEqual([]);
  });
});
