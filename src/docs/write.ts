import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentText, generatedFiles } from './generated.ts';

/** `npm run docs`: writes what is generated. With `--check` it writes nothing, and fails when something is stale. */
const root = join(import.meta.dirname, '../..');
const stale = generatedFiles(root).filter(({ path, text }) => currentText(root, path) !== text);

if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is stale: run npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, text } of stale) {
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
