import { expect, it } from 'vitest';
import { table, withBlock } from './markdown.ts';

it('keeps cells inside their table', () => {
  expect(table(['A', 'B'], [['a|b', 'two\nlines']])).toBe('| A | B |\n| --- | --- |\n| a\\|b | two lines |');
});

it('replaces what stands between the markers, again and again', () => {
  const page = '# Title\n<!-- begin generated: a-story -->\nold\n<!-- end generated -->\nby hand\n';
  const once = withBlock('README.md', page, (argument) => `new ${argument} $1`);
  expect(once).toBe(
    '# Title\n<!-- begin generated: a-story -->\n\nnew a-story $1\n\n<!-- end generated -->\nby hand\n',
  );
  expect(withBlock('README.md', once, (argument) => `new ${argument} $1`)).toBe(once);
});

it('says which page has no markers', () => {
  expect(() => withBlock('README.md', '# Title\n', () => '')).toThrow(/README\.md: put the lines/);
});
