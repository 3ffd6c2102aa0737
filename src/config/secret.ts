import { readFileSync } from 'node:fs';
import type { Secret } from './schema.ts';

/** The secret, or why it cannot be had; the reason never holds it. Read when it is needed, so that it can be renewed. */
export type ResolvedSecret = { ok: true; value: string } | { ok: false; reason: string };

export function resolveSecret(secret: Secret, env: NodeJS.ProcessEnv): ResolvedSecret {
  if ('env' in secret) {
    const value = env[secret.env];
    return value
      ? { ok: true, value }
      : { ok: false, reason: `the environment variable ${secret.env} is not set` };
  }
  try {
    const value = readFileSync(secret.file, 'utf8').trim();
    return value ? { ok: true, value } : { ok: false, reason: `the file ${secret.file} is empty` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { ok: false, reason: `the file ${secret.file} cannot be read (${code})` };
  }
}
