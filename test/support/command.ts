import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './source-files.ts';

export interface Finished {
  /** Null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  finished: Promise<Finished>;
  /** Resolves once standard error holds the text; rejects when the command ends without it. */
  says(text: string): Promise<void>;
}

export interface CommandOptions {
  /** Given to standard input, which is then closed. */
  input?: Uint8Array;
  /** Leaves standard input open, as a terminal does. */
  keepOpen?: boolean;
  cwd?: string;
  /** Options of Node itself. */
  node?: readonly string[];
  env?: Record<string, string>;
  uid?: number;
}

export const ENTRY = join(root, 'bin', 'homeport.js');
/** Compiled code of earlier children: most of a short command's time is spent compiling. */
const COMPILED = join(root, 'node_modules', '.cache', 'homeport-tests');

/** Starts the real command line as a process of its own. */
export function startHomeport(args: readonly string[], options: CommandOptions = {}): Running {
  const { input, keepOpen = false, cwd, node = [], env, uid } = options;
  const child = spawn(process.execPath, [...node, ENTRY, ...args], {
    cwd,
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED, ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  // A command that ends before it has read its input is the command's own business.
  child.stdin.on('error', () => {});
  if (!keepOpen) child.stdin.end(input);
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    finished,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => stderr.includes(text) && resolve();
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`ended without saying “${text}”: ${stderr}`)));
        look();
      }),
  };
}

/** Runs the real command line to its end. */
export const homeport = (args: readonly string[], options?: CommandOptions): Promise<Finished> =>
  startHomeport(args, options).finished;

/** Documents of an NDJSON text. */
export const ndjson = <T = Record<string, unknown>>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
