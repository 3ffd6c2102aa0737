import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { colour, count, rateMeter, severityText, startProgress, table } from './output.ts';

it('lines up columns without frames, numbers to the right', () => {
  const drawn = table(
    ['detector', 'events'],
    [
      ['impossible-travel', 12_345],
      ['new-egress', 7],
    ],
  );
  expect(stripVTControlCharacters(drawn).split('\n')).toEqual([
    'detector           events',
    'impossible-travel  12,345',
    'new-egress              7',
  ]);
});

it('leaves a column with any text in it to the left', () => {
  const [, first] = stripVTControlCharacters(table(['n'], [[5], ['none at all']])).split('\n');
  expect(first).toBe('5');
});

it('uses no colours and no progress bar where no terminal is', () => {
  expect(severityText('critical')).toBe('critical');
  expect(colour.bold('x')).toBe('x');
  const bar = startProgress('reading', 10);
  expect(() => {
    bar.update(5, { detail: 'x' });
    bar.stop();
  }).not.toThrow();
});

it('writes large numbers in groups', () => {
  expect(count(1_234_567)).toBe('1,234,567');
  expect(rateMeter()(1000)).toMatch(/^1,000 records, [\d,]+\/s$/);
});
