import type { z } from 'zod';
import type { AnyDetector } from '../kit/define.ts';
import type { Problem } from './problem.ts';
import { type configSchema, detectorSchema, type Mode } from './schema.ts';
import { schemaProblems } from './schema-problems.ts';
import type { DetectorSettings, Override } from './settings.ts';
import type { YamlFile } from './yaml-file.ts';

type Parsed = z.output<ReturnType<typeof configSchema>>;
type Raw = { detectors?: Record<string, object>; overrides?: { detectors: Record<string, object> }[] };

export function detectorSettings(detectors: Parsed['detectors']): Record<string, DetectorSettings> {
  return Object.fromEntries(Object.entries(detectors).map(([id, settings]) => [id, split(settings)]));
}

function split(settings: Record<string, unknown>): DetectorSettings {
  const { mode, ...config } = settings;
  return { mode: mode as Mode, config };
}

/**
 * The overrides, each reduced to what it names. An override is judged together with the settings that it changes, so
 * that what a detector demands of two thresholds at once holds for everybody.
 */
export function readOverrides(
  parsed: Parsed,
  detectors: readonly AnyDetector[],
  schema: z.ZodType,
  { file, yaml }: { file: string; yaml: YamlFile },
): { overrides: Override[]; problems: Problem[] } {
  const raw = yaml.value as Raw;
  const problems: Problem[] = [];
  const overrides = parsed.overrides.map(({ group, worker }, index) => {
    const changed: Override['detectors'] = {};
    for (const detector of detectors) {
      const { id } = detector;
      const change = raw.overrides?.[index]?.detectors[id];
      if (change === undefined) continue;
      const whole = detectorSchema(detector).safeParse({ ...raw.detectors?.[id], ...change });
      if (whole.success) {
        const named = Object.entries(whole.data as object).filter(([key]) => Object.hasOwn(change, key));
        const { mode, ...config } = Object.fromEntries(named);
        changed[id] = { ...(mode !== undefined && { mode: mode as Mode }), config };
      } else {
        const within = ['overrides', index, 'detectors', id];
        const issues = whole.error.issues.map((issue) => ({ ...issue, path: [...within, ...issue.path] }));
        problems.push(...schemaProblems(file, yaml, schema, issues));
      }
    }
    return { ...(group === undefined ? { worker } : { group }), detectors: changed };
  });
  return { overrides, problems };
}
