import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from './problem.ts';

type Path = readonly PropertyKey[];

/** A YAML text that was read, and where in it things stand. */
export interface YamlFile {
  /** `{}` for an empty text. */
  value: unknown;
  /** The value at a path; undefined where there is none. */
  at(path: Path): unknown;
  /** The line of the key or list item at a path, or of the nearest one above it that exists. */
  line(path: Path): number;
}

/** Reads one YAML 1.2 document; duplicate keys and bad indentation are problems with their lines. */
export function readYaml(file: string, text: string): YamlFile | { problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos }) => ({
      file,
      line: lines.linePos(pos[0]).line,
      message: `not readable as YAML: ${message}`,
      fix: 'check the indentation, colons and quotes around here',
    }));
    return { problems };
  }
  return {
    value: document.toJS() ?? {},
    at: (path) => document.getIn(path),
    line: (path) => lines.linePos(offsetOf(document, path)).line,
  };
}

function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step];
      offset = (node as Node).range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
