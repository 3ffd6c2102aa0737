#!/usr/bin/env -S node --max-semi-space-size=8
// The flag: by default V8 lets short-lived objects fill 128 MB before it collects them, for no gain in speed here.
// Plain JavaScript on purpose: it must start, and explain itself, on a Node that cannot run the rest.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WANTED = 24;
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= WANTED) {
  const compiled = at('../dist/src/main.js');
  const source = at('../src/main.ts');
  await import(existsSync(source) ? source : compiled);
} else {
  const newer = at('../node_modules/node/bin/node');
  if (existsSync(newer)) {
    const child = spawn(newer, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' });
    // A terminal sends its Ctrl-C to both; a second one would cut the orderly end short.
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
  } else {
    console.error(`homeport needs Node.js ${WANTED} or newer; this is ${process.versions.node}.`);
    process.exit(2);
  }
}
