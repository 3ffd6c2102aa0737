import { z } from 'zod';
import { suggest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** As much of a JSON Schema as tells which keys there are and what a value looks like. */
export interface SchemaNode {
  type?: string;
  description?: string;
  default?: unknown;
  examples?: unknown[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
}

/** What `homeport.yaml` may hold, as JSON Schema. */
export const jsonSchema = (schema: z.ZodType): SchemaNode =>
  z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as SchemaNode;

/** Each issue of a settings file, with its line, the key in question and a way out. Values are never repeated. */
export function schemaProblems(
  file: string,
  yaml: YamlFile,
  schema: z.ZodType,
  issues: readonly Issue[],
): Problem[] {
  const root = jsonSchema(schema);
  const problems = issues.flatMap(innermost).flatMap((issue): (Problem & { line: number })[] => {
    const { path } = issue;
    const line = yaml.line(path);
    if (issue.code === 'unrecognized_keys') {
      const known = nodesAt(root, path).flatMap((node) => Object.keys(node.properties ?? {}));
      return issue.keys.map((key) => ({
        file,
        line: yaml.line([...path, key]),
        message: unknownKey(path, key),
        fix: suggest(key, known),
      }));
    }
    const choices = choicesOf(issue);
    if (choices) {
      const message = `${name(path)}: expected ${choices.join(' or ')}`;
      return [{ file, line, message, fix: suggest(String(yaml.at(path)), choices) }];
    }
    const message = `${name(path)}: ${issue.message.replace(/^Invalid input: /, '')}`;
    return [{ file, line, message, fix: exampleAt(root, path) }];
  });
  return problems.sort((a, b) => a.line - b.line);
}

/** Of a value that fits none of several shapes, the issues inside the shape that it most resembles. */
function innermost(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const close = issue.errors.find((branch) =>
    branch.every((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'),
  );
  return close?.flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

function choicesOf(issue: Issue): string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code === 'invalid_union' && 'options' in issue) return issue.options?.map(String);
  return undefined;
}

function unknownKey(path: Path, key: string): string {
  if (path.at(-1) === 'detectors') return `there is no detector "${key}"`;
  return path.length === 0 ? `unknown key "${key}"` : `unknown key "${key}" in ${name(path)}`;
}

const name = (path: Path): string => (path.length === 0 ? 'the settings' : path.map(String).join('.'));

function exampleAt(root: SchemaNode, path: Path): string {
  const node = nodesAt(root, path).find(
    ({ default: standard, examples }) => standard !== undefined || examples,
  );
  const example = node?.examples?.[0] ?? node?.default;
  return example === undefined
    ? 'see homeport.example.yaml, or what `homeport init` writes'
    : `for example: ${JSON.stringify(example)}`;
}

function nodesAt(root: SchemaNode, path: Path): SchemaNode[] {
  return path.reduce<SchemaNode[]>(
    (nodes, step) =>
      nodes.flatMap((node) =>
        alternatives((typeof step === 'number' ? node.items : node.properties?.[String(step)]) ?? {}),
      ),
    alternatives(root),
  );
}

const alternatives = (node: SchemaNode): SchemaNode[] => [
  node,
  ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(alternatives),
];
