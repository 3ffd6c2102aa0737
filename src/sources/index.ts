import { ciscoAsa } from './cisco-asa/index.ts';
import { ecs } from './ecs/index.ts';
import { okta } from './okta/index.ts';
import type { Source } from './source.ts';

/** The only list of sources. */
export const SOURCES: readonly Source[] = [okta, ciscoAsa, ecs];
