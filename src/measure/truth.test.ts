import { expect, it } from 'vitest';
import { folderOf, sourceFiles } from '../../test/support/source-files.ts';

it('is read for measuring only', () => {
  const outside = [...sourceFiles('src'), ...sourceFiles('detectors')].filter(
    ({ path }) => !['src/measure', 'src/simulate'].includes(folderOf(path)),
  );
  const users = outside.filter(({ imports }) => imports.some((to) => folderOf(to) === 'src/measure'));
  expect(users.map(({ path }) => path).sort()).toEqual(['src/cli/measure-tables.ts', 'src/cli/measure.ts']);
  expect(outside.filter(({ text }) => /truth\/|users\.jsonl|events\.jsonl/.test(text))).toEqual([]);
});
