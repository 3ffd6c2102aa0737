import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyDetector } from '../kit/define.ts';
import { detectorSettings, readOverrides } from './detector-settings.ts';
import { type GeneralConfig, generalConfig, missingFiles } from './paths.ts';
import type { Problem } from './problem.ts';
import { configSchema } from './schema.ts';
import { schemaProblems } from './schema-problems.ts';
import type { SettingsData } from './settings.ts';
import { readYaml } from './yaml-file.ts';

/** The settings in force. Paths are absolute; secrets are still where they are kept. */
export interface Config extends GeneralConfig, SettingsData {}

export type Loaded = { ok: true; config: Config; notes: string[] } | { ok: false; problems: Problem[] };

/**
 * Reads `dir/homeport.yaml`. Without one: defaults and a note where the folder is the default one, a problem where
 * somebody named it (`explicit`). Notes are to be said aloud.
 */
export function loadConfig(
  dir: string,
  { explicit, detectors }: { explicit: boolean; detectors: readonly AnyDetector[] },
): Loaded {
  const file = join(dir, 'homeport.yaml');
  const notes: string[] = [];
  const text = readText(file);
  if (text.kind === 'unreadable' || (text.kind === 'absent' && explicit)) {
    return { ok: false, problems: [unread(file, dir, text)] };
  }
  if (text.kind === 'absent') {
    notes.push(`There is no ${file}: the defaults hold. \`homeport init\` writes a commented one.`);
  }

  const yaml = readYaml(file, text.kind === 'read' ? text.text : '');
  if ('problems' in yaml) return { ok: false, problems: yaml.problems };
  const schema = configSchema(detectors);
  const parsed = schema.safeParse(yaml.value);
  if (!parsed.success) {
    return { ok: false, problems: schemaProblems(file, yaml, schema, parsed.error.issues) };
  }
  const general = generalConfig(dir, parsed.data);
  const { overrides, problems } = readOverrides(parsed.data, detectors, schema, { file, yaml });
  problems.push(...missingFiles(file, yaml, general));
  if (problems.length > 0) return { ok: false, problems };

  if (general.roster.workers === undefined) {
    notes.push(`There is no roster in ${dir}: nobody claims a place, so nothing can contradict a claim.`);
  }
  return {
    ok: true,
    config: { ...general, detectorSettings: detectorSettings(parsed.data.detectors), overrides },
    notes,
  };
}

type Text = { kind: 'read'; text: string } | { kind: 'absent' } | { kind: 'unreadable'; code: string };

function readText(file: string): Text {
  try {
    return { kind: 'read', text: readFileSync(file, 'utf8') };
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'absent' } : { kind: 'unreadable', code };
  }
}

function unread(file: string, dir: string, text: Exclude<Text, { kind: 'read' }>): Problem {
  return text.kind === 'absent'
    ? { file, message: 'there is no such file', fix: `write one with: homeport init --config ${dir}` }
    : { file, message: `cannot be read (${text.code})`, fix: 'make it a file that this user may read' };
}
