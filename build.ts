import { spawnSync } from 'node:child_process';
import { cpSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from './package.json' with { type: 'json' };

// Compiles the program into dist/, in the tree it has here: Node strips no types inside node_modules.
const at = (...path: string[]) => join(import.meta.dirname, ...path);

rmSync(at('dist'), { recursive: true, force: true });
// Standard output is left to npm pack, which prints the tarball's name there.
const { status } = spawnSync(at('node_modules/.bin/tsc'), ['--project', at('tsconfig.build.json')], {
  stdio: ['ignore', process.stderr, process.stderr],
});
if (status !== 0) process.exit(1);
for (const table of globSync('src/**/*.csv', { cwd: at() })) cpSync(at(table), at('dist', table));

const { version, type } = packageJson;
const compiled = { version, type, imports: { '#kit': './src/kit/index.js' } };
writeFileSync(at('dist/package.json'), `${JSON.stringify(compiled, null, 2)}\n`);
