import { join } from 'node:path';
import { SOURCES } from '../../src/sources/index.ts';
import { root } from '../support/source-files.ts';
import { describeSource, sampleRecords } from './source.ts';

const samples = SOURCES.map((source) => {
  const folder = join(root, 'src/sources', source.id, 'samples');
  return { source, folder, records: sampleRecords(source, folder) };
});

for (const { source, folder } of samples) {
  const foreign = samples.filter((other) => other.source !== source).flatMap(({ records }) => records);
  describeSource(source, folder, foreign);
}
