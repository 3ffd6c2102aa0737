import { Document, isScalar, visit } from 'yaml';
import type { AnyDetector } from '../kit/define.ts';
import { configSchema } from './schema.ts';
import { jsonSchema, type SchemaNode } from './schema-problems.ts';

const HEAD = `## Homeport's settings. Every line is optional: what stands behind one # is a default or an example.
## To set something, take one # away from its line and from the lines above it to which it belongs.
## Paths count from this folder. Secrets are never written here, only where they are kept: { env: NAME } or { file: path }.
`;

/** A commented `homeport.yaml` with every key, its description, and its default or an example. */
export function exampleYaml(detectors: readonly AnyDetector[]): string {
  const { properties = {} } = jsonSchema(configSchema(detectors));
  const sections = Object.entries(properties).map(([key, node]) => section(key, node, 0).join('\n'));
  return [HEAD, ...sections.map((text) => `${text}\n`)].join('\n');
}

/** The JSON Schema of `homeport.yaml`, for editors. */
export const schemaJson = (detectors: readonly AnyDetector[]): string =>
  `${JSON.stringify(jsonSchema(configSchema(detectors)), null, 2)}\n`;

/** Lines behind one `#`; descriptions are comments of what remains without it. */
function section(key: string, node: SchemaNode, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const described = wrap(node.description ?? '', 110 - indent.length).map((line) => `#${indent}# ${line}`);
  const example = node.examples?.[0] ?? (node.properties ? undefined : node.default);
  if (example === undefined && node.properties) {
    const inner = modeFirst(node.properties).flatMap(([name, child]) => section(name, child, depth + 1));
    return [...described, `#${indent}${key}:`, ...inner];
  }
  return [...described, ...setting(key, example).map((line) => `#${indent}${line}`)];
}

const modeFirst = (properties: Record<string, SchemaNode>): [string, SchemaNode][] => {
  const { mode, ...rest } = properties;
  return [...(mode ? [['mode', mode] as [string, SchemaNode]] : []), ...Object.entries(rest)];
};

/** Lists of single values stand on one line. */
function setting(key: string, value: unknown): string[] {
  const document = new Document({ [key]: value });
  visit(document, {
    Seq(_, list) {
      if (list.items.every(isScalar)) list.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd().split('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
