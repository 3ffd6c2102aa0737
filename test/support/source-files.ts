import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative, sep } from 'node:path';

/** The repository's folder. */
export const root = join(import.meta.dirname, '../..');

export interface SourceFile {
  /** Relative to the repository. */
  path: string;
  text: string;
  /** What it imports: paths relative to the repository, or package names; `#kit` is `src/kit/index.ts`. */
  imports: string[];
}

/** The TypeScript files under a folder that are no tests. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

/** The names of the folders inside a folder. */
export const foldersIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const IMPORT = /\b(?:from|import)(?: |\()'([^'\s]+)'/g;

function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, name = '']) => {
    if (name === '#kit') return 'src/kit/index.ts';
    return name.startsWith('.') ? relative('', normalize(join(path, '..', name))) : name;
  });
}

/** `src/kit` for `src/kit/leg.ts`; the file itself where it lies directly in `src`. */
export const folderOf = (path: string): string => path.split(sep).slice(0, 2).join('/');
