import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EcsFlat, EcsVersion } from '@elastic/ecs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SOURCES } from '../sources/index.ts';
import { CATEGORY } from './category.ts';
import { LoginEvent } from './login-event.ts';

interface EcsField {
  type: string;
  allowed_values?: { name: string; expected_event_types?: string[] }[];
}
const ECS = new Map<string, EcsField>(Object.entries(EcsFlat));

/** Dotted paths of all leaves. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    fieldsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
}

function typesIn(schema: JsonSchema, path = ''): [field: string, type: string][] {
  if (!schema.properties) return [[path, schema.items?.type ?? schema.type ?? 'string']];
  return Object.entries(schema.properties).flatMap(([key, inner]) =>
    typesIn(inner, path === '' ? key : `${path}.${key}`),
  );
}

const declared = typesIn(z.toJSONSchema(LoginEvent) as JsonSchema);
const isOurs = (field: string): boolean => field.startsWith('homeport.');

describe(`ECS ${EcsVersion}`, () => {
  it('has every field that a login event may have, or it is under homeport', () => {
    expect(declared.length).toBeGreaterThan(30);
    const foreign = declared.map(([field]) => field).filter((field) => !isOurs(field) && !ECS.has(field));
    expect(foreign).toEqual([]);
  });

  it('gives each of them the type it has here', () => {
    for (const [field, type] of declared) {
      if (isOurs(field)) continue;
      const numeric = /^(?:long|integer|float|scaled_float)$/.test(ECS.get(field)!.type);
      expect([field, type]).toEqual([field, numeric ? 'integer' : 'string']);
    }
  });

  it.each(SOURCES.map(({ id }) => id))('has every field that %s produces', (id) => {
    const file = join(import.meta.dirname, '../sources', id, 'samples/expected.json');
    const outcomes = JSON.parse(readFileSync(file, 'utf8')) as { ok?: unknown[] }[];
    const produced = new Set(outcomes.flatMap(({ ok = [] }) => ok.flatMap((event) => fieldsOf(event))));
    expect(produced.size).toBeGreaterThan(10);
    expect([...produced].filter((field) => !isOurs(field) && !ECS.has(field))).toEqual([]);
  });

  it('expects the categories and types of every action together', () => {
    const categories = ECS.get('event.category')!.allowed_values!;
    for (const [action, { category, type }] of Object.entries(CATEGORY)) {
      const expected = categories
        .filter(({ name }) => category.some((own) => own === name))
        .flatMap(({ expected_event_types = [] }) => expected_event_types);
      for (const own of type) expect(expected, action).toContain(own);
    }
  });
});
